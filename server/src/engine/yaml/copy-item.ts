import { applyWithin, type Splice } from "../text/edit";
import { sharedThrough } from "./anchors";
import type { Document } from "./document";
import { indentOfPart, partsOf, readGap, shiftText } from "./flow";
import { bare, insertIntoFlow, shapeOf, writeList } from "./flow-edit";
import { parted } from "./insert";
import { exchangeIndent, indentAt, splitLines } from "./line-edit";
import { entryAt, holderOf, type ListSlot, offsetOf } from "./list-slot";
import { beginsLine, linesOf } from "./ownership";
import { columnIn, intoBlock, listInto } from "./relocate";
import { type Entry, type Item, type Mapping, nodesOf } from "./tree";

/** What is different in a copy of an item. */
export interface Difference {
	/** Which entries it has. */
	readonly keeps: (entry: Entry) => boolean;
	/** Changes inside those; offsets of the document. */
	readonly inner: readonly Splice[];
}

/**
 * Puts a copy of an item with some of its entries into a list, laid out as the others are; comments are not copied, but
 * for those within texts.
 * @returns nothing where an anchor would be doubled, an alias would stand before its anchor, or the styles do not fit
 */
export function copyItem(
	document: Document,
	item: Item,
	difference: Difference,
	slot: ListSlot,
): readonly Splice[] | undefined {
	const mapping = item.value;
	const offset = offsetOf(document, slot);
	if (
		mapping?.kind !== "mapping" ||
		offset === undefined ||
		sharedThrough(document, holderOf(slot))
	)
		return undefined;
	const kept = mapping.entries.filter(difference.keeps);
	const isSafe = kept.every(({ value }) =>
		[...nodesOf(value)].every(
			(node) =>
				node.anchor === undefined &&
				(node.kind !== "alias" ||
					(node.target !== undefined && node.target.end <= offset)),
		),
	);
	if (!isSafe || kept.length === 0) return undefined;
	return mapping.flow
		? copyFlow(document, item, mapping, kept, difference, slot)
		: copyLines(document, item, kept, difference, slot);
}

/** The text of an entry in the copy; nothing where a comment that goes reaches into what changes. */
function textOf(
	document: Document,
	entry: Entry,
	end: number,
	{ inner }: Difference,
): string | undefined {
	const { start } = entry;
	const within = inner.filter(
		(splice) => splice.start >= start && splice.end <= end,
	);
	const splices = [...within, ...commentsIn(document, entry, end)];
	return applyWithin(document.text, { start, end }, splices);
}

/** Deletes the comments of an entry, with the lines that hold nothing else. */
function commentsIn(
	{ lines, text }: Document,
	entry: Entry,
	end: number,
): readonly Splice[] {
	const scalars = [...nodesOf(entry.value)].filter(
		(node) => node.kind === "scalar",
	);
	const deletions: Splice[] = [];
	for (let line = lines.lineAt(entry.start); lines.start(line) < end; line++) {
		const from = Math.max(lines.start(line), entry.key.end);
		const content = text.slice(from, Math.min(lines.end(line), end));
		for (const { index } of content.matchAll(/(?:^|(?<=\s))#/g)) {
			const hash = from + index;
			// The header of a block scalar may have a comment too; that one stays.
			if (scalars.some((node) => node.start <= hash && hash < node.end))
				continue;
			const blanks = /[ \t]*$/.exec(text.slice(from, hash))?.[0].length ?? 0;
			const isWhole = lines.isComment(line);
			deletions.push(
				isWhole
					? { start: lines.end(line - 1), end: lines.end(line), text: "" }
					: { start: hash - blanks, end: lines.end(line), text: "" },
			);
			break;
		}
		if (line + 1 >= lines.count) break;
	}
	return deletions;
}

function copyLines(
	document: Document,
	item: Item,
	kept: readonly Entry[],
	difference: Difference,
	slot: ListSlot,
): readonly Splice[] | undefined {
	const { lines } = document;
	const [first] = kept;
	const column = columnIn(document, item.parent, slot);
	if (!first || column === undefined || holderOf(slot).flow) return undefined;
	const from = lines.column(first.start);
	const gap = from - lines.column(item.start) - 1;
	if (gap < 1) return undefined;
	const to = " ".repeat(column + 1 + gap);
	const block: string[] = [];
	for (const entry of kept) {
		if (lines.column(entry.start) !== from) return undefined;
		const end = lines.end(linesOf(lines, entry).last);
		const written = textOf(document, entry, end, difference);
		if (written === undefined) return undefined;
		const [head = "", ...further] = splitLines(written);
		const moved = exchangeIndent(further, " ".repeat(from), to);
		if (!moved) return undefined;
		block.push(to + head, ...moved);
	}
	block[0] = `${" ".repeat(column)}-${block[0]?.slice(column + 1) ?? ""}`;
	return putLines(document, block, slot);
}

const putLines = (
	document: Document,
	block: readonly string[],
	slot: ListSlot,
): readonly Splice[] | undefined =>
	intoBlock(
		document,
		slot.kind === "within" ? parted(document, slot.list, slot, block) : block,
		slot,
	);

function copyFlow(
	document: Document,
	item: Item,
	mapping: Mapping,
	kept: readonly Entry[],
	difference: Difference,
	slot: ListSlot,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const parts = partsOf(mapping);
	const [first, second] = parts;
	const last = parts.at(-1);
	if (!first || !second || !last) return undefined;
	const between = text.slice(first.end, second.start);
	const gaps = [
		text.slice(mapping.start + 1, first.start),
		between,
		text.slice(last.end, mapping.end - 1),
	];
	if (gaps.some((gap) => readGap(gap, 0, gap.length)?.hasComments !== false))
		return undefined;
	const entries = kept.map((entry) =>
		textOf(document, entry, entry.end, difference),
	);
	if (entries.includes(undefined)) return undefined;
	const written = `{${gaps[0]}${entries.join(between)}${gaps[2]}}`;
	const piece = bare(written, indentOfPart(document, item));
	if (slot.kind === "within" && slot.list.flow)
		return insertIntoFlow(document, slot.list, slot.index, piece);
	if (!item.parent.flow || slot.kind === "within") {
		const column = columnIn(document, item.parent, slot);
		if (column === undefined || !fitsBlock(document, item)) return undefined;
		const indent = " ".repeat(column);
		const moved = shiftText(written, piece.indent, `${indent}  `, lines.eol);
		return moved === undefined
			? undefined
			: putLines(document, splitLines(`${indent}- ${moved}`), slot);
	}
	const shape = shapeOf(document, item.parent);
	const entry = entryAt(slot);
	const indent = indentAt(lines, entry.key.start);
	const list = shape && writeList(document, piece, shape, indent);
	return list === undefined
		? undefined
		: listInto(document, bare(list, indent), slot);
}

const fitsBlock = ({ lines }: Document, item: Item): boolean =>
	item.parent.flow || beginsLine(lines, item.start);
