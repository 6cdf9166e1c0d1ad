import { l10n, window } from "vscode";
import type { CodeAction } from "vscode-languageclient";
import { actionKinds } from "../names";
import type { Server } from "../server";
import { applyAction } from "./actions";
import { tell } from "./tell";

/** Makes the classic sidecar at the cursor a native one. */
export const convertToNative = (server: Server): Promise<void> =>
	convert(server, "convert-to-native", () =>
		l10n.t("There is no classic sidecar at the cursor."),
	);

/** Makes the native sidecar at the cursor a classic one. */
export const convertToClassic = (server: Server): Promise<void> =>
	convert(server, "convert-to-classic", () =>
		l10n.t("There is no native sidecar at the cursor."),
	);

/** Applies a refactoring of the server's at the cursor; the person chooses where there are several. */
async function convert(
	server: Server,
	refactoring: string,
	nothing: () => string,
): Promise<void> {
	const editor = window.activeTextEditor;
	const connection = editor && (await server.connectionForCommand());
	if (!connection) return;
	const { document, selection } = editor;
	const { version } = document;
	const conversions = (
		await connection.codeActions(document, selection, actionKinds.rewrite)
	)
		// The server owns `data`; of its fields this one is agreed upon.
		.filter(({ data }) => data?.refactoring === refactoring);

	const possible = conversions.filter(({ disabled }) => !disabled);
	if (possible.length === 0) {
		tell(conversions[0]?.disabled?.reason ?? nothing());
		return;
	}
	const chosen = await choose(possible);
	if (chosen) await applyAction(connection, document, version, chosen);
}

async function choose(actions: CodeAction[]): Promise<CodeAction | undefined> {
	if (actions.length === 1) return actions[0];
	const items = actions.map((action) => ({ label: action.title, action }));
	return (await window.showQuickPick(items))?.action;
}
