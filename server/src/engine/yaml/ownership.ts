import type { Lines } from "../text/lines";
import type { Entry, Item } from "./tree";

/** Whole lines of a document, from 0, both ends included. */
export interface LineSpan {
	readonly first: number;
	readonly last: number;
}

/**
 * The lines of an entry or item of block style: from the line of its key or dash to the end of its value and the
 * comments that are indented below it. `yaml` itself gives comments away by other rules (to whatever stands before
 * them), which is why ownership is decided here, from columns alone.
 */
export function linesOf(lines: Lines, part: Entry | Item): LineSpan {
	const first = lines.lineAt(part.start);
	const column = lines.column(part.start);
	let last = lines.lineAt(Math.max(part.start, part.end - 1));
	for (let line = last + 1; line < lines.count; line++) {
		if (lines.isBlank(line)) continue;
		if (!lines.isComment(line) || lines.indent(line) <= column) break;
		last = line;
	}
	return { first, last };
}

/**
 * The lines of an item with all that leads up to it: the comments and blank lines between it and the item before (or
 * the key of the list) are its own, as a person would say who moves it.
 */
export function itemWithLead(lines: Lines, item: Item): LineSpan {
	const { first, last } = linesOf(lines, item);
	const before = item.parent.items[item.index - 1];
	const floor = before
		? linesOf(lines, before).last
		: lineOfHolder(lines, item);
	return { first: Math.min(first, floor + 1), last };
}

/** The first line of an entry with the comments that stand directly above it, at its own column. */
export function firstLineWithComments(lines: Lines, entry: Entry): number {
	let line = lines.lineAt(entry.start);
	const column = lines.column(entry.start);
	while (
		line > 0 &&
		lines.isComment(line - 1) &&
		lines.indent(line - 1) === column
	)
		line--;
	return line;
}

/** Does nothing but blanks stand before the offset on its line? */
export function beginsLine(lines: Lines, offset: number): boolean {
	return (
		lines.text.slice(lines.start(lines.lineAt(offset)), offset).trim() === ""
	);
}

function lineOfHolder(lines: Lines, item: Item): number {
	const { holder } = item.parent;
	if (!holder) return lines.lineAt(item.parent.start) - 1;
	return lines.lineAt("key" in holder ? holder.key.start : holder.start);
}
