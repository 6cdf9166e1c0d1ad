import {
	type CompletionItem,
	CompletionItemKind,
	type Connection,
	InsertTextFormat,
	InsertTextMode,
	MarkupKind,
} from "vscode-languageserver";
import {
	type Completion,
	CURSOR,
	completionsAt,
	type Language,
	plainText,
	type Settings,
} from "../engine/engine";
import type { Client } from "./capabilities";
import { toLspRange, toOffset, toTextEdits } from "./convert";
import type { Guard } from "./guard";
import type { OpenFile } from "./open-file";

/** What the handler needs of the server. */
export interface CompletionHost {
	readonly guard: Guard;
	client(): Client | undefined;
	language(): Language;
	file(uri: string): OpenFile | undefined;
	settingsFor(uri: string): Promise<Settings>;
}

const KINDS: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
	field: CompletionItemKind.Property,
	value: CompletionItemKind.EnumMember,
	name: CompletionItemKind.Reference,
	pattern: CompletionItemKind.Snippet,
};

/** Serves what may be written where a person is writing. */
export function serveCompletion(
	connection: Connection,
	host: CompletionHost,
): void {
	connection.onCompletion(async ({ textDocument: { uri }, position }) => {
		const file = host.file(uri);
		const client = host.client();
		if (!file || !client) return [];
		const chosen = await host.settingsFor(uri);
		return host.guard.run("completing", [], () =>
			completionsAt(
				file.source,
				toOffset(file.lines, position),
				chosen,
				host.language(),
			).map((completion, index) => toItem(file, completion, index, client)),
		);
	});
}

function toItem(
	file: OpenFile,
	{ label, kind, detail, documentation, insert, range, also }: Completion,
	index: number,
	{ markdown, snippets }: Client,
): CompletionItem {
	return {
		label,
		kind: KINDS[kind],
		...(detail === undefined ? {} : { detail }),
		...(documentation === undefined
			? {}
			: {
					documentation: markdown
						? { kind: MarkupKind.Markdown, value: documentation }
						: { kind: MarkupKind.PlainText, value: plainText(documentation) },
				}),
		// The engine knows the order.
		sortText: String(index).padStart(4, "0"),
		textEdit: {
			range: toLspRange(file.lines, range),
			newText: snippets ? toSnippet(insert) : insert.replace(CURSOR, ""),
		},
		...(also ? { additionalTextEdits: toTextEdits(file.lines, also) } : {}),
		insertTextFormat: snippets
			? InsertTextFormat.Snippet
			: InsertTextFormat.PlainText,
		insertTextMode: InsertTextMode.asIs,
	};
}

/** In a snippet some characters have a meaning of their own. */
const toSnippet = (insert: string): string =>
	insert.replace(/[\\$}]/g, "\\$&").replace(CURSOR, "$0");
