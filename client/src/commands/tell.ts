import { l10n, window } from "vscode";

/** Shows a message in full: one without a button VS Code cuts to a single line. Does not wait for the person. */
export function tell(message: string): void {
	void window.showInformationMessage(message, l10n.t("OK"));
}
