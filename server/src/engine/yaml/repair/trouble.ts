import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped, lastLineOf, readLine, withoutProperties } from "../outline";
import { type Entry, type Mapping, type Node, resolve } from "../tree";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";

/** What it takes to look at a line. */
const BY_LINE = 1;

/** Where a document cannot go on, and what goes on until there. */
export interface Stuck {
	readonly trouble: Trouble;
	/** The innermost first. */
	readonly open: readonly Open[];
}

/** Where the columns of a document first fit to nothing; nothing where something else is wrong before. */
export function stuckIn(
	{ lines, text }: Document,
	grammar: Grammar,
	effort: Effort,
): Stuck | undefined {
	if (!effort.spend(BY_LINE * lines.count)) return undefined;
	const trouble = troubleIn(lines);
	if (!trouble) return undefined;
	const before = effort.read(text.slice(0, lines.start(trouble.line)));
	return before.isFaulty
		? undefined
		: { trouble, open: openMappings(before.root, grammar) };
}

/** A line that stands where nothing above can hold it. */
export interface Trouble {
	readonly line: number;
	readonly column: number;
	readonly isItem: boolean;
	/** Does it stand between the columns of two lines above, and not only too far to the right? */
	readonly isBetween: boolean;
	/** Is it a key where a dash of the list above stands? */
	readonly isAtDash: boolean;
}

interface Level {
	readonly column: number;
	readonly isList: boolean;
	/** Has the last key no value yet? */
	isOpen: boolean;
}

/** The first line of a document that stands at a column at which nothing may stand. */
export function troubleIn(lines: Lines): Trouble | undefined {
	const levels: Level[] = [];
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const read = readLine(content);
		const { dashes, key, column = content.length } = read;
		const last = lastLineOf(lines, line, read);
		if (last === undefined || content.includes("\t")) return undefined;
		const isItem = dashes.length > 0;
		// The rest of a text.
		if (!isItem && key === undefined) continue;
		const at = dashes[0] ?? column;
		const count = levels.length;
		while ((levels.at(-1)?.column ?? -1) > at) levels.pop();
		const isBetween = levels.length < count;
		if (!isItem && levels.at(-1)?.isList && levels.at(-2)?.column === at)
			levels.pop();
		const top = levels.at(-1);
		const found = { line, column: at, isItem, isBetween, isAtDash: false };
		if (top && top.column === at && top.isList !== isItem) {
			if (!isItem) return { ...found, isAtDash: true };
			if (!top.isOpen) return found;
		} else if (top && top.column < at && (isBetween || !top.isOpen)) {
			// A text alone below its dash may be anything.
			return top.isList
				? undefined
				: { ...found, isBetween: isBetween && !isItem };
		}
		// What follows what the key holds is no more of it.
		if (top && (top.column < at || top.isList !== isItem)) top.isOpen = false;
		for (const dash of dashes)
			if (levels.at(-1)?.column !== dash || !levels.at(-1)?.isList)
				levels.push({ column: dash, isList: true, isOpen: false });
		if (key !== undefined && levels.at(-1)?.column !== column)
			levels.push({ column, isList: false, isOpen: false });
		const own = levels.at(-1);
		if (own && key !== undefined)
			own.isOpen = withoutProperties(`${read.value} `).trim() === "";
		line = last;
	}
	return undefined;
}

/** A mapping that goes on at the end of a text. */
export interface Open {
	readonly mapping: Mapping;
	readonly type: string | undefined;
}

/**
 * The mappings that go on at the end of a text, the innermost first.
 * @param inside the type of the outermost, where the text is only a part
 */
export function openMappings(
	root: Node | undefined,
	grammar: Grammar,
	inside?: string,
): Open[] {
	const found: Open[] = [];
	let node = root;
	let type = inside;
	while (node?.kind === "mapping" || node?.kind === "sequence") {
		if (node.flow) break;
		if (node.kind === "sequence") {
			node = node.items.at(-1)?.value;
			continue;
		}
		if (node === root && inside === undefined) type = typeOfRoot(node, grammar);
		found.unshift({ mapping: node, type });
		const last: Entry | undefined = node.entries.at(-1);
		if (!last) break;
		type = typeBelow(type, last.key.text, grammar);
		node = last.value;
	}
	return found;
}

function typeOfRoot(
	{ entries }: Mapping,
	grammar: Grammar,
): string | undefined {
	const kind = resolve(entries.find(({ key }) => key.text === "kind")?.value);
	if (kind) return kind.kind === "scalar" ? grammar.typeOfKind(kind.text) : "";
	const [first] = entries;
	return first && grammar.typeOfSnippet(first.key.text, false);
}

/** The type of what a key of an object holds. */
export const typeBelow = (
	type: string | undefined,
	key: string,
	grammar: Grammar,
): string | undefined =>
	(type !== undefined && grammar.knows(type)
		? grammar.field(type, key)
		: grammar.guess(key)
	)?.type;
