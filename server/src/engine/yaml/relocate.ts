import type { Splice } from "../text/edit";
import { crossesAnchor, sharedThrough } from "./anchors";
import type { Document } from "./document";
import {
	dashColumn,
	keyIndent,
	liftItem,
	removeEntry,
	renameKey,
} from "./edit";
import { type EmptyList, leaveEmpty } from "./empty-list";
import { shiftText } from "./flow";
import {
	bare,
	type FlowPiece,
	insertIntoFlow,
	liftPiece,
	shapeOf,
	writeList,
} from "./flow-edit";
import { insertBeside, keyLike } from "./flow-write";
import {
	behindAnother,
	blanksLast,
	indentAt,
	insertLines,
	ledUpBy,
	splitLines,
	together,
} from "./line-edit";
import { takeOut } from "./list-edit";
import {
	entryAt,
	holderOf,
	type ListSlot,
	lineOf,
	offsetOf,
} from "./list-slot";
import { itemWithLead, linesOf } from "./ownership";
import type { Entry, Item, Sequence } from "./tree";

/** What becomes of a list whose only item leaves it; it may stay, written in a certain way. */
export type Emptied = "removed" | "declined" | EmptyList;

/**
 * Moves an item into another list, with its own comments and blank lines, laid out as the other one is.
 * @param inner changes inside the item; offsets of the document
 * @returns nothing where an anchor would be crossed or shared text changed, where it is not clear whose a comment is, and
 * where an item of block style would have to be written anew in flow style
 */
export function moveItemTo(
	document: Document,
	item: Item,
	inner: readonly Splice[],
	slot: ListSlot,
	emptied: Emptied = "declined",
): readonly Splice[] | undefined {
	const source = item.parent;
	const offset = offsetOf(document, slot);
	if (
		offset === undefined ||
		(slot.kind === "within" && slot.list === source) ||
		crossesAnchor(document, item, offset) ||
		sharedThrough(document, item) ||
		sharedThrough(document, holderOf(slot)) ||
		(inner.length > 0 && item.value && sharedThrough(document, item.value))
	)
		return undefined;
	const isOnly = source.items.length === 1;
	const list = entryOfList(source);
	if (isOnly && (emptied === "declined" || !list)) return undefined;
	if (
		isOnly &&
		emptied === "removed" &&
		slot.kind === "new" &&
		slot.beside === list
	)
		return [...renameKey(document, list, slot.key), ...inner];
	const left = leave(document, item, list, slot, emptied);
	const move = source.flow || holderOf(slot).flow ? moveFlow : moveLines;
	const moved = left && move(document, item, inner, slot, left.blanks);
	return moved && left.removal && together(document.lines, moved, left.removal);
}

function leave(
	document: Document,
	item: Item,
	list: Entry | undefined,
	slot: ListSlot,
	emptied: Emptied,
): Left | undefined {
	if (item.parent.items.length > 1 || !list)
		return { removal: takeOut(document, item), blanks: [] };
	return typeof emptied === "string"
		? leaveWithList(document, list, item, slot)
		: leaveEmpty(document, list, item, emptied);
}

const entryOfList = ({ holder }: Sequence): Entry | undefined =>
	holder && "key" in holder ? holder : undefined;

interface Left {
	readonly removal: readonly Splice[] | undefined;
	/** Blank lines that go with the item, although they stand around its list. */
	readonly blanks: readonly string[];
}

/**
 * Do the blank lines above a list part the item from those to which it goes? In front of anything else that comes next they
 * part that from what is above.
 */
function isPartedForItem(list: Entry, slot: ListSlot): boolean {
	const { entries } = list.parent;
	const at = entries.indexOf(list);
	const above = entries[at - 1];
	return (
		above !== undefined &&
		(at === entries.length - 1 ||
			(slot.kind === "within" && slot.list.holder === above))
	);
}

/** Does an item go to the list directly above its own, so that blank lines behind both stay there? */
function joinsAbove(list: Entry, slot: ListSlot): boolean {
	const { entries } = list.parent;
	return (
		slot.kind === "within" &&
		slot.list.holder !== undefined &&
		slot.list.holder === entries[entries.indexOf(list) - 1]
	);
}

/**
 * Deletes a list with the item that leaves it; nothing where a comment speaks of the list. What parted the list from its
 * neighbour now parts the item from its own, as it was before if the list was made for the item.
 */
function leaveWithList(
	document: Document,
	list: Entry,
	item: Item,
	slot: ListSlot,
): Left {
	const { lines, text } = document;
	const own = itemWithLead(lines, item);
	const { first, last } = linesOf(lines, list);
	const above = text.slice(
		list.start,
		Math.max(list.start, lines.start(own.first)),
	);
	const below = text.slice(lines.end(own.last), lines.end(last));
	if (/(?:^|\s)#/.test(above + below))
		return { removal: undefined, blanks: [] };
	let end = last;
	while (end + 1 < lines.count && lines.isBlank(end + 1)) end++;
	if (end + 1 >= lines.count || joinsAbove(list, slot)) end = last;
	let start = first;
	if (end === last && isPartedForItem(list, slot))
		while (start > 0 && lines.isBlank(start - 1)) start--;
	const removal = removeEntry(document, list)?.map((splice) => ({
		...splice,
		start:
			splice.start === lines.start(first) ? lines.start(start) : splice.start,
		end: splice.end === lines.next(last) ? lines.next(end) : splice.end,
	}));
	const blanks: string[] = [];
	for (let line = start; line <= end; line++)
		if (line < first || line > last) blanks.push(lines.content(line));
	return { removal, blanks };
}

/** Lines of block style keep their text; only their indentation changes. */
function moveLines(
	document: Document,
	item: Item,
	inner: readonly Splice[],
	slot: ListSlot,
	blanks: readonly string[],
): readonly Splice[] | undefined {
	const column = columnIn(document, item.parent, slot);
	const lifted =
		column === undefined ? undefined : liftItem(document, item, inner, column);
	if (column === undefined || !lifted) return undefined;
	const block = [...blanks, ...lifted.lines];
	if (slot.kind !== "within") return intoBlock(document, block, slot);
	const own = slot.index > 0 ? behindAnother(block, column) : block;
	const stood = slot.above && ledUpBy(block, slot.above.lead);
	return intoBlock(document, stood ?? own, slot);
}

/** The column of the dashes in a list, which may be missing: then as far from its key as in the list beside it. */
export function columnIn(
	{ lines }: Document,
	source: Sequence,
	slot: ListSlot,
): number | undefined {
	if (slot.kind === "within") return dashColumn(lines, slot.list);
	const column = dashColumn(lines, source);
	const list = entryOfList(source);
	const entry = entryAt(slot);
	return list && column !== undefined
		? column + lines.column(entry.key.start) - lines.column(list.key.start)
		: undefined;
}

/** Puts lines of an item into a list of block style. */
export function intoBlock(
	document: Document,
	block: readonly string[],
	slot: ListSlot,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const line = lineOf(document, slot);
	if (line === undefined) return undefined;
	if (slot.kind === "within") {
		const isFirst = slot.index === 0 && slot.list.items.length > 0;
		const isParted = line > 0 && (isFirst || lines.isBlank(line - 1));
		return [insertLines(lines, line, isParted ? blanksLast(block) : block)];
	}
	if (slot.kind === "new") {
		const { beside, key, side } = slot;
		const head = keyIndent(lines, beside) + keyLike(document, beside, key);
		const own = blanksLast(block);
		const parting = block.indexOf(own[0] ?? "");
		const list = [head.trimEnd(), ...own.slice(0, own.length - parting)];
		// Blank lines part the new list from the one beside it.
		const whole = [...block.slice(0, parting), ...list];
		return [
			insertLines(lines, line, side === "before" ? blanksLast(whole) : whole),
		];
	}
	const { key, value, end } = slot.entry;
	const colon = text.indexOf(":", key.end) + 1;
	if (value && /#/.test(text.slice(colon, end))) return undefined;
	const insertion = insertLines(lines, line, blanksLast(block));
	return value
		? [{ start: colon, end: value.end, text: "" }, insertion]
		: [insertion];
}

/** Moves an item that is written in flow style. */
function moveFlow(
	document: Document,
	item: Item,
	inner: readonly Splice[],
	slot: ListSlot,
	blanks: readonly string[],
): readonly Splice[] | undefined {
	const { lines } = document;
	const lifted = liftPiece(document, item, inner);
	if (!lifted) return undefined;
	const piece = {
		...lifted,
		lead: [...blanks, ...lifted.lead],
	};
	if (slot.kind === "within" && slot.list.flow)
		return insertIntoFlow(document, slot.list, slot.index, piece);
	if (slot.kind === "within") {
		const column = dashColumn(lines, slot.list);
		if (column === undefined) return undefined;
		const block = itemLines(piece, " ".repeat(column), lines.eol);
		return block && intoBlock(document, block, slot);
	}
	const shape = shapeOf(document, item.parent);
	const entry = entryAt(slot);
	const indent = indentAt(lines, entry.key.start);
	const written = shape && writeList(document, piece, shape, indent);
	const first = piece.lead.findIndex((line) => line.trim() !== "");
	const parting = first === -1 ? piece.lead : piece.lead.slice(0, first);
	return written === undefined
		? undefined
		: listInto(document, { ...bare(written, indent), lead: parting }, slot);
}

/** Puts a list of flow style where none is yet. */
export function listInto(
	document: Document,
	list: FlowPiece,
	slot: Exclude<ListSlot, { kind: "within" }>,
): readonly Splice[] | undefined {
	const { text } = document;
	const written = list.text;
	if (slot.kind === "new") {
		const { beside, side, key } = slot;
		const entry = keyLike(document, beside, key) + written;
		return insertBeside(document, beside, side, { ...list, text: entry });
	}
	const { key, value, end } = slot.entry;
	if (value) return [{ start: value.start, end: value.end, text: written }];
	const hasColon = text.slice(key.end, end).includes(":");
	return hasColon ? [{ start: end, end, text: ` ${written}` }] : undefined;
}

/** An item of flow style as the lines of an item of a block list. */
function itemLines(
	piece: FlowPiece,
	indent: string,
	eol: string,
): readonly string[] | undefined {
	const text = shiftText(piece.text, piece.indent, `${indent}  `, eol);
	if (text === undefined) return undefined;
	return [
		...piece.lead.map((line) =>
			line.trim() === "" ? line : indent + line.trimStart(),
		),
		...splitLines(`${indent}- ${text}${piece.trail}`),
	];
}
