import type { Lines } from "../text/lines";
import { Gaps } from "./gaps";
import { parse, type SyntaxFault } from "./parse";
import type { Unread } from "./quick";

/** So many lines, and characters, behind what has been read surely show what is wrong with it. */
const NEAR = { lines: 24, characters: 8_000 } as const;
/** The last of them may be wrong because the part ends there. */
const LAST = { lines: 3, characters: 100 } as const;

/**
 * What is wrong where the quick reader has stopped, told by the next lines alone.
 * @returns faults, ascending, of which the first is surely one of the whole text, whatever follows, though it may end further
 * below there when it reaches over several lines; none where that is not sure
 */
export function faultsNear(
	lines: Lines,
	{ open, line }: Unread,
): readonly SyntaxFault[] {
	const near = partNear(line, lines);
	if (!near) return [];
	const gaps = new Gaps(lines, open);
	const text = gaps.rest(lines.text.slice(0, near.end));
	return parse({ text, expressions: [], structural: false })
		.faults.map((fault) => gaps.movedFault(fault))
		.filter(({ end }) => end <= near.sure);
}

/**
 * Where the part of a text ends that is near a line, and up to where what is wrong in it is surely wrong in the whole.
 * @returns nothing where all the rest is near
 */
function partNear(
	line: number,
	lines: Lines,
): { readonly end: number; readonly sure: number } | undefined {
	const ahead = linesFrom(line, lines);
	const [first = line] = ahead;
	const [last = first] = ahead.slice(-1);
	const far = lines.start(first) + NEAR.characters;
	if (lines.end(last) > far) {
		const part = lines.text.slice(lines.start(first), far);
		// What is open is said to be so where its last value ends, in front of blanks and comments.
		return /\s{4}|#/.test(part)
			? undefined
			: { end: far, sure: far - LAST.characters };
	}
	const [unsure = first] = ahead.slice(-LAST.lines);
	return ahead.length < NEAR.lines
		? undefined
		: { end: lines.next(last), sure: lines.start(unsure) };
}

/** The next lines that say something. */
function linesFrom(line: number, lines: Lines): readonly number[] {
	const found: number[] = [];
	for (let at = line; at < lines.count && found.length < NEAR.lines; at++)
		if (!lines.isBlank(at) && !lines.isComment(at)) found.push(at);
	return found;
}
