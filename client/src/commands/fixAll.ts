import { l10n, Range, window } from "vscode";
import { actionKinds } from "../names";
import type { Server } from "../server";
import { applyAction } from "./actions";

/** Applies every fix that needs no thought to the file in the active editor. */
export async function fixAll(server: Server): Promise<void> {
	const document = window.activeTextEditor?.document;
	const connection = document && (await server.connectionForCommand());
	if (!connection) return;
	const { version } = document;
	const everything = document.validateRange(
		new Range(0, 0, document.lineCount, 0),
	);
	const actions = await connection.codeActions(
		document,
		everything,
		actionKinds.fixAll,
	);
	const action = actions.find(({ disabled }) => !disabled);
	if (action) {
		await applyAction(connection, document, version, action);
	} else {
		void window.showInformationMessage(
			l10n.t("There is nothing in this file that can be fixed automatically."),
		);
	}
}
