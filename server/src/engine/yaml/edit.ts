import { applyEdit, makeEdit, type Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import {
	beginsLine,
	itemWithLead,
	type LineSpan,
	lineBeforeItem,
	linesOf,
} from "./ownership";
import type { Entry, Item, Mapping, Scalar, Sequence } from "./tree";

/**
 * Changes of a document as text splices, in the style of what stands beside them. Each function returns nothing when
 * it cannot be done without a guess; callers then do not offer the change.
 */

/** Gives a scalar another text, in the quotes that it has. */
export function replaceScalar(
	scalar: Scalar,
	text: string,
): readonly Splice[] | undefined {
	if (scalar.style === "block" || scalar.templated) return undefined;
	return [
		{ start: scalar.start, end: scalar.end, text: quoteLike(scalar, text) },
	];
}

const PLAIN = /^[A-Za-z_./][\w./-]*$/;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null|~)$/i;

function quoteLike(scalar: Scalar, text: string): string {
	if (scalar.style === "single" && !/['\n]/.test(text)) return `'${text}'`;
	if (scalar.style === "plain" && PLAIN.test(text) && !SPECIAL.test(text))
		return text;
	return JSON.stringify(text);
}

/** Gives an entry another key. */
export function renameKey(
	document: Document,
	entry: Entry,
	key: string,
): readonly Splice[] {
	const quote = document.text[entry.key.start];
	const text = quote === '"' || quote === "'" ? quote + key + quote : key;
	return [{ start: entry.key.start, end: entry.key.end, text }];
}

/**
 * Deletes an entry with its value; comments above it stay.
 * @returns nothing for the only entry of a mapping: what remains would be null
 */
export function removeEntry(
	document: Document,
	entry: Entry,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { entries, flow } = entry.parent;
	if (entries.length < 2 || entry.value?.anchor !== undefined) return undefined;
	if (flow) return removeFromFlow(document, entry, entries);
	if (beginsLine(lines, entry.start))
		return [removeLines(lines, linesOf(lines, entry))];
	// The first entry of an item shares its line with the dash: the next one takes its place.
	const next = entries[entries.indexOf(entry) + 1];
	if (!next || !beginsLine(lines, next.start)) return undefined;
	return [{ start: entry.start, end: next.start, text: "" }];
}

/** Deletes a part of flow style, with one comma beside it. */
export function removeFromFlow(
	document: Document,
	part: Entry | Item,
	siblings: readonly (Entry | Item)[],
): readonly Splice[] | undefined {
	const at = siblings.indexOf(part);
	const before = siblings[at - 1];
	const after = siblings[at + 1];
	const gap = after
		? { start: part.start, end: after.start }
		: { start: before?.end ?? part.start, end: part.end };
	const between = document.text.slice(
		after ? part.end : gap.start,
		after ? gap.end : part.start,
	);
	return /^\s*,\s*$/.test(between) ? [{ ...gap, text: "" }] : undefined;
}

/** A splice that deletes whole lines; the last line of a text without final line end takes the one before it along. */
export function removeLines(lines: Lines, { first, last }: LineSpan): Splice {
	const end = lines.next(last);
	const endsOpen =
		end === lines.text.length && lines.end(last) === end && first > 0;
	return endsOpen
		? { start: lines.end(first - 1), end, text: "" }
		: { start: lines.start(first), end, text: "" };
}

/**
 * Adds an entry behind another one of the same mapping.
 * @param value the value in the text of one line, or lines that are indented relative to the key's column
 */
export function insertEntryAfter(
	document: Document,
	after: Entry,
	key: string,
	value: string | readonly string[],
): readonly Splice[] | undefined {
	const { lines } = document;
	if (after.parent.flow) {
		if (typeof value !== "string") return undefined;
		const text = isJson(document, after)
			? `${JSON.stringify(key)}: ${asJson(value)}`
			: `${key}: ${value}`;
		return [insertIntoFlow(document, after, after.parent.entries, text)];
	}
	const indent = keyIndent(lines, after);
	const [head, ...rest] =
		typeof value === "string" ? [` ${value}`] : ["", ...value];
	const block = [
		`${indent}${key}:${head}`,
		...rest.map((line) => (line === "" ? line : indent + line)),
	];
	return [insertLines(lines, linesOf(lines, after).last + 1, block)];
}

/** Blanks up to the column of an entry's key, also where a dash stands before it. */
export function keyIndent(lines: Lines, entry: Entry): string {
	return " ".repeat(lines.column(entry.key.start));
}

/** Is the entry written as JSON would have it? Then what is added must be JSON too. */
function isJson(document: Document, sibling: Entry): boolean {
	return document.text[sibling.key.start] === '"';
}

/** Quotes the words of a value in flow style that JSON wants quoted. */
function asJson(value: string): string {
	return value.replace(/[A-Za-z][\w-]*/g, (word) =>
		/^(?:true|false|null)$/.test(word) ? word : JSON.stringify(word),
	);
}

/** Puts a part behind another one in flow style: on a line of its own if its siblings stand so. */
function insertIntoFlow(
	document: Document,
	after: Entry | Item,
	siblings: readonly (Entry | Item)[],
	text: string,
): Splice {
	const { lines } = document;
	const ownLine =
		siblings.length > 0 &&
		siblings.every((part) => beginsLine(lines, part.start));
	const separator = ownLine
		? `,${lines.eol}${lines.text.slice(lines.start(lines.lineAt(after.start)), after.start)}`
		: ", ";
	return { start: after.end, end: after.end, text: separator + text };
}

/** Adds whole lines before a line, which may be the one after the last. */
export function insertLines(
	lines: Lines,
	before: number,
	block: readonly string[],
): Splice {
	const at = before >= lines.count ? lines.text.length : lines.start(before);
	const text = block.join(lines.eol);
	const isOpenEnd =
		before >= lines.count && lines.text !== "" && !lines.text.endsWith("\n");
	return {
		start: at,
		end: at,
		text: isOpenEnd ? lines.eol + text : text + lines.eol,
	};
}

/**
 * The text of an item of a block list, with all that leads up to it, ready to stand somewhere else.
 * @param inner changes inside the item; offsets of the document
 */
export interface LiftedItem {
	readonly lines: readonly string[];
	readonly removal: Splice;
}

export function liftItem(
	document: Document,
	item: Item,
	inner: readonly Splice[],
	column: number,
): LiftedItem | undefined {
	const { lines } = document;
	if (item.parent.flow || !beginsLine(lines, item.start)) return undefined;
	const span = itemWithLead(lines, item);
	const start = lines.start(span.first);
	const end = lines.next(span.last);
	const edit = makeEdit(
		inner.map((splice) => ({
			...splice,
			start: splice.start - start,
			end: splice.end - start,
		})),
	);
	const own = applyEdit(lines.text.slice(start, end), edit)
		.replace(/\r?\n$/, "")
		.split(/\r?\n/);
	const moved = reindent(own, column - lines.column(item.start));
	return moved && { lines: moved, removal: removeLines(lines, span) };
}

/**
 * Moves lines to the right, or, with a negative number of columns, to the left.
 * @returns nothing when a line has too few blanks to give
 */
export function reindent(
	block: readonly string[],
	by: number,
): readonly string[] | undefined {
	if (by === 0) return block;
	const result: string[] = [];
	for (const line of block) {
		if (line.trim() === "") result.push(line);
		else if (by > 0) result.push(" ".repeat(by) + line);
		else {
			const blanks = line.length - line.trimStart().length;
			if (blanks < -by && !line.trimStart().startsWith("#")) return undefined;
			result.push(line.slice(Math.min(-by, blanks)));
		}
	}
	return result;
}

/** Column of the dashes of a block list; nothing for flow style. */
export function dashColumn(
	lines: Lines,
	sequence: Sequence,
): number | undefined {
	const [first] = sequence.items;
	return sequence.flow || !first ? undefined : lines.column(first.start);
}

/** The line before which a new item must be put to come before an item, or after the last one. */
export function itemSlot(
	lines: Lines,
	sequence: Sequence,
	index: number,
): number | undefined {
	const item = sequence.items[index];
	if (item) return lineBeforeItem(lines, item);
	const last = sequence.items.at(-1);
	return last && linesOf(lines, last).last + 1;
}

/** The first entry of a mapping with one of the keys, in the order of the keys. */
export function firstOf(
	mapping: Mapping,
	...keys: readonly string[]
): Entry | undefined {
	for (const key of keys) {
		const entry = mapping.entries.find(
			(candidate) => candidate.key.text === key,
		);
		if (entry) return entry;
	}
	return mapping.entries[0];
}
