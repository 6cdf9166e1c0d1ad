import { makeEdit } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped, readLine } from "../outline";
import type { Item, Mapping, Node } from "../tree";
import type { Found } from "./break";
import type { Effort } from "./effort";
import { type Grammar, onlyHolder, runsOf } from "./grammar";
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
 * The keys that somebody has deleted, or not typed, above lines that nothing holds: where all of their keys fit below one only
 * that is not written yet.
 */
export function lostKeys(
	{ lines }: Document,
	{ trouble, open }: Stuck,
	grammar: Grammar,
	effort: Effort,
): readonly Found[] {
	if (trouble.isAtDash) return [];
	const above = trouble.isBetween && keyAbove(lines, trouble, open, grammar);
	const lost = above ? [above] : keysOf(lines, trouble, open, grammar, effort);
	if (lost.length === 0) return [];
	const edit = makeEdit(
		lost.map(({ key, column, line }) => {
			const start = lines.start(line);
			const text = `${" ".repeat(column)}${key}:${lines.eol}`;
			return { start, end: start, text };
		}),
	);
	const slips = lost.map(({ key, first }) => ({
		kind: "lost-key" as const,
		range: lines.contentRange(first),
		key,
	}));
	return [{ edit, slips, isSafe: false }];
}

/** The keys that are missing above a line and those that go on with it: one for all, or for items of several lists one each. */
function keysOf(
	lines: Lines,
	{ line: first, column, isItem }: Trouble,
	open: readonly Open[],
	grammar: Grammar,
	effort: Effort,
): readonly LostKey[] {
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
	if (block.isFaulty || !block.root) return [];
	for (const { mapping, type } of open) {
		const own = lines.column(mapping.start);
		if (own > column || column - own > FARTHEST) continue;
		if (!isItem && own === column) return [];
		const written = mapping.entries.map(({ key }) => key.text);
		// What has fields that it cannot have stands wrong itself.
		if (written.some((each) => isOdd(type, each, grammar))) return [];
		written.push(...keysFrom(lines, end, own));
		const parts: readonly (Item | Mapping)[] =
			block.root.kind === "sequence"
				? block.root.items
				: block.root.kind === "mapping"
					? [block.root]
					: [];
		const runs = runsOf(parts, (some, taken) =>
			holderOf(some, [...written, ...taken], type, grammar),
		);
		if (runs.length > 0)
			return runs.map(({ key, head }) => {
				const at = first + block.lines.lineAt(head.start);
				let line = at;
				while (line > 0 && isCommentRightOf(lines, line - 1, own)) line--;
				return { key, column: own, line, first: at };
			});
		// A key that stands too far to the right belongs to what is right above it, or has moved; where none of them can, it is held.
		if (!isItem && !isStrange(block.root, type, grammar)) return [];
	}
	return [];
}

/** Has an object of the type no field that is called like one of the keys of a mapping? */
const isStrange = (
	node: Node,
	type: string | undefined,
	grammar: Grammar,
): boolean =>
	node.kind === "mapping" &&
	type !== undefined &&
	grammar.knows(type) &&
	node.entries.every(
		({ key }) =>
			!grammar.field(type, key.text) && !grammar.isNear(type, key.text),
	);

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
	const key = holderOf(
		value.kind === "sequence" ? value.items : [value],
		keysFrom(lines, line, column),
		type,
		grammar,
	);
	const from = lines.lineAt(above.key.start) + 1;
	return key === undefined || from > first
		? undefined
		: { key, column, line: from, first };
}

/** The field of a mapping to which the items of a list, or an object, belong. */
function holderOf(
	parts: readonly (Item | Node)[],
	written: readonly string[],
	type: string | undefined,
	grammar: Grammar,
): string | undefined {
	const isList = parts.some((part) => !("kind" in part));
	const objects = parts.map((part) => ("kind" in part ? part : part.value));
	if (type === undefined || !objects.every((each) => each?.kind === "mapping"))
		return undefined;
	const holders = grammar.holders(
		type,
		objects.map(({ entries }) => entries.map(({ key }) => key.text)),
		isList,
	);
	return onlyHolder(holders, (name) => written.includes(name));
}
