import type {
	CodeAction,
	Position,
	Range,
	TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/** The range of the first occurrence of a piece of a text; counted by the protocol's own library, not by ours. */
export function rangeOf(text: string, piece: string): Range {
	const offset = text.indexOf(piece);
	if (offset === -1)
		throw new Error(`the text does not hold ${JSON.stringify(piece)}`);
	const document = TextDocument.create("untitled:text", "yaml", 0, text);
	return {
		start: document.positionAt(offset),
		end: document.positionAt(offset + piece.length),
	};
}

export function positionOf(text: string, piece: string): Position {
	return rangeOf(text, piece).start;
}

/** The text that a range covers. */
export function textIn(text: string, range: Range): string {
	return TextDocument.create("untitled:text", "yaml", 0, text).getText(range);
}

export function applyTextEdits(text: string, edits: TextEdit[]): string {
	return TextDocument.applyEdits(
		TextDocument.create("untitled:text", "yaml", 0, text),
		edits,
	);
}

/** The text after a code action that changes one document; nothing when it has no edit. */
export function applyAction(
	text: string,
	{ edit }: CodeAction,
): string | undefined {
	const [change] = edit?.documentChanges ?? [];
	const edits =
		change && "edits" in change
			? change.edits
			: Object.values(edit?.changes ?? {})[0];
	return edits && applyTextEdits(text, edits as TextEdit[]);
}
