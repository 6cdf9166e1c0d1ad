import { Lines } from "../../text/lines";
import {
	isSkipped,
	type ReadLine,
	readLine,
	withoutProperties,
} from "../outline";
import { type Draft, type PlacedSlip, rowOf, textOf } from "./draft";
import { type Effort, endOf } from "./effort";
import type { Grammar } from "./grammar";
import { endsWell, type IsValue, valueReader } from "./values";

/**
 * Puts right what belongs to the value of a line above it: the text of a block scalar, of a quoted text or of brackets that
 * stands no further right than its key, and a value that stands before the key it is for.
 */
export function settleValues(
	draft: Draft,
	grammar: Grammar,
	effort: Effort,
): Draft {
	const lines = new Lines(textOf(draft));
	const settled = [...draft.lines];
	const slips: PlacedSlip[] = [];
	const isValue = valueReader(effort);
	for (let line = 0; line < lines.count && !effort.isSpent; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const read = readLine(content);
		const last = unsettledText(isValue, effort, lines, line, read);
		if (last !== undefined) {
			const by = shiftOf(lines, line, last, read);
			for (let at = line + 1; at <= last && by > 0; at++)
				if (!lines.isBlank(at))
					settled[at] = " ".repeat(by) + lines.content(at);
			const first = firstBeside(lines, line, last, read);
			if (by > 0 && first !== undefined) {
				const { length } = lines.content(first);
				const start = lines.indent(first);
				slips.push({
					kind: "text-column",
					line: rowOf(draft, first),
					start,
					end: length,
				});
			}
			line = last;
			continue;
		}
		const below = keyForValue(lines, line, read, grammar);
		if (below === undefined) continue;
		const at = content.lastIndexOf(read.value);
		settled[line] =
			content.slice(0, at).trimEnd() + content.slice(at + read.value.length);
		settled[below] = lines.content(below).trimEnd().concat(" ", read.value);
		slips.push({
			kind: "value-above",
			line: rowOf(draft, line),
			start: at,
			end: at + read.value.length,
		});
	}
	return slips.length > 0
		? { ...draft, lines: settled, slips: [...draft.slips, ...slips] }
		: draft;
}

const columnOf = ({ dashes, key, column = 0 }: ReadLine): number =>
	key === undefined ? (dashes.at(-1) ?? column) : column;

/** The last line of a value over several lines; of a block scalar only where nothing of its text is indented. */
function unsettledText(
	isValue: IsValue,
	effort: Effort,
	lines: Lines,
	line: number,
	read: ReadLine,
): number | undefined {
	const value = withoutProperties(read.value);
	const last = endOf(lines, line, read, effort);
	if (!/^[|>]/.test(value))
		return /^["'[{]/.test(value) &&
			last !== undefined &&
			last > line &&
			endsWell(isValue, lines, line, last, value)
			? last
			: undefined;
	if (last !== line) return last;
	// The text goes on as long as lines are as far right as the first of them, which is no key beside.
	const first = nextContent(lines, line);
	if (first === undefined || read.key === undefined) return undefined;
	const column = columnOf(read);
	const isItem = readLine(lines.content(first)).dashes.length > 0;
	if (!isItem || lines.indent(first) !== column) return undefined;
	let end = first;
	for (let at = first + 1; at < lines.count; at++) {
		if (lines.isBlank(at)) continue;
		const isDeeper = lines.indent(at) > column;
		const isSibling =
			lines.indent(at) === column &&
			readLine(lines.content(at)).dashes.length > 0;
		if (!isDeeper && !isSibling) break;
		end = at;
	}
	return end;
}

/** How far the lines of a text have to move to stand further right than their key. */
function shiftOf(
	lines: Lines,
	line: number,
	last: number,
	read: ReadLine,
): number {
	let least = Number.MAX_SAFE_INTEGER;
	for (let at = line + 1; at <= last; at++)
		if (!lines.isBlank(at)) least = Math.min(least, lines.indent(at));
	return least > columnOf(read) ? 0 : columnOf(read) + 2 - least;
}

/** The first line of a text that stands no further right than its key. */
function firstBeside(
	lines: Lines,
	line: number,
	last: number,
	read: ReadLine,
): number | undefined {
	for (let at = line + 1; at <= last; at++)
		if (!lines.isBlank(at) && lines.indent(at) <= columnOf(read)) return at;
	return undefined;
}

function nextContent(lines: Lines, line: number): number | undefined {
	for (let at = line + 1; at < lines.count; at++)
		if (!isSkipped(lines.content(at))) return at;
	return undefined;
}

/**
 * `matchLabels: web`, and `app:` with nothing behind it below: the line of that key. A map has no such value of its own,
 * and nothing may stand below a value.
 */
function keyForValue(
	lines: Lines,
	line: number,
	{ key, value, column = 0 }: ReadLine,
	grammar: Grammar,
): number | undefined {
	if (key === undefined || !/^["']?[\w./-]+["']?$/.test(value))
		return undefined;
	if (!grammar.isMap(key)) return undefined;
	const below = nextContent(lines, line);
	if (below === undefined || lines.indent(below) <= column) return undefined;
	const held = readLine(lines.content(below));
	if (held.key === undefined || held.value !== "" || held.dashes.length > 0)
		return undefined;
	const after = nextContent(lines, below);
	const isLast = after === undefined || lines.indent(after) <= column;
	return isLast ? below : undefined;
}
