import type { Splice } from "../text/edit";
import type { Document } from "./document";
import { insertLines, removeLines } from "./line-edit";
import { beginsLine, firstLineWithComments } from "./ownership";
import type { Entry } from "./tree";

/**
 * Moves the key of an entry up, with the comments right above it: what stands between becomes the first that it holds.
 *
 * @param head the first entry that is to stand below the key
 * @returns nothing where the two do not stand at such columns, in lines of their own, or where a comment would change hands
 */
export function raiseKey(
	{ lines, text }: Document,
	entry: Entry,
	head: Entry,
): readonly Splice[] | undefined {
	const { value, key } = entry;
	if (value?.kind !== "mapping" || value.flow || entry.parent.flow)
		return undefined;
	const [first] = value.entries;
	if (!first || lines.column(first.start) !== lines.column(head.start))
		return undefined;
	const isAlone = /^:[ \t]*(?:#.*)?$/.test(
		text.slice(key.end, lines.end(lines.lineAt(key.end))),
	);
	if (
		!isAlone ||
		value.anchor !== undefined ||
		![entry, head, first].every(({ start }) => beginsLine(lines, start))
	)
		return undefined;
	const span = {
		first: firstLineWithComments(lines, entry),
		last: lines.lineAt(entry.start),
	};
	const block = Array.from({ length: span.last - span.first + 1 }, (_, index) =>
		lines.content(span.first + index),
	);
	return [
		insertLines(lines, firstLineWithComments(lines, head), block),
		removeLines(lines, span),
	];
}
