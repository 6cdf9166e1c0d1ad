import { applyEdit, makeEdit } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { isSkipped } from "../outline";
import { Source } from "../source";
import type { Node } from "../tree";
import type { Break, Misplaced, Repair, Way } from "./break";
import { isBroken } from "./broken";
import { straighten } from "./characters";
import { conflictsRepair } from "./conflicts";
import { type Draft, draftOf, rowOf, splicesOf, withForeign } from "./draft";
import { Effort } from "./effort";
import { mendFlow } from "./flow";
import { type Frame, isCertain } from "./frame";
import type { Grammar } from "./grammar";
import { lostRepair } from "./lost";
import { orphansRepair } from "./orphans";
import { isHead, type Placed, type Reading } from "./placement";
import type { OutlineLine } from "./readings";
import { DOUBT, TIE } from "./search";
import { bestOf } from "./understanding";
import { undress } from "./undress";

/** How long a text may be, in lines and characters: a person waits for the answer. */
const LONGEST = 3_000;
const LARGEST = 150_000;
/** How much better than the text as it is written a reading must be, where that is YAML. */
const GAIN = 3;
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
	if (isMostlyBlank(lines)) return [];
	const effort = new Effort();
	const conflict = conflictsRepair(document, effort);
	if (conflict) return [conflict];
	const written = draftOf(lines);
	const held =
		document.isFaulty && !isInBrackets(written)
			? (orphansRepair(document, grammar) ??
				lostRepair(document, grammar, effort))
			: undefined;
	if (held) return [held];
	const drafts = undress(written, grammar);
	if (drafts.some(isInBrackets))
		return repairInBrackets(document, drafts, grammar, effort);
	const read = bestOf(drafts, grammar, effort, isBroken(document));
	if (!read) return [];
	const { draft, outline, ended } = read;
	const isWhole = !isBroken(document) && draft.slips.length === 0;
	const limit = isWhole
		? read.search.asWritten() - GAIN
		: Number.POSITIVE_INFINITY;
	const repairs: Repair[] = [];
	const meanings = new Set<string>();
	const texts = new Set<string>();
	let worst = Math.min(limit, read.cost + DOUBT);
	const likely = ended
		.slice(0, TRIED)
		.filter(({ cost }) => cost <= worst + TIE);
	const open = likely.filter(({ reading }) => !hides(reading, grammar));
	for (const { reading, cost } of isWhole || open.length > 0 ? open : likely) {
		if (cost > worst + TIE) break;
		const found = repairOf(reading, outline, draft, lines);
		if (!found || found.edit.length === 0 || texts.has(found.text)) continue;
		texts.add(found.text);
		const meaning = meaningOf(found.text, effort);
		if (meaning === undefined || meanings.has(meaning)) continue;
		worst = cost;
		meanings.add(meaning);
		repairs.push(found);
	}
	return repairs;
}

/** Does a reading move a line to where nothing is known, so that nothing can be wrong with it there? */
function hides(reading: Reading, grammar: Grammar): boolean {
	for (let placed = reading.placed; placed; placed = placed.before) {
		const { moved, frame, reading: line } = placed;
		if (!moved || isCertainly(frame, line.key, grammar)) continue;
		// With these any object begins.
		if (!frame.below && isHead(line)) continue;
		if (line.key === undefined || !grammar.guess(line.key)) return true;
	}
	return false;
}

/** Is it known what may stand in an object, or that such a key may? */
const isCertainly = (
	{ type }: Frame,
	key: string | undefined,
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	(!grammar.isOpenTo(type, key) ||
		(key !== undefined && isCertain(type, key, grammar)));

/** Are there so many blanks in long runs that it takes long to look behind them? Nobody writes so. */
function isMostlyBlank(lines: Lines): boolean {
	let steps = 0;
	for (let line = 0; line < lines.count; line++)
		if (lines.next(line) - lines.start(line) > GAP)
			for (const [{ length }] of lines.content(line).matchAll(LONG_GAP))
				steps += length ** 2;
	return steps > MOST_STEPS;
}
const GAP = 100;
const LONG_GAP = new RegExp(`\\s{${GAP},}`, "g");
const MOST_STEPS = 1_000_000;

/** Does a text begin with a bracket, as JSON does? Then its indentation says nothing. */
const isInBrackets = ({ lines }: Draft): boolean =>
	/^(?:---\s)?\s*[{[]/.test(
		lines.find((line) => line !== undefined && !isSkipped(line)) ?? "",
	);

function repairInBrackets(
	document: Document,
	drafts: readonly Draft[],
	grammar: Grammar,
	effort: Effort,
): readonly Repair[] {
	const { lines } = document;
	for (const undressed of drafts) {
		const repairs = new Map<string, Repair>();
		const straight = straighten(undressed, 2);
		for (const draft of mendFlow(straight, document, grammar, effort)) {
			const found = repairTo(draft, breaksOf(draft, lines), lines);
			const meaning =
				found.edit.length > 0 ? meaningOf(found.text, effort) : undefined;
			if (meaning !== undefined && !repairs.has(meaning))
				repairs.set(meaning, found);
		}
		if (repairs.size > 0) return [...repairs.values()];
	}
	return [];
}

/** What makes the lines of a document those of a draft. */
function repairTo(
	draft: Draft,
	breaks: readonly Break[],
	lines: Lines,
): Repair {
	const left = withForeign(draft);
	const edit = makeEdit(splicesOf(lines, left));
	return {
		breaks: breaks.toSorted((a, b) => a.range.start - b.range.start),
		edit,
		text: applyEdit(lines.text, edit),
		isSafe: draft.lines.every((line) => line !== undefined),
		others: otherWays(draft, lines),
	};
}

/** Lines that are no YAML may stay as comments where they would go, and go where they would stay. */
function otherWays(draft: Draft, lines: Lines): readonly Way[] {
	const foreign = [...(draft.foreign?.values() ?? [])];
	if (foreign.length === 0) return [];
	const edit = makeEdit(splicesOf(lines, withForeign(draft, true)));
	const kind = foreign.some(({ goes }) => goes) ? "comment" : "remove";
	return [{ kind, name: "", edit }];
}

function breaksOf(draft: Draft, lines: Lines): Break[] {
	return draft.slips.map(({ kind, line, start, end }) => ({
		kind,
		range: { start: lines.start(line) + start, end: lines.start(line) + end },
		key: undefined,
	}));
}

/** What a text says, whatever its style; nothing when it is not YAML. */
function meaningOf(text: string, effort: Effort): string | undefined {
	const documents = Source.open(text).documents.map(({ document }) =>
		effort.read(document.text),
	);
	return documents.every(({ isFaulty }) => !isFaulty)
		? documents.map(({ root }) => spell(root)).join("\n---\n")
		: undefined;
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
