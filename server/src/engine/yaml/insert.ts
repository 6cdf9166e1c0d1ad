import type { Splice } from "../text/edit";
import { sharedThrough } from "./anchors";
import type { Document } from "./document";
import { dashColumn, keyIndent } from "./edit";
import { bare, insertIntoFlow } from "./flow-edit";
import { addToFlow } from "./flow-write";
import { indentAt, insertLines } from "./line-edit";
import { entryAt, holderOf, type ListSlot } from "./list-slot";
import { lineBeside } from "./ownership";
import { intoBlock, listInto } from "./relocate";
import {
	blockEntry,
	blockItem,
	Commented,
	flowValue,
	type Tree,
} from "./render";
import { blockStyleOf, flowStyleOf } from "./style";
import type { Entry, Item, Mapping, Sequence } from "./tree";

/** Plain data that is added to a document, written as its neighbours are. */

type Entries = { readonly [key: string]: Tree };

/**
 * Adds an entry beside another one of the same mapping.
 * @returns nothing where the mapping has the key, is shared through an anchor, or leaves no room
 */
export function insertEntry(
	document: Document,
	beside: Entry,
	key: string,
	value: Tree,
	side: "before" | "after" = "after",
): readonly Splice[] | undefined {
	return insertEntries(document, beside, { [key]: value }, side);
}

/** The same for several entries. */
function insertEntries(
	document: Document,
	beside: Entry,
	entries: Entries,
	side: "before" | "after",
): readonly Splice[] | undefined {
	const { lines } = document;
	const { parent } = beside;
	if (
		parent.entries.some((entry) => Object.hasOwn(entries, entry.key.text)) ||
		sharedThrough(document, parent)
	)
		return undefined;
	if (parent.flow) return addToFlow(document, beside, side, entries);
	const indent = keyIndent(lines, beside);
	const style = blockStyleOf(document, parent);
	const block = Object.entries(entries).flatMap(([key, value]) =>
		blockEntry(key, value, indent, style),
	);
	return [insertLines(lines, lineBeside(lines, beside, side), block)];
}

/**
 * Adds entries to a mapping, behind those that it has. One without any (`{}`) gets them on its line.
 * @returns nothing where the mapping has one of the keys, is shared through an anchor, or leaves no room
 */
export function addEntries(
	document: Document,
	mapping: Mapping,
	entries: Entries,
): readonly Splice[] | undefined {
	const last = mapping.entries.at(-1);
	if (last) return insertEntries(document, last, entries, "after");
	const { start, end } = mapping;
	if (
		sharedThrough(document, mapping) ||
		!/^\{\s*\}$/.test(document.text.slice(start, end))
	)
		return undefined;
	const around = mapping.holder?.parent ?? mapping;
	const style = { ...flowStyleOf(document, around), multiline: false };
	return [
		{ start, end, text: flowValue(entries, "", style, document.lines.eol) },
	];
}

/**
 * Writes data in the place of a scalar: over lines as an item of block style, else in flow style.
 * @returns nothing where the scalar has an anchor, or lines of its own
 */
export function replaceValue(
	document: Document,
	holder: Entry | Item,
	value: Tree,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { parent, value: old } = holder;
	if (old?.kind !== "scalar" || old.style === "block" || old.anchor)
		return undefined;
	const { start, end } = old;
	if (parent.kind === "sequence" && !parent.flow && !modelOf(parent)) {
		const column = lines.column(start);
		const style = blockStyleOf(document, parent);
		const block = blockItem(value, " ".repeat(column - 2), {
			...style,
			item: 2,
		});
		return [{ start, end, text: block.join(lines.eol).slice(column) }];
	}
	const style = flowStyleOf(document, modelOf(parent) ?? parent);
	const isLong = parent.flow && style.multiline;
	return [
		{
			start,
			end,
			text: flowValue(
				value,
				indentAt(lines, start),
				{ ...style, multiline: isLong },
				lines.eol,
			),
		},
	];
}

/** The first mapping of flow style that a block list has as an item. */
const modelOf = (within: Mapping | Sequence): Mapping | undefined =>
	within.kind === "sequence" && !within.flow
		? within.items.flatMap(({ value }) =>
				value?.kind === "mapping" && value.flow ? [value] : [],
			)[0]
		: undefined;

/**
 * Adds an item to a list, which is made where it is missing.
 * @param comments what stands above the item where the style has comments; without `#`
 */
export function insertItem(
	document: Document,
	slot: ListSlot,
	value: Tree,
	comments: readonly string[] = [],
): readonly Splice[] | undefined {
	if (sharedThrough(document, holderOf(slot))) return undefined;
	const item = comments.length > 0 ? new Commented(comments, value) : value;
	if (slot.kind === "within")
		return slot.list.flow
			? intoFlowList(document, slot.list, slot.index, item)
			: intoBlockList(document, slot.list, slot, item);
	const { value: neighbour } = slot.kind === "new" ? slot.beside : slot.entry;
	const isFlow =
		holderOf(slot).flow ||
		(neighbour?.kind === "sequence" &&
			neighbour.flow &&
			neighbour.items.length > 0);
	return isFlow
		? asFlowList(document, slot, item)
		: asBlockList(document, slot, item);
}

function intoFlowList(
	document: Document,
	list: Sequence,
	index: number,
	item: Tree,
): readonly Splice[] | undefined {
	const { lines } = document;
	const neighbour = list.items[index] ?? list.items.at(-1);
	if (!neighbour) return undefined;
	const style = flowStyleOf(document, list);
	const { comments = [], value } =
		item instanceof Commented ? item : { value: item };
	const indent = indentAt(lines, neighbour.start);
	const piece = bare(flowValue(value, indent, style, lines.eol), indent);
	const lead = style.quotedKeys ? [] : comments.map((line) => `# ${line}`);
	// Where items run on there is no line for a comment.
	return (
		insertIntoFlow(document, list, index, { ...piece, lead }) ??
		insertIntoFlow(document, list, index, piece)
	);
}

/** Items of a block list may be mappings of flow style; then a new one is too. */
function intoBlockList(
	document: Document,
	list: Sequence,
	slot: ListSlot,
	item: Tree,
): readonly Splice[] | undefined {
	const { lines } = document;
	const column = dashColumn(lines, list);
	if (column === undefined) return undefined;
	const indent = " ".repeat(column);
	const style = blockStyleOf(document, list);
	const flow = list.items.flatMap(({ value }) =>
		value && value.kind !== "scalar" && "flow" in value && value.flow
			? [value]
			: [],
	);
	const [model] = flow;
	const block =
		model && flow.length === list.items.length
			? flowItem(document, item, indent, model, style.item)
			: blockItem(item, indent, style);
	return intoBlock(document, parted(document, list, slot, block), slot);
}

function flowItem(
	document: Document,
	item: Tree,
	indent: string,
	model: Parameters<typeof flowStyleOf>[1],
	gap: number,
): readonly string[] {
	const { comments = [], value } =
		item instanceof Commented ? item : { value: item };
	const style = { ...flowStyleOf(document, model), multiline: false };
	const text = flowValue(value, indent, style, document.lines.eol);
	return [
		...comments.map((line) => `${indent}# ${line}`),
		`${indent}-${" ".repeat(gap - 1)}${text}`,
	];
}

/** Where blank lines stand between all items of a list, one stands beside a new one as well. */
export function parted(
	{ lines }: Document,
	{ items }: Sequence,
	slot: ListSlot,
	block: readonly string[],
): readonly string[] {
	const isParted =
		slot.kind === "within" &&
		items.length > 1 &&
		items.slice(1).every((item) => {
			let line = lines.lineAt(item.start) - 1;
			while (line > 0 && lines.isComment(line)) line--;
			return lines.isBlank(line);
		});
	return isParted ? ["", ...block] : block;
}

function asBlockList(
	document: Document,
	slot: Exclude<ListSlot, { kind: "within" }>,
	item: Tree,
): readonly Splice[] | undefined {
	const { lines } = document;
	const entry = entryAt(slot);
	const style = blockStyleOf(document, entry.parent);
	const column =
		entry.value?.kind === "sequence"
			? dashColumn(lines, entry.value)
			: undefined;
	const dash = " ".repeat(column ?? lines.column(entry.key.start) + style.dash);
	return intoBlock(document, blockItem(item, dash, style), slot);
}

function asFlowList(
	document: Document,
	slot: Exclude<ListSlot, { kind: "within" }>,
	item: Tree,
): readonly Splice[] | undefined {
	const { lines } = document;
	const entry = entryAt(slot);
	// An empty list shows no style.
	const near =
		entry.value?.kind === "sequence" && entry.value.items.length > 0
			? entry.value
			: entry.parent;
	const style = flowStyleOf(document, near);
	const indent = indentAt(lines, entry.key.start);
	const written = flowValue([item], indent, style, lines.eol);
	return listInto(document, bare(written, indent), slot);
}
