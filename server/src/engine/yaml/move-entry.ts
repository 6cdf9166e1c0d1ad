import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import {
	insertEntryAfter,
	insertLines,
	keyIndent,
	reindent,
	removeEntry,
	removeLines,
} from "./edit";
import { insertIntoFlow, liftPiece } from "./flow-edit";
import { addToFlow, readTree } from "./flow-write";
import { insertEntry } from "./insert";
import { together } from "./line-edit";
import {
	beginsLine,
	contentsOf,
	firstLineWithComments,
	type LineSpan,
	linesOf,
} from "./ownership";
import type { Entry } from "./tree";

/**
 * Moves an entry into a mapping that is made for it behind an entry.
 * @returns nothing for an entry of several lines in block style, and for the only one of its mapping
 */
export function moveIntoNew(
	document: Document,
	entry: Entry,
	after: Entry,
	key: string,
): readonly Splice[] | undefined {
	const text = document.text.slice(entry.start, entry.end);
	const isFlow = entry.parent.flow || after.parent.flow;
	if (isFlow ? hasAnchor(text) : /[\r\n]|^[^:]*:\s+[&*]/.test(text))
		return undefined;
	const tree = isFlow ? readTree(text) : undefined;
	const additions = isFlow
		? tree === undefined
			? undefined
			: insertEntry(document, after, key, tree)
		: insertEntryAfter(document, after, key, [`  ${text}`]);
	const removal = removeEntry(document, entry);
	return additions && removal && together(document.lines, additions, removal);
}

const hasAnchor = (text: string): boolean => /(?:^|[\s,[{])[&*]\w/.test(text);

/**
 * Moves an entry, with its value and comments, behind an entry of another mapping, laid out as that one is.
 * @returns nothing for the only entry of a mapping, where an anchor would be crossed, and where it is not clear whose a
 * comment is
 */
export function moveEntry(
	document: Document,
	entry: Entry,
	after: Entry,
): readonly Splice[] | undefined {
	const { lines } = document;
	if (
		entry.parent.entries.length < 2 ||
		after.parent.entries.some(({ key }) => key.text === entry.key.text) ||
		hasAnchor(document.text.slice(entry.start, entry.end))
	)
		return undefined;
	const additions =
		entry.parent.flow || after.parent.flow
			? inFlow(document, entry, after)
			: inBlock(document, entry, after);
	const removal = entry.parent.flow
		? removeEntry(document, entry)
		: [removeLines(lines, linesWithComments(lines, entry))];
	return additions && removal && together(lines, additions, removal);
}

function inBlock(
	document: Document,
	entry: Entry,
	after: Entry,
): readonly Splice[] | undefined {
	const { lines } = document;
	const block = linesOfEntry(document, entry);
	const by = lines.column(after.key.start) - lines.column(entry.key.start);
	const moved = block && reindent(block, by);
	return moved && [insertLines(lines, linesOf(lines, after).last + 1, moved)];
}

function linesOfEntry({ lines }: Document, entry: Entry): string[] | undefined {
	if (!beginsLine(lines, entry.start)) return undefined;
	const { first, last } = linesWithComments(lines, entry);
	return contentsOf(lines, first, last + 1);
}

/** What stands directly above an entry speaks of it: it goes along. */
function linesWithComments(lines: Lines, entry: Entry): LineSpan {
	return {
		first: beginsLine(lines, entry.start)
			? firstLineWithComments(lines, entry)
			: lines.lineAt(entry.start),
		last: linesOf(lines, entry).last,
	};
}

/** One of the two mappings is written in flow style. */
function inFlow(
	document: Document,
	entry: Entry,
	after: Entry,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { parent } = after;
	if (entry.parent.flow && parent.flow) {
		const piece = liftPiece(document, entry, []);
		const index = parent.entries.indexOf(after) + 1;
		return piece && insertIntoFlow(document, parent, index, piece);
	}
	if (entry.parent.flow) {
		const piece = liftPiece(document, entry, []);
		return piece && !/[\r\n]/.test(piece.text)
			? [
					insertLines(lines, linesOf(lines, after).last + 1, [
						keyIndent(lines, after) + piece.text + piece.trail,
					]),
				]
			: undefined;
	}
	const block = linesOfEntry(document, entry);
	const tree = block && readTree(block.join("\n"));
	const value =
		typeof tree === "object" && tree !== null && entry.key.text in tree
			? Object.values(tree)[0]
			: undefined;
	return value === undefined
		? undefined
		: addToFlow(document, after, "after", { [entry.key.text]: value });
}
