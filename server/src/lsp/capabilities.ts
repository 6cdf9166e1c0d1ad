import {
	type InitializeParams,
	MarkupKind,
	type ServerCapabilities,
	TextDocumentSyncKind,
} from "vscode-languageserver";
import { type Language, languageOf } from "../engine/engine";
import { type ActionSupport, KINDS, SELECT, SHOW_RULE } from "./code-actions";
import type { ClientOptions } from "./protocol";

/** What the client can do, read once. */
export interface Client {
	readonly language: Language;
	readonly options: ClientOptions & Readonly<Record<string, unknown>>;
	readonly actions: ActionSupport;
	readonly markdown: boolean;
	/** Does it know places for the cursor in what is completed? */
	readonly snippets: boolean;
	readonly configuration: boolean;
	readonly watchesConfiguration: boolean;
	/** Can it be asked to tell of files that change outside of the editor? */
	readonly watchesFiles: boolean;
	readonly pulls: boolean;
	/** Can it be told to ask anew for what it shows beside the text? */
	readonly refreshesLenses: boolean;
	readonly refreshesHints: boolean;
}

/** @param locale what the surroundings say, for a client that says nothing */
export function clientOf(
	{ capabilities, initializationOptions, locale: asked }: InitializeParams,
	locale: string | undefined,
): Client {
	const { textDocument, workspace } = capabilities;
	const options = (initializationOptions ?? {}) as Client["options"];
	const action = textDocument?.codeAction;
	const formats = textDocument?.hover?.contentFormat;
	return {
		language: languageOf(asked ?? locale),
		options,
		actions: {
			resolve:
				(action?.resolveSupport?.properties.includes("edit") &&
					action.dataSupport) ??
				false,
			disabled: action?.disabledSupport ?? false,
			versioned: workspace?.workspaceEdit?.documentChanges ?? false,
			annotations:
				workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
			showRule: options.commands?.includes(SHOW_RULE) ?? false,
			select: options.commands?.includes(SELECT) ?? false,
		},
		markdown: formats === undefined || formats.includes(MarkupKind.Markdown),
		snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
		configuration: workspace?.configuration ?? false,
		watchesConfiguration:
			workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
		watchesFiles:
			workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
		pulls:
			textDocument?.diagnostic !== undefined && options.diagnostics !== "push",
		refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
		refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
	};
}

export function serverCapabilities({ pulls }: Client): ServerCapabilities {
	return {
		textDocumentSync: {
			openClose: true,
			change: TextDocumentSyncKind.Incremental,
		},
		codeActionProvider: { codeActionKinds: KINDS, resolveProvider: true },
		hoverProvider: true,
		// A blank ends a key and a dash: what may follow is wanted at once.
		completionProvider: { triggerCharacters: [" ", ":", '"'] },
		codeLensProvider: { resolveProvider: true },
		inlayHintProvider: true,
		...(pulls
			? {
					diagnosticProvider: {
						interFileDependencies: true,
						workspaceDiagnostics: false,
					},
				}
			: {}),
	};
}
