import { makeEdit, type Splice } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped, type ReadLine, readLine } from "../outline";
import type { Entry } from "../tree";
import type { Found } from "./break";
import type { Grammar } from "./grammar";
import { type Open, openMappings, type Stuck, type Trouble } from "./trouble";

/**
 * The dash that is missing in front of an item of a list of objects: of the first one, whose other keys stand where they do
 * behind one, or above another item; or of a further one.
 */
export function lostDashes(
	{ lines }: Document,
	{ trouble, open }: Stuck,
	grammar: Grammar,
): readonly Found[] {
	const { line, column, isItem, isAtDash } = trouble;
	if (isAtDash) return anotherItem(lines, trouble, open, grammar);
	const item = isItem
		? (itemAbove(open, column, grammar, lines) ??
			tailAbove(open[0], readLine(lines.content(line)), grammar, lines))
		: headAbove(open[0], open[1], grammar);
	const first = item?.[0];
	if (!first) return [];
	const start = lines.lineAt(first.start);
	const own = lines.column(first.start);
	const gap = isItem
		? (readLine(lines.content(line)).column ?? column + 2) - column
		: column - own;
	const dash = isItem ? column : own;
	const last = isItem ? line - 1 : start;
	return withDash(lines, { start, last, own, dash, gap });
}

/** Lines that become an item: from the column at which they begin to what stands behind a dash. */
interface Undashed {
	readonly start: number;
	readonly last: number;
	readonly own: number;
	readonly dash: number;
	readonly gap: number;
}

function withDash(
	lines: Lines,
	{ start, last, own, dash, gap }: Undashed,
): readonly Found[] {
	if (gap < 2 || gap > FARTHEST) return [];
	const first = lines.start(start) + own;
	const splices: Splice[] = [
		{
			start: lines.start(start),
			end: first,
			text: `${" ".repeat(dash)}-${" ".repeat(gap - 1)}`,
		},
	];
	const shift = dash + gap - own;
	for (let at = start + 1; at <= last; at++) {
		const from = lines.start(at);
		if (lines.isBlank(at) || shift === 0) continue;
		if (shift > 0)
			splices.push({ start: from, end: from, text: " ".repeat(shift) });
		else if (lines.indent(at) >= -shift)
			splices.push({ start: from, end: from - shift, text: "" });
		else if (!isSkipped(lines.content(at))) return [];
	}
	const { key } = readLine(lines.content(start));
	const range = { start: first, end: first + (key?.length ?? 1) };
	return [
		{
			edit: makeEdit(splices),
			slips: [{ kind: "lost-dash", range, key }],
			isSafe: true,
		},
	];
}

/** A key where a dash of the list above should stand: the item above has such a key, so that another one begins here. */
function anotherItem(
	lines: Lines,
	{ line, column }: Trouble,
	open: readonly Open[],
	grammar: Grammar,
): readonly Found[] {
	const above = open.find(
		({ mapping: { holder } }) =>
			holder && !("key" in holder) && lines.column(holder.start) === column,
	);
	const { key = "" } = readLine(lines.content(line));
	if (!above || !isField(above.type, key, grammar)) return [];
	// What is missing further inside has moved out of there.
	const inside = open.slice(0, open.indexOf(above));
	if (inside.some((each) => lacks(each, key, grammar))) return [];
	const { entries, start } = above.mapping;
	if (awaits(above, key, grammar)) return [];
	if (!entries.some((entry) => entry.key.text === key)) return [];
	let last = line;
	let isWhole = false;
	for (let at = line + 1; at < lines.count; at++) {
		const content = lines.content(at);
		if (isSkipped(content)) continue;
		const isBeside = lines.indent(at) === column;
		const isOver = isBeside && readLine(content).dashes.length > 0;
		if (lines.indent(at) < column || isOver) break;
		// With what only an object around has, all of them have moved out of there.
		const { key: next } = readLine(content);
		const isOf = (type: string | undefined) =>
			isField(type, next ?? "", grammar);
		if (isBeside && !isOf(above.type) && open.some(({ type }) => isOf(type)))
			return [];
		isWhole ||= isBeside;
		last = at;
	}
	const gap = lines.column(start) - column;
	// Its other keys stand beside it, or where they do behind a dash.
	const end = isWhole ? last : line;
	return withDash(lines, {
		start: line,
		last: end,
		own: column,
		dash: column,
		gap,
	});
}

/** Has an object to have a key that it does not have? */
const lacks = (
	{ mapping, type }: Open,
	key: string,
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	grammar.required(type).includes(key) &&
	!mapping.entries.some((entry) => entry.key.text === key);

/** Is the last key of an object without the object that it is for, which has such a field? */
function awaits(
	{ mapping: { entries }, type }: Open,
	key: string,
	grammar: Grammar,
): boolean {
	const last = entries.at(-1);
	if (!last || !isEmpty(last) || type === undefined) return false;
	const field = grammar.field(type, last.key.text);
	return (
		field !== undefined && !field.list && isField(field.type, key, grammar)
	);
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

/** The last entries of an object, beside a key without a value that lists such objects, above an item of that list. */
function tailAbove(
	inner: Open | undefined,
	{ dashes: [dash = 0], key = "" }: ReadLine,
	grammar: Grammar,
	lines: Lines,
): readonly Entry[] | undefined {
	if (!inner || lines.column(inner.mapping.start) > dash) return undefined;
	const { mapping, type } = inner;
	const above = mapping.entries.findLastIndex((entry) => isEmpty(entry));
	const list = mapping.entries[above];
	const listed = list && listedBy(type, list.key.text, grammar);
	const tail = mapping.entries.slice(above + 1);
	const keys = tail.map((entry) => entry.key.text);
	const isTheirs = [key, ...keys].every((each) =>
		isField(listed, each, grammar),
	);
	// What may rightly stand there is no item.
	const isOdd = keys.some((each) => !isField(type, each, grammar));
	return isTheirs && isOdd && new Set(keys).size === keys.length
		? tail
		: undefined;
}

/** The only entry right below a key that lists such objects, or beside that key, where it has no value or such items. */
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
	const isTwice = entries.some(
		({ key }) => key !== last.key && key.text === last.key.text,
	);
	if (!above || (isField(type, last.key.text, grammar) && !isTwice))
		return undefined;
	const inside = listedBy(type, above.key.text, grammar);
	// What is missing at the end of the list has moved out of there.
	const isMissed = openMappings(above.value, grammar, inside).some((each) =>
		lacks(each, last.key.text, grammar),
	);
	if (isMissed) return undefined;
	return (isEmpty(above) || hasItemWith(above, last.key.text)) &&
		isField(inside, last.key.text, grammar)
		? [last]
		: undefined;
}

/** Is it a list whose last item has such a key, so that another one begins with the next? */
const hasItemWith = ({ value }: Entry, name: string): boolean => {
	const last = value?.kind === "sequence" ? value.items.at(-1) : undefined;
	return (
		last?.value?.kind === "mapping" &&
		last.value.entries.some(({ key }) => key.text === name)
	);
};

const isEmpty = ({ value }: Entry): boolean => value === undefined;

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
