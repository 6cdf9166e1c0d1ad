import { l10n, window } from "vscode";
import type { CodeAction } from "vscode-languageclient";
import { actionKinds } from "../names";
import type { Server } from "../server";
import { applyAction } from "./actions";

/** Makes the classic sidecar at the cursor a native one. */
export async function convertToNative(server: Server): Promise<void> {
	const editor = window.activeTextEditor;
	const connection = editor && (await server.connectionForCommand());
	if (!connection) return;
	const { document, selection } = editor;
	const { version } = document;
	const conversions = (
		await connection.codeActions(document, selection, actionKinds.rewrite)
	).filter(isConversion);

	const possible = conversions.filter(({ disabled }) => !disabled);
	if (possible.length === 0) {
		void window.showInformationMessage(
			conversions[0]?.disabled?.reason ??
				l10n.t("There is no classic sidecar at the cursor."),
		);
		return;
	}
	const chosen = await choose(possible);
	if (chosen) await applyAction(connection, document, version, chosen);
}

function isConversion({ data }: CodeAction): boolean {
	// The server owns `data`; of its fields this one is agreed upon.
	return data?.refactoring === "convert-to-native";
}

async function choose(actions: CodeAction[]): Promise<CodeAction | undefined> {
	if (actions.length === 1) return actions[0];
	const items = actions.map((action) => ({ label: action.title, action }));
	return (await window.showQuickPick(items))?.action;
}
