import type { Splice } from "../text/edit";
import type { Document } from "./document";
import {
	insertEntryAfter,
	insertLines,
	reindent,
	removeEntry,
	removeLines,
} from "./edit";
import { beginsLine, linesOf } from "./ownership";
import type { Entry } from "./tree";

/**
 * Moves an entry of one line into a mapping that is made for it behind an entry.
 * @returns nothing in flow style, for an entry of several lines, and for the only one of its mapping
 */
export function moveIntoNew(
	document: Document,
	entry: Entry,
	after: Entry,
	key: string,
): readonly Splice[] | undefined {
	const text = document.text.slice(entry.start, entry.end);
	if (
		entry.parent.flow ||
		after.parent.flow ||
		/[\r\n]|^[^:]*:\s+[&*]/.test(text)
	)
		return undefined;
	const insertion = insertEntryAfter(document, after, key, [`  ${text}`])?.[0];
	const removal = removeEntry(document, entry)?.[0];
	if (!insertion || !removal) return undefined;
	const collide =
		removal.start < insertion.start && insertion.start < removal.end;
	return collide ? undefined : [insertion, removal];
}

/**
 * Moves an entry of block style, with its value and comments, behind an entry of another mapping.
 * @returns nothing in flow style, for the only entry of a mapping, and where an anchor would be crossed
 */
export function moveEntry(
	document: Document,
	entry: Entry,
	after: Entry,
): readonly Splice[] | undefined {
	const { lines } = document;
	if (
		entry.parent.flow ||
		after.parent.flow ||
		entry.parent.entries.length < 2 ||
		after.parent.entries.some(({ key }) => key.text === entry.key.text) ||
		!beginsLine(lines, entry.start) ||
		/(?:^|\s)[&*]\w/.test(document.text.slice(entry.start, entry.end))
	)
		return undefined;
	const span = linesOf(lines, entry);
	const moved = reindent(
		document.text
			.slice(lines.start(span.first), lines.next(span.last))
			.replace(/\r?\n$/, "")
			.split(/\r?\n/),
		lines.column(after.key.start) - lines.column(entry.key.start),
	);
	if (!moved) return undefined;
	const removal = removeLines(lines, span);
	const line = linesOf(lines, after).last + 1;
	const insertion = insertLines(lines, line, moved);
	// The last line of a text without final line end takes the line end before it along: then it is one change.
	return removal.start < insertion.start && insertion.start < removal.end
		? [{ ...removal, text: lines.eol + moved.join(lines.eol) }]
		: [insertion, removal];
}
