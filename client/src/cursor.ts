import {
	type CodeAction,
	type Disposable,
	type TextDocument,
	type TextDocumentChangeEvent,
	Uri,
	type WorkspaceEdit,
	workspace,
} from "vscode";
import type { Middleware } from "vscode-languageclient";
import { select } from "./commands/select";

/** The text that a document has after an edit, and what belongs selected then. */
interface Place {
	readonly text: string;
	readonly range: unknown;
}

/**
 * Takes the cursor along with what a code action moves, once its edit is seen to be made. The action's command would not do:
 * VS Code silently drops one that comes with the resolved action if it has asked for actions anew meanwhile, as it does a
 * moment after the cursor or the findings have changed.
 */
export class Cursor implements Disposable {
	/** By document, of the actions that were resolved since its last change. */
	readonly #places = new Map<string, Place[]>();
	readonly #changes = workspace.onDidChangeTextDocument((event) =>
		this.#follow(event),
	);
	readonly #closing = workspace.onDidCloseTextDocument(({ uri }) =>
		this.#places.delete(uri.toString()),
	);

	/** The hook for the client. */
	readonly middleware: Required<Pick<Middleware, "resolveCodeAction">> = {
		resolveCodeAction: async (item, token, next) => {
			const action = await next(item, token);
			if (action?.command?.command === "sidecarPatterns.select") {
				this.#remember(action, action.command.arguments ?? []);
				delete action.command;
			}
			return action;
		},
	};

	#remember({ edit }: CodeAction, [asked, range]: unknown[]): void {
		const key = Uri.parse(String(asked)).toString();
		const document = workspace.textDocuments.find(
			({ uri }) => uri.toString() === key,
		);
		if (!document || !edit) return;
		const places = this.#places.get(key) ?? [];
		places.push({ text: textAfter(edit, document), range });
		this.#places.set(key, places);
	}

	#follow({ document, contentChanges }: TextDocumentChangeEvent): void {
		const key = document.uri.toString();
		const places = this.#places.get(key);
		if (!places || contentChanges.length === 0) return;
		this.#places.delete(key);
		const text = document.getText();
		const place = places.find((each) => each.text === text);
		if (place) void select(key, place.range);
	}

	dispose(): void {
		this.#changes.dispose();
		this.#closing.dispose();
	}
}

/** What a document's text becomes by an edit of the workspace. */
function textAfter(edit: WorkspaceEdit, document: TextDocument): string {
	const text = document.getText();
	const parts: string[] = [];
	let done = 0;
	const edits = [...edit.get(document.uri)].sort((one, other) =>
		one.range.start.compareTo(other.range.start),
	);
	for (const { range, newText } of edits) {
		parts.push(text.slice(done, document.offsetAt(range.start)), newText);
		done = document.offsetAt(range.end);
	}
	return parts.join("") + text.slice(done);
}
