import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import { sharedThrough } from "./anchors";
import type { Document } from "./document";
import { flowLayout, partsOf, readGap } from "./flow";
import { readTree } from "./flow-write";
import { indentAt } from "./line-edit";
import { beginsLine, linesOf } from "./ownership";
import { Commented, flowValue, Literal, type Tree } from "./render";
import { stringText } from "./string-text";
import { type BlockStyle, blockStyleOf, flowStyleOf } from "./style";
import type { Entry, Item, Mapping, Sequence } from "./tree";

/** Mappings that should have been lists, and lists that should have been mappings. */

/** How an entry is to be written as an item: `A: b` as `- name: A` and `value: b`. */
export interface Named {
	readonly entry: Entry;
	/** What its value stands under then; nothing where the entries of the value become the item's own. */
	readonly under?: string;
	/** What its value becomes, where it may not stay as it is. */
	readonly value?: string | number;
}

/**
 * Makes a list of a mapping, with the keys as names.
 * @param named all entries, in their order
 * @returns nothing where anchors or comments are in the way
 */
export function nameItems(
	document: Document,
	mapping: Mapping,
	named: readonly Named[],
): readonly Splice[] | undefined {
	const { holder } = mapping;
	if (!holder || !("key" in holder) || sharedThrough(document, mapping))
		return undefined;
	if (mapping.flow) return nameInFlow(document, mapping, named);
	const { lines } = document;
	const from = lines.column(mapping.start);
	const style = blockStyleOf(document, holder.parent);
	const dash = lines.column(holder.key.start) + style.dash;
	const splices = between(document, mapping, dash - from);
	for (const each of named) {
		const { start } = each.entry;
		if (!beginsLine(lines, start) || lines.column(start) !== from)
			return undefined;
		const item = nameInBlock(document, each, dash, style);
		if (!item) return undefined;
		splices.push(...item);
	}
	return splices;
}

function nameInBlock(
	document: Document,
	{ entry, under, value: written }: Named,
	dash: number,
	style: BlockStyle,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const { key, value } = entry;
	const colon = /^[ \t]*:/.exec(text.slice(key.end))?.[0];
	if (colon === undefined) return undefined;
	const line = lines.lineAt(entry.start);
	const start = lines.start(line);
	const behind = key.end + colon.length;
	const indent = " ".repeat(dash + 2);
	const head = `${" ".repeat(dash)}- name: ${nameText(document, entry, style)}`;
	const shift = dash + 2 - lines.column(entry.start);
	if (value?.kind === "mapping" && !value.flow) {
		if (lines.lineAt(value.start) === line) return undefined;
		const column = dash + 2 + (under === undefined ? 0 : style.step);
		const end = lines.end(line);
		const inner = shiftLines(
			lines,
			line + 1,
			linesOf(lines, entry).last,
			column - lines.column(value.start),
		);
		return (
			inner && [
				{ start, end: behind, text: head },
				...(under === undefined
					? []
					: [{ start: end, end, text: `${lines.eol}${indent}${under}:` }]),
				...inner,
			]
		);
	}
	const further = shiftLines(
		lines,
		line + 1,
		linesOf(lines, entry).last,
		shift,
	);
	const isThere = value && value.end > value.start;
	if (
		!further ||
		(isThere && !/^[ \t]+$/.test(text.slice(behind, value.start)))
	)
		return undefined;
	if (under === undefined) {
		const [first] = value?.kind === "mapping" ? value.entries : [];
		const padding = value && first && text.slice(value.start + 1, first.start);
		if (padding === undefined || !/^[ \t]*$/.test(padding)) return undefined;
		const name = `${" ".repeat(dash)}- {${padding}name: ${nameText(document, entry, style, true)}, `;
		return [{ start, end: first?.start ?? start, text: name }, ...further];
	}
	const lead = `${head}${lines.eol}${indent}${under}: `;
	if (written === undefined)
		return value && isThere
			? [{ start, end: value.start, text: lead }, ...further]
			: undefined;
	const end = value && isThere ? value.end : behind;
	return [
		{ start, end, text: lead + textOf(written, style.single) },
		...further,
	];
}

/** A key as a value; its quotes stay. */
function nameText(
	{ text }: Document,
	{ key }: Entry,
	{ single }: BlockStyle,
	inFlow = false,
): string {
	return /["']/.test(text[key.start] ?? "")
		? text.slice(key.start, key.end)
		: stringText(key.text, { inFlow, quoted: false, single });
}

const textOf = (value: string | number, single: boolean): string =>
	typeof value === "number"
		? String(value)
		: stringText(value, { inFlow: false, quoted: false, single });

function nameInFlow(
	document: Document,
	mapping: Mapping,
	named: readonly Named[],
): readonly Splice[] | undefined {
	const { text } = document;
	const items: Tree[] = [];
	for (const { entry, under, value: written } of named) {
		const { key, value } = entry;
		const tree =
			written ??
			(value?.kind === "scalar" && !value.templated
				? value.text
				: value && readTree(text.slice(value.start, value.end)));
		if (tree === undefined) return undefined;
		if (under !== undefined) items.push({ name: key.text, [under]: tree });
		else if (isObject(tree)) items.push({ name: key.text, ...tree });
		else return undefined;
	}
	return rewrite(document, mapping, items);
}

const isObject = (tree: Tree): tree is { readonly [key: string]: Tree } =>
	typeof tree === "object" &&
	tree !== null &&
	!Array.isArray(tree) &&
	!(tree instanceof Literal || tree instanceof Commented);

/** Writes data in the place of a collection of flow style, as that is laid out. */
function rewrite(
	document: Document,
	within: Mapping | Sequence,
	tree: Tree,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const { start, end } = within;
	const parts = partsOf(within);
	const hasComments = [...parts, undefined].some((part, index) => {
		const from = parts[index - 1]?.end ?? start + 1;
		const gap = readGap(text, from, part?.start ?? end - 1);
		return !gap || gap.hasComments;
	});
	const layout = flowLayout(document, within);
	if (!layout || hasComments) return undefined;
	const near = flowStyleOf(document, within);
	const style = { ...near, multiline: near.multiline || layout.ownLines };
	const indent = indentAt(lines, start);
	return [{ start, end, text: flowValue(tree, indent, style, lines.eol) }];
}

/**
 * Makes one mapping of the mappings of a list: `- app: web` and `- tier: front` become entries beside each other.
 * @param written what values become that may not stay as they are
 * @returns nothing where anchors, comments or equal keys are in the way
 */
export function mergeItems(
	document: Document,
	sequence: Sequence,
	written: ReadonlyMap<Entry, string>,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { holder } = sequence;
	const mappings = sequence.items.map(({ value }) => value);
	if (!holder || !("key" in holder) || sharedThrough(document, sequence))
		return undefined;
	if (!mappings.every((each) => each?.kind === "mapping" && !each.anchor))
		return undefined;
	if (sequence.flow) return mergeInFlow(document, sequence, written);
	const dash = lines.column(sequence.start);
	// Dashes in the column of their key leave no room for entries there.
	const column = dash > lines.column(holder.key.start) ? dash : dash + 2;
	const { single } = blockStyleOf(document, holder.parent);
	const splices = between(document, sequence, column - dash);
	for (const item of sequence.items) {
		const own = entriesOf(document, item, column);
		if (!own) return undefined;
		splices.push(...own);
	}
	for (const [{ value }, text] of written)
		if (value)
			splices.push({
				start: value.start,
				end: value.end,
				text: textOf(text, single),
			});
	return splices;
}

/** Takes the dash off an item, and the braces. */
function entriesOf(
	{ lines, text }: Document,
	item: Item,
	column: number,
): readonly Splice[] | undefined {
	const { value } = item;
	const [first, another] = value?.kind === "mapping" ? value.entries : [];
	if (value?.kind !== "mapping" || !first || !beginsLine(lines, item.start))
		return undefined;
	const line = lines.lineAt(item.start);
	if (lines.lineAt(first.start) !== line) return undefined;
	const head = {
		start: lines.start(line),
		end: first.start,
		text: " ".repeat(column),
	};
	if (value.flow) {
		const tail = { start: first.end, end: value.end, text: "" };
		const isBare =
			/^-[ \t]+\{[ \t]*$/.test(text.slice(item.start, first.start)) &&
			/^[ \t]*,?[ \t]*\}$/.test(text.slice(tail.start, tail.end));
		return isBare && !another ? [head, tail] : undefined;
	}
	if (!/^-[ \t]+$/.test(text.slice(item.start, first.start))) return undefined;
	const further = shiftLines(
		lines,
		line + 1,
		linesOf(lines, item).last,
		column - lines.column(first.start),
	);
	return further && [head, ...further];
}

function mergeInFlow(
	document: Document,
	sequence: Sequence,
	written: ReadonlyMap<Entry, string>,
): readonly Splice[] | undefined {
	const tree: Record<string, Tree> = {};
	for (const { value: mapping } of sequence.items)
		for (const entry of mapping?.kind === "mapping" ? mapping.entries : []) {
			const { value } = entry;
			const read =
				written.get(entry) ??
				(value && readTree(document.text.slice(value.start, value.end)));
			if (read === undefined) return undefined;
			tree[entry.key.text] = read;
		}
	return rewrite(document, sequence, tree);
}

/** Moves the comments between and below parts of block style, which stand in the column of the parts. */
function between(
	{ lines }: Document,
	within: Mapping | Sequence,
	by: number,
): Splice[] {
	const { holder } = within;
	const parts = partsOf(within);
	if (!holder) return [];
	let above = lines.lineAt("key" in holder ? holder.key.start : holder.start);
	const splices = parts.flatMap((part) => {
		const first = above + 1;
		above = linesOf(lines, part).last;
		const last = lines.lineAt(part.start) - 1;
		return shiftLines(lines, first, last, by, true) ?? [];
	});
	let end = above;
	const column = lines.column(within.start);
	while (lines.isComment(end + 1) && lines.indent(end + 1) === column) end++;
	return [...splices, ...(shiftLines(lines, above + 1, end, by, true) ?? [])];
}

/**
 * Moves lines to another column.
 * @returns nothing where a line has too few blanks, unless none needs to have them
 */
function shiftLines(
	lines: Lines,
	first: number,
	last: number,
	by: number,
	asFarAsItGoes = false,
): Splice[] | undefined {
	const splices: Splice[] = [];
	if (by === 0) return splices;
	for (let line = first; line <= last; line++) {
		const start = lines.start(line);
		const content = lines.content(line);
		const blanks = /^ */.exec(content)?.[0].length ?? 0;
		if (content.trim() === "" && content.length <= Math.abs(by)) continue;
		if (by > 0) splices.push({ start, end: start, text: " ".repeat(by) });
		else if (blanks >= -by || asFarAsItGoes)
			splices.push({ start, end: start + Math.min(-by, blanks), text: "" });
		else return undefined;
	}
	return splices;
}
