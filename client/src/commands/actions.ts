import { l10n, type Range, type TextDocument, window, workspace } from "vscode";
import {
	type BaseLanguageClient,
	type CodeAction,
	CodeActionRequest,
	CodeActionResolveRequest,
	CodeActionTriggerKind,
	Command,
} from "vscode-languageclient";

/** The server's code actions of one kind, disabled ones with their reason included. */
export async function requestActions(
	client: BaseLanguageClient,
	document: TextDocument,
	range: Range,
	kind: string,
): Promise<CodeAction[]> {
	const answer = await client.sendRequest(CodeActionRequest.type, {
		textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
		range: client.code2ProtocolConverter.asRange(range),
		context: {
			diagnostics: [],
			only: [kind],
			triggerKind: CodeActionTriggerKind.Invoked,
		},
	});
	return (answer ?? []).filter(
		(action): action is CodeAction => !Command.is(action),
	);
}

/** Applies an action, unless the document has become another one since `version`: then its edit no longer fits. */
export async function applyAction(
	client: BaseLanguageClient,
	document: TextDocument,
	version: number,
	action: CodeAction,
): Promise<void> {
	const { edit } =
		action.edit === undefined
			? await client.sendRequest(CodeActionResolveRequest.type, action)
			: action;
	const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
	if (
		converted === undefined ||
		document.version !== version ||
		!(await workspace.applyEdit(converted))
	) {
		void window.showInformationMessage(
			l10n.t("Nothing was changed, because the file changed meanwhile."),
		);
	}
}
