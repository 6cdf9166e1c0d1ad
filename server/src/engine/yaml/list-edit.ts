import type { Splice } from "../text/edit";
import { crossesAnchor } from "./anchors";
import type { Document } from "./document";
import { insertLines, itemSlot, liftItem, removeLines } from "./edit";
import { removeFromFlow } from "./flow-edit";
import { behindAnother } from "./line-edit";
import { moveItem } from "./move-item";
import { beginsLine, itemWithLead, lastToLeave } from "./ownership";
import type { Entry, Item } from "./tree";

/** Deletes an item with what leads up to it; the only one of a list stays. */
export function removeItem(
	document: Document,
	item: Item,
): readonly Splice[] | undefined {
	return item.parent.items.length < 2 ||
		crossesAnchor(document, item, document.text.length)
		? undefined
		: takeOut(document, item);
}

/** The same for several items; the last of the list is none of them. */
export function removeItems(
	document: Document,
	items: readonly Item[],
): readonly Splice[] | undefined {
	const merged: Splice[] = [];
	for (const item of items) {
		const removal =
			item === item.parent.items.at(-1)
				? undefined
				: removeItem(document, item);
		if (!removal) return undefined;
		for (const splice of removal) {
			const before = merged.at(-1);
			// Blank lines between two of them go with both.
			if (before && splice.start < before.end)
				merged[merged.length - 1] = { ...before, end: splice.end };
			else merged.push(splice);
		}
	}
	return merged;
}

/** The same, whatever is left: for an item that will stand somewhere else. */
export function takeOut(
	document: Document,
	item: Item,
): readonly Splice[] | undefined {
	const { lines } = document;
	if (item.parent.flow) return removeFromFlow(document, item);
	if (!beginsLine(lines, item.start)) return undefined;
	const own = itemWithLead(lines, item);
	const last = lastToLeave(lines, item, own);
	return [removeLines(lines, { ...own, last })];
}

/**
 * Makes two items of one: the second begins with an entry of the first.
 * @returns nothing where the entry is the first, or the style leaves no room for a dash
 */
export function splitItem(
	{ lines, text }: Document,
	entry: Entry,
	item: Item,
): readonly Splice[] | undefined {
	const { entries, flow } = entry.parent;
	if (item.value !== entry.parent || entries[0] === entry) return undefined;
	if (flow) {
		const before = entries[entries.indexOf(entry) - 1];
		if (!before || !item.parent.flow) return undefined;
		return [{ start: before.end, end: entry.start, text: " }, { " }];
	}
	const dash = lines.column(item.start);
	const { start } = entry;
	return beginsLine(lines, start) &&
		lines.column(start) === dash + 2 &&
		text.slice(start - 2, start) === "  "
		? [{ start: start - 2, end: start, text: "- " }]
		: undefined;
}

/** Moves an item before another of its list, with what leads up to it. */
export function moveItemBefore(
	document: Document,
	item: Item,
	before: Item,
): readonly Splice[] | undefined {
	const { lines } = document;
	if (
		item.parent !== before.parent ||
		crossesAnchor(document, item, before.start)
	)
		return undefined;
	if (item.parent.flow) {
		const at = before.index - (before.index > item.index ? 1 : 0);
		const to = item.parent.items[at];
		return to && moveItem(document, item, to);
	}
	const slot = itemSlot(lines, before.parent, before.index);
	const column = lines.column(before.start);
	const lifted = liftItem(document, item, [], column);
	if (slot === undefined || !lifted) return undefined;
	const block =
		before.index > 0 ? behindAnother(lifted.lines, column) : lifted.lines;
	return [insertLines(lines, slot, block), lifted.removal];
}
