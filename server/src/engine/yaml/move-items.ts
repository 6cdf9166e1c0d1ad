import type { Splice } from "../text/edit";
import type { Document } from "./document";
import { insertLines, reindent, removeEntry, removeLines } from "./edit";
import { indentOfPart } from "./flow";
import { bare, insertIntoFlow } from "./flow-edit";
import { together } from "./line-edit";
import {
	beginsLine,
	contentsOf,
	firstLineWithComments,
	linesOf,
} from "./ownership";
import { type Entry, entryOf, type Item, type Sequence } from "./tree";

/**
 * Moves all items of a list, with the comments at them, behind those of another one in the same style; the entry of the list goes.
 * @returns nothing where one of a name is there already, for the only entry of a mapping, for what has an anchor, and where a
 * comment would be lost
 */
export function moveItems(
	document: Document,
	from: Entry,
	to: Entry,
): readonly Splice[] | undefined {
	const [source, target] = [from.value, to.value];
	if (source?.kind !== "sequence" || target?.kind !== "sequence")
		return undefined;
	if (source.flow !== target.flow || from.parent.entries.length < 2)
		return undefined;
	if (HAS_ANCHOR.test(document.text.slice(from.start, from.end)))
		return undefined;
	const names = new Set(target.items.map(nameOf));
	if (source.items.some((item) => names.has(nameOf(item)))) return undefined;
	return source.flow
		? inFlow(document, from, source, target)
		: inBlock(document, from, source, target);
}

const HAS_ANCHOR = /(?:^|[\s,[{:])[&*]\w/;

/** What has no name is like all others that have none. */
function nameOf({ value }: Item): string | undefined {
	const name =
		value?.kind === "mapping" ? entryOf(value, "name")?.value : undefined;
	return name?.kind === "scalar" ? name.text : undefined;
}

function inBlock(
	document: Document,
	from: Entry,
	source: Sequence,
	target: Sequence,
): readonly Splice[] | undefined {
	const { lines } = document;
	const [first] = source.items;
	const last = target.items.at(-1);
	if (!first || !last || !beginsLine(lines, from.start)) return undefined;
	const own = linesOf(lines, from);
	const key = lines.lineAt(from.key.start);
	// What stands behind the key is said of the list.
	if (!/:\s*$/.test(lines.content(key))) return undefined;
	const above = firstLineWithComments(lines, from);
	const dash = lines.column(last.start);
	const comments = reindent(
		contentsOf(lines, above, key),
		dash - lines.column(from.key.start),
	);
	const items = reindent(
		contentsOf(lines, key + 1, own.last + 1),
		dash - lines.column(first.start),
	);
	if (!comments || !items) return undefined;
	return together(
		lines,
		[
			insertLines(lines, linesOf(lines, last).last + 1, [
				...comments,
				...items,
			]),
		],
		[removeLines(lines, { first: above, last: own.last })],
	);
}

function inFlow(
	document: Document,
	from: Entry,
	source: Sequence,
	target: Sequence,
): readonly Splice[] | undefined {
	const { text } = document;
	const [first] = source.items;
	const last = source.items.at(-1);
	if (!first || !last) return undefined;
	const around =
		text.slice(from.start, first.start) + text.slice(last.end, from.end);
	if (around.includes("#")) return undefined;
	const additions = insertIntoFlow(
		document,
		target,
		target.items.length,
		bare(text.slice(first.start, last.end), indentOfPart(document, first)),
	);
	const removal = removeEntry(document, from);
	return additions && removal && together(document.lines, additions, removal);
}
