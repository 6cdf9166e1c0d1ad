import type { Document } from "./document";
import { itemSlot } from "./edit";
import { lineBelowLeft, lineBeside, type Surroundings } from "./ownership";
import type { Entry, Mapping, Node, Sequence } from "./tree";

/** Where an item is to stand. */
export type ListSlot =
	/** before the item of an index, or behind the last one */
	| {
			readonly kind: "within";
			readonly list: Sequence;
			readonly index: number;
			/** What was above the item when it stood there before. */
			readonly above?: Surroundings | undefined;
	  }
	/** in an entry with nothing, null or `[]` */
	| { readonly kind: "empty"; readonly entry: Entry }
	/** in a list that does not exist yet, under a key beside an entry */
	| {
			readonly kind: "new";
			readonly key: string;
			readonly beside: Entry;
			readonly side: "before" | "after";
	  };

/**
 * The slot for an item in the list under a key of a mapping.
 * @param index among the items that are there; one beyond them means behind the last
 * @param beside the entry that a missing list will stand beside, on a side of it
 * @returns nothing where the list stands somewhere else (an alias, a merge key), or is no list
 */
export function slotUnder(
	mapping: Mapping,
	key: string,
	index: number,
	beside: Entry,
	side: "before" | "after",
): ListSlot | undefined {
	const own = mapping.entries.filter((entry) => entry.key.text === key);
	const isMerged = mapping.entries.some((entry) => entry.key.text === "<<");
	const [entry, another] = own;
	if (another || beside.parent !== mapping) return undefined;
	if (!entry) return isMerged ? undefined : { kind: "new", key, beside, side };
	const { value } = entry;
	if (isEmpty(value)) return { kind: "empty", entry };
	if (value?.kind !== "sequence") return undefined;
	return {
		kind: "within",
		list: value,
		index: Math.min(index, value.items.length),
	};
}

/** Does a value say that there is nothing, in a way that can be replaced? */
export function isEmpty(value: Node | undefined): boolean {
	if (!value) return true;
	if (value.anchor !== undefined) return false;
	if (value.kind === "sequence") return value.items.length === 0;
	return (
		value.kind === "scalar" &&
		value.style === "plain" &&
		!value.templated &&
		/^(?:null|~)$/i.test(value.text)
	);
}

/** The entry that holds the list, or beside which it will be made. */
export const entryAt = (slot: Exclude<ListSlot, { kind: "within" }>): Entry =>
	slot.kind === "empty" ? slot.entry : slot.beside;

/** The mapping or list that changes when something is put there. */
export function holderOf(slot: ListSlot): Mapping | Sequence {
	if (slot.kind === "within") return slot.list;
	return entryAt(slot).parent;
}

/** The line of block style before which an item will stand, or the list that is made for it. */
export function lineOf(
	{ lines }: Document,
	slot: ListSlot,
): number | undefined {
	if (slot.kind === "within")
		return (
			(slot.above &&
				lineBelowLeft(lines, slot.list, slot.index, slot.above.left)) ??
			itemSlot(lines, slot.list, slot.index)
		);
	if (slot.kind === "empty") return lines.lineAt(slot.entry.end) + 1;
	return lineBeside(lines, slot.beside, slot.side);
}

/** The offset to which an item is moved there. */
export function offsetOf(
	document: Document,
	slot: ListSlot,
): number | undefined {
	if (slot.kind === "within" && slot.list.flow) {
		const { items } = slot.list;
		return items[slot.index]?.start ?? items.at(-1)?.end;
	}
	if (holderOf(slot).flow && slot.kind !== "within")
		return slot.kind === "empty"
			? slot.entry.end
			: slot.side === "before"
				? slot.beside.start
				: slot.beside.end;
	const line = lineOf(document, slot);
	return line === undefined ? undefined : document.lines.start(line);
}
