import type { Splice } from "../text/edit";
import type { Document } from "./document";
import { removeLines } from "./line-edit";
import { isEmpty } from "./list-slot";
import { itemWithLead } from "./ownership";
import type { Entry, Item } from "./tree";

/** How a list without items is written. */
export interface EmptyList {
	/** What stands between the colon and the end of the value: ` []`, ` null`, nothing. */
	readonly written: string;
	/** Blank lines behind it. */
	readonly blanks: number;
}

/** @returns nothing where the entry has items, or says something else */
export function readEmptyList(
	document: Document,
	entry: Entry,
): EmptyList | undefined {
	if (!isEmpty(entry.value)) return undefined;
	const { lines } = document;
	const from = behindColon(document, entry);
	const last = lines.lineAt(entry.end);
	return {
		written: document.text.slice(from, entry.value?.end ?? from),
		blanks: entry.parent.flow ? 0 : blanksBehind(document, last).length,
	};
}

/** The same for a list that has items: as its colon is written, with brackets. */
export function bracketsFor(
	{ text }: Document,
	{ key, value, parent }: Entry,
): EmptyList {
	const colon = text.indexOf(":", key.end) + 1;
	const gap = parent.flow && value ? text.slice(colon, value.start) : " ";
	return { written: `${/^[ \t]*$/.test(gap) ? gap : " "}[]`, blanks: 1 };
}

/**
 * Takes the only item out of a list, which stays without any.
 * @returns nothing where a comment in brackets would be lost
 */
export function leaveEmpty(
	document: Document,
	list: Entry,
	item: Item,
	{ written, blanks }: EmptyList,
):
	| { readonly removal: readonly Splice[]; readonly blanks: readonly string[] }
	| undefined {
	const { lines, text } = document;
	const { value } = list;
	const colon = behindColon(document, list);
	if (item.parent.flow) {
		const { start, end } = item.parent;
		const around = text.slice(start, item.start) + text.slice(item.end, end);
		return value !== item.parent || around.includes("#")
			? undefined
			: { removal: [{ start: colon, end, text: written }], blanks: [] };
	}
	const own = itemWithLead(lines, item);
	if (own.first <= lines.lineAt(list.start)) return undefined;
	const behind = blanksBehind(document, own.last);
	// What is more than there was came with the item, and parted it from the one before.
	const more = behind.slice(blanks);
	return {
		removal: [
			{ start: colon, end: colon, text: written },
			removeLines(lines, { ...own, last: own.last + more.length }),
		],
		blanks: more,
	};
}

const behindColon = ({ text }: Document, { key }: Entry): number =>
	text.indexOf(":", key.end) + 1;

function blanksBehind({ lines }: Document, line: number): readonly string[] {
	const blanks: string[] = [];
	for (let at = line + 1; at < lines.count - 1 && lines.isBlank(at); at++)
		blanks.push(lines.content(at));
	return blanks;
}
