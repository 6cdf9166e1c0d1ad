import { commands, l10n, type TextDocument, window, workspace } from "vscode";
import type { CodeAction } from "vscode-languageclient";
import type { Connection } from "../connection";

/** Applies an action, unless the document is no longer the `version` that it was asked for: its edit would not fit. */
export async function applyAction(
	connection: Connection,
	document: TextDocument,
	version: number,
	action: CodeAction,
): Promise<void> {
	const { edit, command } = await connection.resolve(action);
	const applied =
		edit !== undefined &&
		document.version === version &&
		(await workspace.applyEdit(edit));
	if (!applied) {
		void window.showInformationMessage(
			l10n.t("Nothing was changed, because the file changed meanwhile."),
		);
	} else if (command) {
		await commands.executeCommand(
			command.command,
			...(command.arguments ?? []),
		);
	}
}
