import { applyEdit, type Edit, makeEdit } from "../../text/edit";
import type { Lines } from "../../text/lines";
import { Document } from "../document";
import { isSkipped, lastLineOf, ownColumn, readLine } from "../outline";
import type { Repair, Way } from "./break";
import { splicesOf } from "./draft";
import type { Grammar } from "./grammar";

/** `#env:`, `# env:`: a key that holds what stands below it. */
const HOLDER = /^( *)#( ?)( *)((?:- +)*)([A-Za-z]\w*):\s*$/;

const HOLDERS = new RegExp(HOLDER.source, "m");

/** Lines that a key has held which is a comment now. */
export interface Orphans {
	readonly first: number;
	readonly last: number;
	/** The line of the key. */
	readonly holder: number;
	readonly key: string;
}

/**
 * How a document is read in which somebody has made a comment of a key, but not of what it holds. Whether the key comes back
 * or the rest goes as well is a person's choice.
 */
export function orphansRepair(
	{ lines, text }: Document,
	grammar: Grammar,
): Repair | undefined {
	const orphans = orphansIn(lines, grammar);
	if (!orphans) return undefined;
	const ways: Way[] = [];
	for (const [kind, edits] of [
		// With some of what it holds in comments, too, the key alone would hold a part.
		["restore", isWhole(lines, orphans) ? restoring(lines, orphans) : []],
		["orphans", [commenting(lines, orphans)]],
	] as const) {
		const edit = edits.find(
			(each) => !new Document(applyEdit(text, each)).isFaulty,
		);
		if (edit) ways.push({ kind, name: `${orphans.key}:`, edit });
	}
	const [first] = ways;
	if (!first) return undefined;
	const range = lines.contentRange(orphans.first);
	return {
		breaks: [{ kind: "orphan", range, key: undefined, ways }],
		edit: first.edit,
		text: applyEdit(text, first.edit),
		isSafe: false,
		others: [],
	};
}

/** The first lines below a commented key that stand where nothing of what is left can hold them. */
function orphansIn(lines: Lines, grammar: Grammar): Orphans | undefined {
	if (!HOLDERS.test(lines.text)) return undefined;
	let above: number | undefined;
	let holder: { line: number; key: string } | undefined;
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) {
			const key = HOLDER.exec(content)?.[5];
			if (key !== undefined && grammar.isField(key)) holder = { line, key };
			continue;
		}
		const read = readLine(content);
		// Who wrote the key anew has not left what it held alone.
		const isAnew = read.key !== undefined && read.key === holder?.key;
		if (
			holder &&
			!isAnew &&
			above !== undefined &&
			isAlone(lines, above, line)
		) {
			const last = lastOf(lines, line);
			return { first: line, last, holder: holder.line, key: holder.key };
		}
		holder = undefined;
		const last = lastLineOf(lines, line, read);
		// What never ends has everything below in it.
		if (last === undefined) return undefined;
		above = last === line ? line : undefined;
		line = last;
	}
	return undefined;
}

/** Does a line stand further right than an entry above it that is complete? */
function isAlone(lines: Lines, above: number, line: number): boolean {
	const owner = readLine(lines.content(above));
	if (owner.key === undefined || owner.value === "") return false;
	const { dashes } = readLine(lines.content(line));
	const indent = lines.indent(line);
	const column = ownColumn(owner);
	const isItem = dashes.length > 0 && owner.dashes.length === 0;
	return indent > column || (isItem && indent === column);
}

/** The last line that belongs to the same as the first. */
function lastOf(lines: Lines, first: number): number {
	const indent = lines.indent(first);
	const isItem = readLine(lines.content(first)).dashes.length > 0;
	let last = first;
	for (let line = first + 1; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const { dashes } = readLine(content);
		const own = lines.indent(line);
		if (own < indent || (own === indent && isItem && dashes.length === 0))
			break;
		last = line;
	}
	return last;
}

/** Is nothing between the key and the lines that it held? */
function isWhole(lines: Lines, { holder, first }: Orphans): boolean {
	for (let line = holder + 1; line < first; line++)
		if (!lines.isBlank(line)) return false;
	return true;
}

/** The key that stands, as a comment, right above a line that it may have held. */
export function holderAbove(
	lines: Lines,
	first: number,
): Pick<Orphans, "holder" | "key"> | undefined {
	let holder = first - 1;
	while (holder >= 0 && lines.isBlank(holder)) holder--;
	if (!lines.isComment(holder)) return undefined;
	const [, lead = "", , inner = "", dashes = "", key] =
		HOLDER.exec(lines.content(holder)) ?? [];
	const column = lead.length + inner.length + dashes.length;
	const isItem = readLine(lines.content(first)).dashes.length > 0;
	const isBelow = lines.indent(first) > column - (isItem ? 1 : 0);
	return key === undefined || !isBelow ? undefined : { holder, key };
}

/** The key without its mark, and without the blank behind that, or with it. */
export function restoring(lines: Lines, { holder }: Orphans): readonly Edit[] {
	const [, lead = "", gap = "", inner = "", dashes = "", key = ""] =
		HOLDER.exec(lines.content(holder)) ?? [];
	return [...new Set([lead + inner, lead + gap + inner])].map((indent) =>
		editOf(lines, (line) =>
			line === holder ? `${indent}${dashes}${key}:` : lines.content(line),
		),
	);
}

/** The mark of the key in front of all that it held. */
export function commenting(
	lines: Lines,
	{ holder, first, last }: Orphans,
): Edit {
	const [, lead = "", gap = ""] = HOLDER.exec(lines.content(holder)) ?? [];
	return editOf(lines, (line) => {
		const content = lines.content(line);
		if (line < first || line > last || isSkipped(content)) return content;
		const at = Math.min(lead.length, lines.indent(line));
		return `${content.slice(0, at)}#${gap}${content.slice(at)}`;
	});
}

const editOf = (lines: Lines, written: (line: number) => string): Edit =>
	makeEdit(
		splicesOf(lines, {
			lines: Array.from({ length: lines.count }, (_, line) => written(line)),
		}),
	);
