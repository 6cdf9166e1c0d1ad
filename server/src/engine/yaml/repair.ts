import { applyEdit, type Edit, makeEdit, type Range } from "../text/edit";
import type { Lines } from "../text/lines";
import type { Document } from "./document";
import { type OutlineLine, readOutline } from "./outline";
import { parse } from "./parse";
import {
	type Frame,
	finish,
	type Grammar,
	type Placed,
	place,
	type Reading,
	styleOf,
} from "./placement";

/** A line that stands at the wrong column. */
export interface Misplaced {
	/** The key, or the dash, as written. */
	readonly range: Range;
	readonly key: string | undefined;
	/** Columns as written and as they should be, from 0. */
	readonly column: number;
	readonly target: number;
	/**
	 * Line (from 0) that opens the mapping or list to which it belongs: its key, or the dash of its item; nothing for what
	 * belongs to the document as a whole. And that one's type.
	 */
	readonly ownerLine: number | undefined;
	readonly ownerType: string | undefined;
	readonly isItem: boolean;
}

/** A change of indentation alone that makes a document YAML which fits Kubernetes' types. */
export interface Repair {
	readonly misplaced: readonly Misplaced[];
	readonly edit: Edit;
}

/** How many readings are followed at a time, and how long a text may be: a person waits for the answer. */
const WIDTH = 24;
const LONGEST = 20_000;
/** Columns beyond which a text is not what somebody wrote by hand. */
const DEEPEST = 120;
/** How much worse than the best one a reading may be: when all better ones fail, what is left is a guess. */
const DOUBT = 2;

/**
 * Finds the smallest re-indentation that mends a document which is not YAML.
 * @returns the best readings, all equally good; none when indentation is not what is wrong
 */
export function repairIndentation(
	document: Document,
	grammar: Grammar,
): readonly Repair[] {
	const { lines } = document;
	if (lines.count > LONGEST) return [];
	const outline = readOutline(lines);
	if (!outline || outline.some(isTooDeep)) return [];
	const style = styleOf(outline);
	let readings: Reading[] = [{ top: undefined, cost: 0, placed: undefined }];
	for (const [index, line] of outline.entries()) {
		readings = readings
			.flatMap((reading) => place(reading, line, index, grammar, style))
			.sort((a, b) => a.cost - b.cost)
			.slice(0, WIDTH);
	}
	const ended = readings
		.map((reading) => ({ reading, cost: finish(reading, grammar) }))
		.sort((a, b) => a.cost - b.cost);
	const repairs: Repair[] = [];
	let bestCost = (ended[0]?.cost ?? 0) + DOUBT;
	for (const { reading, cost } of ended) {
		if (cost > bestCost + 1e-9) break;
		const repair = repairOf(reading, outline, lines);
		if (!repair || repair.misplaced.length === 0) continue;
		const text = applyEdit(document.text, repair.edit);
		if (repairs.some((other) => applyEdit(document.text, other.edit) === text))
			continue;
		if (parse({ text, expressions: [], structural: false }).faults.length > 0)
			continue;
		bestCost = cost;
		repairs.push(repair);
	}
	return repairs;
}

/** Further to the right than any manifest goes: the search would follow every level of it. */
function isTooDeep({ dashes, column = 0 }: OutlineLine): boolean {
	return column > DEEPEST || dashes.length > DEEPEST / 2;
}

function repairOf(
	reading: Reading,
	outline: readonly OutlineLine[],
	lines: Lines,
): Repair | undefined {
	const misplaced: Misplaced[] = [];
	const shifts = new Map<number, number>();
	for (let placed = reading.placed; placed; placed = placed.before) {
		const line = outline[placed.index];
		if (!line || placed.shift === 0) continue;
		if (placed.moved && !placed.fits) return undefined;
		if (placed.moved)
			misplaced.unshift(
				misplacedOf(placed, placed.frame, line, outline, lines),
			);
		for (let at = line.line; at <= line.lastLine; at++)
			shifts.set(at, placed.shift);
	}
	carryComments(shifts, lines);
	const splices = [...shifts]
		.sort(([a], [b]) => a - b)
		.flatMap(([line, shift]) => {
			const start = lines.start(line);
			if (lines.isBlank(line)) return [];
			return shift > 0
				? [{ start, end: start, text: " ".repeat(shift) }]
				: [
						{
							start,
							end: start + Math.min(-shift, lines.indent(line)),
							text: "",
						},
					];
		});
	return { misplaced, edit: makeEdit(splices) };
}

function misplacedOf(
	placed: Placed,
	frame: Frame,
	line: OutlineLine,
	outline: readonly OutlineLine[],
	lines: Lines,
): Misplaced {
	const column = line.dashes[0] ?? line.column ?? 0;
	const start = lines.start(line.line) + column;
	const length = line.dashes.length > 0 ? 1 : (line.key?.length ?? 1);
	return {
		range: { start, end: start + length },
		key: line.key,
		column,
		target: column + placed.shift,
		ownerLine: outline[ownerOf(placed, outline) ?? -1]?.line,
		ownerType: frame.type,
		isItem: line.dashes.length > 0,
	};
}

/** The line that opens what a line belongs to: an item's mapping begins behind its dash, all else below its key. */
function ownerOf(
	{ frame, index }: Placed,
	outline: readonly OutlineLine[],
): number | undefined {
	const { opener, kind } = frame;
	const dashes = outline[opener]?.dashes.length ?? 0;
	const isItems = kind === "mapping" ? dashes > 0 : dashes > 1;
	if (isItems && opener !== index) return opener;
	return opener > 0 ? opener - 1 : undefined;
}

/** Comments between two lines that move by the same distance move with them. */
function carryComments(shifts: Map<number, number>, lines: Lines): void {
	const moved = [...shifts.keys()].sort((a, b) => a - b);
	for (const [position, line] of moved.entries()) {
		const next = moved[position + 1];
		const shift = shifts.get(line);
		if (next === undefined || shift === undefined || shifts.get(next) !== shift)
			continue;
		let between = line + 1;
		while (
			between < next &&
			(lines.isBlank(between) || lines.isComment(between))
		)
			between++;
		if (between !== next) continue;
		for (let at = line + 1; at < next; at++) shifts.set(at, shift);
	}
}
