import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import { beginsLine, firstLineWithComments, linesOf } from "./ownership";
import { quotedLike, splitInBrackets } from "./split";
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
	document: Document,
	{ start, key: first }: Entry,
	{ end }: Entry,
	key: string,
): readonly Splice[] {
	const name = quotedLike(document, first, key);
	return [
		{ start, end: start, text: `${name}: { ` },
		{ start: end, end, text: " }" },
	];
}

/**
 * Writes a key above an item or entry, for it and those behind it.
 * @param owner the entry in which it is: the key stands beside that
 * @param below the list, where the key stands below the entry instead: it moves right where it has to
 * @returns nothing where it has no line of its own in block style
 */
export function openAbove(
	document: Document,
	part: Item | Entry,
	key: string,
	owner: Entry,
	below?: Sequence,
): readonly Splice[] | undefined {
	const { lines } = document;
	if (part.parent.flow)
		return below
			? [
					{
						start: below.start,
						end: below.start,
						text: `{ ${quotedLike(document, owner, key)}: `,
					},
					{ start: below.end, end: below.end, text: " }" },
				]
			: splitInBrackets(document, part, key);
	if (!beginsLine(lines, part.start)) return undefined;
	const beside = lines.column(owner.key.start);
	const column = beside + (below ? 2 : 0);
	const dash = lines.column(part.start);
	let first = lines.lineAt(part.start);
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

/**
 * Makes items of entries of block style: the first one of each gets a dash, and all stand below the list that is above them.
 * @returns nothing where the list's items stand further left than the entries
 */
export function dashEntries(
	document: Document,
	{ parent, value }: Entry,
	items: readonly (readonly Entry[])[],
): readonly Splice[] | undefined {
	const { lines } = document;
	const [head] = parent.entries;
	if (!head) return undefined;
	const column = lines.column(head.start);
	const [sibling] = value?.kind === "sequence" ? value.items : [];
	const dash = sibling
		? lines.column(sibling.start)
		: column + blockStyleOf(document, parent).dash;
	const gap =
		sibling?.value &&
		lines.lineAt(sibling.value.start) === lines.lineAt(sibling.start)
			? lines.column(sibling.value.start) - dash
			: 2;
	if (dash < column) return undefined;
	return items.flatMap((entries) => {
		const [first, ...others] = entries;
		if (!first) return [];
		const from = lines.lineAt(first.start);
		const to = linesOf(lines, others.at(-1) ?? first).last;
		const lead = firstLineWithComments(lines, first);
		return [
			...indented(lines, lead, from - 1, dash - column),
			{
				start: first.start,
				end: first.start,
				text: `${" ".repeat(dash - column)}-${" ".repeat(gap - 1)}`,
			},
			...indented(lines, from + 1, to, dash + gap - column),
		];
	});
}

/** Moves lines to the right, by two columns as a rule. */
function indented(lines: Lines, first: number, last: number, by = 2): Splice[] {
	const splices: Splice[] = [];
	for (let line = first; by > 0 && line <= last; line++) {
		if (lines.isBlank(line)) continue;
		const start = lines.start(line);
		splices.push({ start, end: start, text: " ".repeat(by) });
	}
	return splices;
}
