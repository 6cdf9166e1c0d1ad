import { applyEdit, makeEdit } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped, readLine } from "../outline";
import type { Node } from "../tree";
import type { Repair } from "./break";
import type { Effort } from "./effort";
import { type Grammar, onlyHolder } from "./grammar";
import { type Open, type Stuck, type Trouble, typeBelow } from "./trouble";

/** What a key holds stands so many columns further right at most. */
const FARTHEST = 4;

/** A key that is to be written, and where. */
interface LostKey {
	readonly key: string;
	readonly column: number;
	/** The key's line comes before this one. */
	readonly line: number;
	/** The first line of what it holds. */
	readonly first: number;
}

/**
 * How a document is read in which somebody has deleted, or not typed, the key that holds some lines: where all of their keys
 * fit below one only that is not written yet.
 */
export function lostKeyRepair(
	{ lines, text }: Document,
	{ trouble, open }: Stuck,
	grammar: Grammar,
	effort: Effort,
): Repair | undefined {
	const lost =
		(trouble.isBetween && keyAbove(lines, trouble, open, grammar)) ||
		keyOf(lines, trouble, open, grammar, effort);
	if (!lost) return undefined;
	const { key, column, line, first } = lost;
	const start = lines.start(line);
	const written = `${" ".repeat(column)}${key}:${lines.eol}`;
	const edit = makeEdit([{ start, end: start, text: written }]);
	const mended = applyEdit(text, edit);
	if (effort.read(mended).faults.length > 0) return undefined;
	const range = lines.contentRange(first);
	return {
		breaks: [{ kind: "lost-key", range, key }],
		edit,
		text: mended,
		isSafe: false,
		others: [],
	};
}

/** The key that is missing above a line, and above those that go on with it. */
function keyOf(
	lines: Lines,
	{ line: first, column, isItem }: Trouble,
	open: readonly Open[],
	grammar: Grammar,
	effort: Effort,
): LostKey | undefined {
	let end = first + 1;
	for (let line = end; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const at = lines.indent(line);
		const isOver = isItem && at === column && !/^\s*-(?:\s|$)/.test(content);
		if (at < column || isOver) break;
		end = line + 1;
	}
	const block = effort.read(
		lines.text.slice(lines.start(first), lines.next(end - 1)),
	);
	if (block.faults.length > 0 || !block.root) return undefined;
	for (const { mapping, type } of open) {
		const own = lines.column(mapping.start);
		if (own > column || column - own > FARTHEST) continue;
		if (!isItem && own === column) return undefined;
		const written = mapping.entries.map(({ key }) => key.text);
		// What has fields that it cannot have stands wrong itself.
		if (written.some((each) => isOdd(type, each, grammar))) return undefined;
		written.push(...keysFrom(lines, end, own));
		const key = holderOf(block.root, written, type, grammar);
		if (key !== undefined) {
			let line = first;
			while (line > 0 && isCommentRightOf(lines, line - 1, own)) line--;
			return { key, column: own, line, first };
		}
		// A key that stands too far to the right belongs to what is right above it, or has moved.
		if (!isItem) return undefined;
	}
	return undefined;
}

/** The keys at a column from a line on, as long as nothing stands further left. */
function keysFrom(lines: Lines, from: number, column: number): string[] {
	const keys: string[] = [];
	for (let line = from; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		if (lines.indent(line) < column) break;
		const read = readLine(content);
		const isKey = read.dashes.length === 0 && read.column === column;
		if (isKey && read.key !== undefined) keys.push(read.key);
	}
	return keys;
}

const isOdd = (
	type: string | undefined,
	key: string,
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	grammar.knows(type) &&
	!grammar.field(type, key) &&
	!grammar.isNear(type, key);

const isCommentRightOf = (
	lines: Lines,
	line: number,
	column: number,
): boolean => /^\s*#/.test(lines.content(line)) && lines.indent(line) > column;

/** The key that is missing between a key and what stands below it, next to which a line stands further left. */
function keyAbove(
	lines: Lines,
	{ line, column }: Trouble,
	open: readonly Open[],
	grammar: Grammar,
): LostKey | undefined {
	const owner = open.find(
		({ mapping }) => lines.column(mapping.start) < column,
	);
	const above = owner?.mapping.entries.at(-1);
	const value = above?.value;
	if (!owner || !above || !value || value.kind === "alias") return undefined;
	const type = typeBelow(owner.type, above.key.text, grammar);
	const { key: next = "" } = readLine(lines.content(line));
	// What goes on further left is right there; what stands above it is not.
	if (type === undefined || !grammar.field(type, next)) return undefined;
	const entries = value.kind === "mapping" ? value.entries : [];
	if (entries.some(({ key }) => grammar.field(type, key.text)))
		return undefined;
	const first = lines.lineAt(value.start);
	const key = holderOf(value, keysFrom(lines, line, column), type, grammar);
	const from = lines.lineAt(above.key.start) + 1;
	return key === undefined || from > first
		? undefined
		: { key, column, line: from, first };
}

/** The field of a mapping that a value belongs to. */
function holderOf(
	value: Node,
	written: readonly string[],
	type: string | undefined,
	grammar: Grammar,
): string | undefined {
	const isList = value.kind === "sequence";
	const objects = isList ? value.items.map((item) => item.value) : [value];
	if (type === undefined || !objects.every((each) => each?.kind === "mapping"))
		return undefined;
	const holders = grammar.holders(
		type,
		objects.map(({ entries }) => entries.map(({ key }) => key.text)),
		isList,
	);
	return onlyHolder(holders, (name) => written.includes(name));
}
