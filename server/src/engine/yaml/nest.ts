import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import { beginsLine, linesOf } from "./ownership";
import type { Entry, Mapping } from "./tree";

/** Puts an entry into a new mapping that takes its place: `a: 1` becomes `key: { a: 1 }`, in the style that it has. */
export function nestEntry(
	{ lines, text }: Document,
	entry: Entry,
	key: string,
): readonly Splice[] {
	const { start, end } = entry;
	if (entry.parent.flow) {
		const name = text[entry.key.start] === '"' ? JSON.stringify(key) : key;
		return [
			{ start, end: start, text: `${name}: { ` },
			{ start: end, end, text: " }" },
		];
	}
	const { first, last } = linesOf(lines, entry);
	const indent = " ".repeat(lines.column(entry.key.start) + 2);
	return [
		{ start, end: start, text: `${key}:${lines.eol}${indent}` },
		...indented(lines, Math.max(first, lines.lineAt(start)) + 1, last),
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
		const start = lines.start(line);
		const isBlank = lines.text.slice(start, lines.end(line)).trim() === "";
		if (!isBlank) splices.push({ start, end: start, text: "  " });
	}
	return splices;
}
