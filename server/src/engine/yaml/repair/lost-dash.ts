import { applyEdit, makeEdit, type Splice } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped, readLine } from "../outline";
import type { Entry } from "../tree";
import type { Repair } from "./break";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";
import type { Open, Stuck } from "./trouble";

/**
 * How a document is read in which the first item of a list of objects has no dash: its other keys stand where they do behind
 * one, or another item stands below it.
 */
export function lostDashRepair(
	{ lines, text }: Document,
	{ trouble: { line, column, isItem }, open }: Stuck,
	grammar: Grammar,
	effort: Effort,
): Repair | undefined {
	const item = isItem
		? itemAbove(open, column, grammar, lines)
		: headAbove(open[0], open[1], grammar);
	const first = item?.[0];
	if (!first) return undefined;
	const start = lines.lineAt(first.start);
	const own = lines.column(first.start);
	const gap = isItem
		? (readLine(lines.content(line)).column ?? column + 2) - column
		: column - own;
	const dash = isItem ? column : own;
	if (gap < 2 || gap > FARTHEST) return undefined;
	const splices: Splice[] = [];
	const shift = dash + gap - own;
	for (let at = start; at < (isItem ? line : start + 1); at++) {
		const from = lines.start(at);
		const content = lines.content(at);
		if (at === start)
			splices.push({
				start: from,
				end: first.start,
				text: `${" ".repeat(dash)}-${" ".repeat(gap - 1)}`,
			});
		else if (lines.isBlank(at) || shift === 0) continue;
		else if (shift > 0)
			splices.push({ start: from, end: from, text: " ".repeat(shift) });
		else if (lines.indent(at) >= -shift)
			splices.push({ start: from, end: from - shift, text: "" });
		else if (!isSkipped(content)) return undefined;
	}
	const edit = makeEdit(splices);
	const mended = applyEdit(text, edit);
	if (effort.read(mended).faults.length > 0) return undefined;
	return {
		breaks: [
			{
				kind: "lost-dash",
				range: { start: first.key.start, end: first.key.end },
				key: first.key.text,
			},
		],
		edit,
		text: mended,
		isSafe: true,
		others: [],
	};
}

/** What stands behind a dash is not further away from it. */
const FARTHEST = 4;

/** The entries right below a key that lists such objects, above an item of that list. */
function itemAbove(
	open: readonly Open[],
	dash: number,
	grammar: Grammar,
	lines: Lines,
): readonly Entry[] | undefined {
	for (const [index, { mapping, type }] of open.entries()) {
		const owner = open[index + 1];
		const { holder } = mapping;
		if (lines.column(mapping.start) < dash || !owner) return undefined;
		if (!holder || !("key" in holder) || holder.parent !== owner.mapping)
			continue;
		if (lines.column(owner.mapping.start) > dash) continue;
		return listedBy(owner.type, holder.key.text, grammar) &&
			mapping.anchor === undefined &&
			mapping.entries.every(({ key }) => isField(type, key.text, grammar))
			? mapping.entries
			: undefined;
	}
	return undefined;
}

/** The only entry right below a key that lists such objects, or beside that key where it has no value. */
function headAbove(
	inner: Open | undefined,
	owner: Open | undefined,
	grammar: Grammar,
): readonly Entry[] | undefined {
	if (!inner) return undefined;
	const { mapping, type } = inner;
	const { holder, entries } = mapping;
	const [last] = entries.slice(-1);
	if (!last) return undefined;
	if (entries.length === 1 && owner && holder && "key" in holder)
		return listedBy(owner.type, holder.key.text, grammar) &&
			mapping.anchor === undefined &&
			isField(type, last.key.text, grammar)
			? [last]
			: undefined;
	const above = entries.at(-2);
	if (!above || isField(type, last.key.text, grammar)) return undefined;
	const isEmpty =
		above.value === undefined ||
		(above.value.kind === "scalar" && above.value.start === above.value.end);
	const inside = listedBy(type, above.key.text, grammar);
	return isEmpty && isField(inside, last.key.text, grammar)
		? [last]
		: undefined;
}

/** The type of the objects that a key lists; nothing where it does not. */
function listedBy(
	type: string | undefined,
	key: string,
	grammar: Grammar,
): string | undefined {
	const field = type === undefined ? undefined : grammar.field(type, key);
	return field?.list && field.type !== undefined && grammar.knows(field.type)
		? field.type
		: undefined;
}

const isField = (
	type: string | undefined,
	key: string,
	grammar: Grammar,
): boolean => type !== undefined && grammar.field(type, key) !== undefined;
