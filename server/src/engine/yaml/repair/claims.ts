import { COST } from "./costs";
import { type Frame, hasKey } from "./frame";
import type { Grammar } from "./grammar";
import type { Placed } from "./placement";
import type { LineReading } from "./readings";

/** Is such a key, or an item with such a first key, nothing odd in an object or a list? */
export const mayHold = (
	{ type }: Frame,
	{ key }: LineReading,
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	key !== undefined &&
	grammar.field(type, key) !== undefined;

/** Has an object such a field, and not yet? */
export const mayTake = (
	frame: Frame,
	read: LineReading,
	grammar: Grammar,
): boolean => mayHold(frame, read, grammar) && !hasKey(frame, read.key ?? "");

/**
 * May a line be one more of those of an object that stood at its column, though it would do where it stands too? One line that
 * has moved says nothing of the next.
 */
export function mayFollow(
	frame: Frame,
	line: LineReading,
	last: Placed | undefined,
	grammar: Grammar,
): boolean {
	const { column } = line;
	if (frame.stray === undefined || frame.stray !== column) return false;
	if (line.dashes.length > 0 || !mayHold(frame, line, grammar)) return false;
	let astray = 0;
	let placed = last;
	for (let seen = 0; placed && seen < SEEN && astray < 2; seen++) {
		if (placed.shift === 0) return false;
		if (placed.reading.column === column) astray++;
		placed = placed.before;
	}
	return astray > 1;
}
/** So many lines above one are looked at. */
const SEEN = 40;

/** What it costs to put a line into a frame. */
export function misplacement(
	frame: Frame,
	column: number,
	last: Placed | undefined,
): number {
	if (frame.column === column) return 0;
	// A line that stands where a moved neighbour has to go stands right.
	if (frame.target === column) return COST.unusual;
	if (frame.stray === column) return COST.follow;
	// Lines that were moved together go back together.
	if (last && last.shift !== 0 && frame.target - column === last.shift)
		return COST.together;
	return COST.move + COST.moveByColumn * Math.abs(frame.column - column);
}
