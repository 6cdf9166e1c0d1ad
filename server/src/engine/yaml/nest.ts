import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import { beginsLine, linesOf } from "./ownership";
import { blockStyleOf } from "./style";
import type { Entry, Item, Mapping, Scalar, Sequence } from "./tree";

/** Puts an entry into a new mapping that takes its place: `a: 1` becomes `key: { a: 1 }`, in the style that it has. */
export function nestEntry(
	document: Document,
	entry: Entry,
	key: string,
): readonly Splice[] {
	const { start } = entry;
	if (entry.parent.flow) return embrace(document, entry, entry, key);
	const { lines } = document;
	const { first, last } = linesOf(lines, entry);
	const indent = " ".repeat(lines.column(entry.key.start) + 2);
	return [
		{ start, end: start, text: `${key}:${lines.eol}${indent}` },
		...indented(lines, Math.max(first, lines.lineAt(start)) + 1, last),
	];
}

/**
 * Puts entries that follow each other into a new mapping that takes their place.
 * @returns nothing where one of them has no line of its own in block style
 */
export function nestEntries(
	document: Document,
	entries: readonly Entry[],
	key: string,
): readonly Splice[] | undefined {
	const [head, ...others] = entries;
	const tail = entries.at(-1);
	if (!head || !tail) return undefined;
	if (head.parent.flow) return embrace(document, head, tail, key);
	const { lines } = document;
	if (!others.every(({ start }) => beginsLine(lines, start))) return undefined;
	const { start } = head;
	const indent = " ".repeat(lines.column(head.key.start) + 2);
	return [
		{ start, end: start, text: `${key}:${lines.eol}${indent}` },
		...indented(lines, lines.lineAt(start) + 1, linesOf(lines, tail).last),
	];
}

/** Puts braces around entries in brackets, and a key in front of them. */
function embrace(
	{ text }: Document,
	{ start, key: { start: quote } }: Entry,
	{ end }: Entry,
	key: string,
): readonly Splice[] {
	const name = text[quote] === '"' ? JSON.stringify(key) : key;
	return [
		{ start, end: start, text: `${name}: { ` },
		{ start: end, end, text: " }" },
	];
}

/**
 * Writes a key above an item, for it and those behind it.
 * @param owner the entry in which the list is: the key stands beside it
 * @param below the list, where the key stands below the entry instead: it moves right where it has to
 */
export function openAbove(
	{ lines }: Document,
	item: Item,
	key: string,
	owner: Entry,
	below?: Sequence,
): readonly Splice[] | undefined {
	const beside = lines.column(owner.key.start);
	const column = beside + (below ? 2 : 0);
	const dash = lines.column(item.start);
	let first = lines.lineAt(item.start);
	const above = owner.key.start;
	while (
		lines.isComment(first - 1) &&
		lines.start(first - 1) > above &&
		lines.indent(first - 1) >= dash
	)
		first--;
	const start = lines.start(first);
	const tail = below?.items.at(-1);
	return [
		{
			start,
			end: start,
			text: `${" ".repeat(column)}${key}:${lines.eol}`,
		},
		...(tail && dash < column
			? indented(lines, first, linesOf(lines, tail).last)
			: []),
	];
}

/**
 * Makes a text the only value of a mapping below its key, in block style: it stays as it is written.
 * @returns nothing where something stands between it and its key
 */
export function putUnder(
	document: Document,
	scalar: Scalar,
	key: string,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const { holder, start } = scalar;
	if (!holder || !("key" in holder) || scalar.style === "block")
		return undefined;
	if (scalar.anchor !== undefined) return undefined;
	const gap = /^[ \t]*:(?=\s*$)/.exec(text.slice(holder.key.end, start))?.[0];
	if (gap === undefined) return undefined;
	const { step } = blockStyleOf(document, holder.parent);
	const indent = " ".repeat(lines.column(holder.key.start) + step);
	return [
		{
			start: holder.key.end + gap.length,
			end: start,
			text: `${lines.eol}${indent}${key}: `,
		},
	];
}

/**
 * Makes a list with one item of a mapping.
 * @returns nothing where the mapping has an anchor, or no line of its own
 */
export function itemize(
	{ lines }: Document,
	mapping: Mapping,
): readonly Splice[] | undefined {
	const { start, end, entries, anchor } = mapping;
	if (anchor !== undefined) return undefined;
	if (mapping.flow)
		return [
			{ start, end: start, text: "[" },
			{ start: end, end, text: "]" },
		];
	const [head] = entries;
	const tail = entries.at(-1);
	if (!head || !tail || !beginsLine(lines, head.start)) return undefined;
	return [
		{ start: head.start, end: head.start, text: "- " },
		...indented(lines, lines.lineAt(head.start) + 1, linesOf(lines, tail).last),
	];
}

/** Moves lines two columns to the right. */
function indented(lines: Lines, first: number, last: number): Splice[] {
	const splices: Splice[] = [];
	for (let line = first; line <= last; line++) {
		if (lines.isBlank(line)) continue;
		const start = lines.start(line);
		splices.push({ start, end: start, text: "  " });
	}
	return splices;
}
