import { applyEdit, makeEdit } from "../../text/edit";
import { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped } from "../outline";
import { Source } from "../source";
import type { Node } from "../tree";
import type { Break, Misplaced, Repair } from "./break";
import { isBroken } from "./broken";
import { straighten } from "./characters";
import { type Draft, draftOf, rowOf, splicesOf, textOf } from "./draft";
import { mendFlow } from "./flow";
import { areAlike, type Frame } from "./frame";
import type { Grammar } from "./grammar";
import { breakLines } from "./line-breaks";
import { finish, type Placed, place, type Reading } from "./placement";
import { type OutlineLine, readOutline } from "./readings";
import { type Style, styleOf } from "./style";
import { settleValues } from "./texts";
import { undress } from "./undress";

/** How many readings are followed at a time. */
const WIDTH = 24;
/** Readings that are so much worse than the best one so far will not come back. */
const HOPELESS = 9;
/** Costs that differ by less are the same. */
const TIE = 1e-9;
/** How many ways to place a line are tried in all: a person waits for the answer. */
const MOST_WORK = 25_000;
/** How long a text may be, in lines and characters: a person waits for the answer. */
const LONGEST = 3_000;
const LARGEST = 150_000;
/** Columns beyond which a text is not what somebody wrote by hand. */
const DEEPEST = 120;
/** How much worse than the best one a reading may be: when all better ones fail, what is left is a guess. */
const DOUBT = 2;
/** How much better than the text as it is written a reading must be, where that is YAML. */
const GAIN = 3;
/** Up to this cost a text is as somebody would write it. */
const EASY = 1;
/** How many results are tried whether they are YAML. */
const TRIED = 8;

/**
 * Finds the smallest change of white space and punctuation that mends a document which is not YAML, or which puts things
 * where they do not belong.
 *
 * @returns the best readings, all equally good; none when something else is wrong, or nothing
 */
export function repair(
	document: Document,
	grammar: Grammar,
): readonly Repair[] {
	const { lines, text } = document;
	if (lines.count > LONGEST || text.length > LARGEST) return [];
	const drafts = undress(draftOf(lines), grammar);
	if (drafts.some(isInBrackets)) return repairInBrackets(document, drafts);
	const read = bestOf(drafts, grammar);
	if (!read) return [];
	const { draft, outline, ended } = read;
	const isWhole = !isBroken(document) && draft.slips.length === 0;
	const limit = isWhole
		? asWritten(outline, grammar, read.style) - GAIN
		: Number.POSITIVE_INFINITY;
	const repairs: Repair[] = [];
	const meanings = new Set<string>();
	let worst = Math.min(limit, read.cost + DOUBT);
	for (const { reading, cost } of ended.slice(0, TRIED)) {
		if (cost > worst + TIE) break;
		const found = repairOf(reading, outline, draft, lines);
		if (!found || found.edit.length === 0) continue;
		const meaning = meaningOf(found.text);
		if (meaning === undefined || meanings.has(meaning)) continue;
		worst = cost;
		meanings.add(meaning);
		repairs.push(found);
	}
	return repairs;
}

interface Understood {
	readonly draft: Draft;
	readonly outline: readonly OutlineLine[];
	readonly style: Style;
	/** How it may be meant, the likeliest first; at least one. */
	readonly ended: readonly { reading: Reading; cost: number }[];
	/** Of the likeliest. */
	readonly cost: number;
}

/** Does a text begin with a bracket, as JSON does? Then its indentation says nothing. */
const isInBrackets = ({ lines }: Draft): boolean =>
	/^\s*[{[]/.test(
		lines.find((line) => line !== undefined && !isSkipped(line)) ?? "",
	);

function repairInBrackets(
	{ lines }: Document,
	drafts: readonly Draft[],
): readonly Repair[] {
	for (const undressed of drafts) {
		const draft = mendFlow(straighten(undressed, 2));
		const found = draft && repairTo(draft, breaksOf(draft, lines), lines);
		if (found && found.edit.length > 0 && meaningOf(found.text) !== undefined)
			return [found];
	}
	return [];
}

/** What makes the lines of a document those of a draft. */
function repairTo(
	draft: Draft,
	breaks: readonly Break[],
	lines: Lines,
): Repair {
	const edit = makeEdit(splicesOf(lines, draft));
	return {
		breaks: breaks.toSorted((a, b) => a.range.start - b.range.start),
		edit,
		text: applyEdit(lines.text, edit),
		isSafe: draft.lines.every((line) => line !== undefined),
	};
}

function breaksOf(draft: Draft, lines: Lines): Break[] {
	return draft.slips.map(({ kind, line, start, end }) => ({
		kind,
		range: { start: lines.start(line) + start, end: lines.start(line) + end },
		key: undefined,
	}));
}

/** Understands drafts one after the other, until one of them needs nothing more. */
function bestOf(
	drafts: readonly Draft[],
	grammar: Grammar,
): Understood | undefined {
	let best: Understood | undefined;
	for (const undressed of drafts)
		for (const width of tabWidths(undressed)) {
			const straight = straighten(undressed, width);
			const whole = breakLines(straight, grammar);
			const read = readDraft(settleValues(whole, grammar), grammar);
			if (read && (!best || read.cost < best.cost)) best = read;
			if (best && best.cost < EASY) return best;
		}
	return best;
}

function readDraft(draft: Draft, general: Grammar): Understood | undefined {
	const outline = readOutline(new Lines(textOf(draft)), general, draft.loose);
	if (!outline || outline.some(isTooDeep)) return undefined;
	const keys = new Set(
		outline.flatMap(({ readings: [line] }) => line?.key ?? []),
	);
	const grammar: Grammar = {
		...general,
		typeOfSnippet: (key, inList) => general.typeOfSnippet(key, inList, keys),
	};
	const style = styleOf(outline);
	const ended = readingsOf(outline, grammar, style)
		.map((reading) => ({ reading, cost: finish(reading, grammar) }))
		.sort((a, b) => a.cost - b.cost);
	const [best] = ended;
	return best && { draft, outline, style, ended, cost: best.cost };
}

/**
 * Follows the likeliest readings of an outline to its end.
 * @returns none when it would take too long
 */
function readingsOf(
	outline: readonly OutlineLine[],
	grammar: Grammar,
	style: Style,
): readonly Reading[] {
	let readings: readonly Reading[] = [NOTHING_READ];
	let work = 0;
	for (const [index, line] of outline.entries()) {
		const next = readings.flatMap((reading) =>
			place(reading, line, index, grammar, style),
		);
		work += next.length;
		if (work > MOST_WORK) return [];
		readings = next.length > 1 ? likeliest(next) : next;
	}
	return readings;
}

/** The cheapest readings; of those that will cost the same from here on only the cheapest, and who are as cheap. */
function likeliest(readings: Reading[]): readonly Reading[] {
	readings.sort((a, b) => a.cost - b.cost);
	const most = (readings[0]?.cost ?? 0) + HOPELESS;
	const kept: Reading[] = [];
	for (const reading of readings) {
		if (reading.cost > most || kept.length >= WIDTH) break;
		const isBeaten = kept.some(
			(other) =>
				other.cost < reading.cost - TIE && areAlike(other.top, reading.top),
		);
		if (!isBeaten) kept.push(reading);
	}
	return kept;
}

const NOTHING_READ: Reading = { top: undefined, cost: 0, placed: undefined };

/** What it costs to read the text as it is written. */
function asWritten(
	outline: readonly OutlineLine[],
	grammar: Grammar,
	style: Style,
): number {
	let reading = NOTHING_READ;
	for (const [index, line] of outline.entries()) {
		const next = place(reading, line, index, grammar, style).find(
			({ placed }) => placed?.shift === 0 && placed.reading.meant === undefined,
		);
		if (!next) return Number.POSITIVE_INFINITY;
		reading = next;
	}
	return finish(reading, grammar);
}

/** Columns at whose multiples the text goes on behind a tab: what other lines are indented by, or what editors show. */
function tabWidths({ lines }: Draft): readonly number[] {
	const isTabbed = lines.some((line) => /^ *\t/.test(line ?? ""));
	const indents = lines.flatMap((line) => {
		const blanks = /^( +)[^\s#-]/.exec(line ?? "")?.[1];
		return blanks === undefined ? [] : [blanks.length];
	});
	const isWide =
		indents.length > 0 && indents.every((indent) => indent % 4 === 0);
	const step = isWide ? 4 : 2;
	return isTabbed ? [step, 6 - step, 8] : [step];
}

/** Further to the right than any manifest goes: the search would follow every level of it. */
function isTooDeep({ readings }: OutlineLine): boolean {
	return readings.some(
		({ dashes, column = 0 }) => column > DEEPEST || dashes.length > DEEPEST / 2,
	);
}

/** What a text says, whatever its style; nothing when it is not YAML. */
function meaningOf(text: string): string | undefined {
	const { documents } = Source.open(text);
	if (documents.some(({ document }) => document.faults.length > 0))
		return undefined;
	return documents.map(({ document }) => spell(document.root)).join("\n---\n");
}

function spell(node: Node | undefined): string {
	if (!node) return "";
	if (node.kind === "alias") return "*";
	if (node.kind === "scalar") return JSON.stringify(node.text);
	return node.kind === "mapping"
		? `{${node.entries.map(({ key, value }) => `${key.text}:${spell(value)}`).join()}}`
		: `[${node.items.map(({ value }) => spell(value)).join()}]`;
}

function repairOf(
	reading: Reading,
	outline: readonly OutlineLine[],
	draft: Draft,
	lines: Lines,
): Repair | undefined {
	const breaks = breaksOf(draft, lines);
	const shifts = new Map<number, number>();
	const after = [...draft.lines];
	for (let placed = reading.placed; placed; placed = placed.before) {
		const line = outline[placed.index];
		if (!line) continue;
		const { meant, slip, key } = placed.reading;
		// A word that is no field is no key whose colon was forgotten.
		if (slip?.kind === "colon" && !placed.fits) return undefined;
		if (slip) {
			const start = columnOf(lines, draft, line.line, slip.start);
			const range = { start, end: start + slip.end - slip.start };
			breaks.push({ kind: slip.kind, range, key });
		}
		if (meant !== undefined) after[line.line] = meant;
		if (placed.shift === 0) continue;
		if (placed.moved && !placed.fits) return undefined;
		if (placed.moved && !line.loose)
			breaks.push(
				misplacedOf(placed, placed.frame, line, outline, draft, lines),
			);
		for (let at = line.line; at <= line.lastLine; at++)
			shifts.set(at, placed.shift);
	}
	carryComments(shifts, draft);
	for (const [line, shift] of shifts) {
		const text = after[line];
		if (text === undefined || text.trim() === "") continue;
		const blanks = text.length - text.trimStart().length;
		after[line] =
			shift > 0
				? " ".repeat(shift) + text
				: text.slice(Math.min(-shift, blanks));
	}
	return repairTo({ ...draft, lines: after }, breaks, lines);
}

/** The offset of a column of a draft's line in the text as it is written. */
function columnOf(
	lines: Lines,
	draft: Draft,
	line: number,
	column: number,
): number {
	const row = rowOf(draft, line);
	const written = lines.content(row).length;
	const grown = written - (draft.lines[line]?.length ?? 0);
	return lines.start(row) + Math.max(0, Math.min(written, column + grown));
}

function misplacedOf(
	placed: Placed,
	frame: Frame,
	line: OutlineLine,
	outline: readonly OutlineLine[],
	draft: Draft,
	lines: Lines,
): Misplaced {
	const { dashes, key, column: keyColumn } = placed.reading;
	const column = dashes[0] ?? keyColumn ?? 0;
	const start = columnOf(lines, draft, line.line, column);
	const length = dashes.length > 0 ? 1 : (key?.length ?? 1);
	const owner = outline[ownerOf(placed, outline) ?? -1];
	return {
		kind: "column",
		range: { start, end: start + length },
		key,
		column,
		target: column + placed.shift,
		ownerLine: owner && rowOf(draft, owner.line),
		ownerType: frame.type,
		isItem: dashes.length > 0,
	};
}

/** The line that opens what a line belongs to: an item's mapping begins behind its dash, all else below its key. */
function ownerOf(
	{ frame, index }: Placed,
	outline: readonly OutlineLine[],
): number | undefined {
	const { opener, kind } = frame;
	const dashes = outline[opener]?.readings[0]?.dashes.length ?? 0;
	const isItems = kind === "mapping" ? dashes > 0 : dashes > 1;
	if (isItems && opener !== index) return opener;
	return opener > 0 ? opener - 1 : undefined;
}

/** Comments between two lines that move by the same distance move with them. */
function carryComments(shifts: Map<number, number>, draft: Draft): void {
	const isNothing = (line: number) =>
		/^\s*(?:#|$)/.test(draft.lines[line] ?? "");
	const moved = [...shifts.keys()].sort((a, b) => a - b);
	for (const [position, line] of moved.entries()) {
		const next = moved[position + 1];
		const shift = shifts.get(line);
		if (next === undefined || shift === undefined || shifts.get(next) !== shift)
			continue;
		let between = line + 1;
		while (between < next && isNothing(between)) between++;
		if (between !== next) continue;
		for (let at = line + 1; at < next; at++) shifts.set(at, shift);
	}
}
