import { applyWithin, type Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import { removeFromFlow } from "./flow-edit";
import { addToFlow, readTree } from "./flow-write";
import { insertLines, reindent, removeLines } from "./line-edit";
import {
	beginsLine,
	endOf,
	itemWithLead,
	type LineSpan,
	lastToLeave,
	lastWithComment,
	lineBeforeItem,
	linesOf,
} from "./ownership";
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from "./tree";

export { insertLines, reindent, removeLines };

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
	if (flow) return removeFromFlow(document, entry);
	if (beginsLine(lines, entry.start))
		return [removeLines(lines, linesToRemove(lines, entry))];
	// The first entry of an item shares its line with the dash: the next one takes its place.
	const next = entries[entries.indexOf(entry) + 1];
	if (!next || !beginsLine(lines, next.start)) return undefined;
	const removal = { start: entry.start, end: next.start, text: "" };
	const comments = commentsAbove(lines, entry, next);
	if (comments.length === 0) return [removal];
	// What speaks of the next one speaks of the item now, above its dash.
	const first = lines.lineAt(entry.start);
	const head = lines.text.slice(lines.start(first), entry.start);
	if (!/^ *- +$/.test(head)) return undefined;
	const indent = " ".repeat(lines.indent(first));
	const above = comments.map((comment) => indent + comment);
	return [insertLines(lines, first, above), removal];
}

/**
 * The lines of an entry that go with it. A comment of its own below a value of one line may be about what comes next, and is
 * only indented too far; one that goes on with the comment behind the value is not.
 */
function linesToRemove(lines: Lines, entry: Entry): LineSpan {
	const { first, last } = linesOf(lines, entry);
	const isOneLine = entry.value && lines.lineAt(entry.end - 1) === first;
	const { entries } = entry.parent;
	const before = entries[entries.indexOf(entry) - 1]?.value;
	// A comment below a block scalar would be text of it.
	if (!isOneLine || isBlockScalar(endOf(before))) return { first, last };
	return { first, last: lastWithComment(lines, entry, first) };
}

const isBlockScalar = (node: Node | undefined): boolean =>
	node?.kind === "scalar" && node.style === "block";

/** The comments between two entries of a mapping that are not part of the first. */
function commentsAbove(lines: Lines, entry: Entry, next: Entry): string[] {
	const comments: string[] = [];
	const end = lines.lineAt(next.start);
	for (let line = linesOf(lines, entry).last + 1; line < end; line++)
		if (lines.isComment(line)) comments.push(lines.content(line).trim());
	return comments;
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
		const text = typeof value === "string" ? value : value.join("\n");
		const tree = readTree(text);
		return tree === undefined
			? undefined
			: addToFlow(document, after, "after", { [key]: tree });
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
	const written = applyWithin(lines.text, { start, end }, inner);
	if (written === undefined) return undefined;
	const own = written.replace(/\r?\n$/, "").split(/\r?\n/);
	const moved = reindent(own, column - lines.column(item.start));
	const last = lastToLeave(lines, item, span);
	const blanks: string[] = [];
	for (let line = span.last + 1; line <= last; line++)
		blanks.push(lines.content(line));
	return (
		moved && {
			lines: [...blanks, ...moved],
			removal: removeLines(lines, { ...span, last }),
		}
	);
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
