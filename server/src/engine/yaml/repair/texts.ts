import { Lines } from "../../text/lines";
import {
	isSkipped,
	ownColumn,
	type ReadLine,
	readLine,
	withoutProperties,
} from "../outline";
import { type Draft, type PlacedSlip, rowOf, textOf } from "./draft";
import { type Effort, endOf } from "./effort";
import type { Grammar } from "./grammar";
import { endsWell } from "./values";

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
	for (let line = 0; line < lines.count && !effort.isSpent; line++) {
		const content = lines.content(line);
		const read = effort.line(content);
		if (!read) continue;
		const last = unsettledText(effort, lines, line, read, grammar);
		if (last !== undefined) {
			const first = firstBeside(lines, line, last, read);
			// A closing bracket may stand at the column of the key.
			const isClosing = first === last && /^\s*[\]}]/.test(lines.content(last));
			if (isClosing && lines.indent(last) === read.column) {
				line = last;
				continue;
			}
			// What has stayed inside a block scalar says where the rest belongs.
			const inside = endOf(lines, line, read, effort);
			const hasStayed = inside !== line && inside !== last;
			const from = hasStayed ? (first ?? last) : line + 1;
			const by = shiftOf(
				lines,
				from,
				last,
				ownColumn(read),
				hasStayed
					? lines.indent(nextContent(lines, line) ?? line)
					: ownColumn(read) + 2,
			);
			for (let at = from; at <= last && by > 0; at++)
				if (!lines.isBlank(at))
					settled[at] = " ".repeat(by) + lines.content(at);
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

/** The last line of a value over several lines; of a block scalar also lines of its text that are not indented. */
function unsettledText(
	effort: Effort,
	lines: Lines,
	line: number,
	read: ReadLine,
	grammar: Grammar,
): number | undefined {
	const value = withoutProperties(read.value);
	if (!/^[|>"'[{]/.test(value)) return undefined;
	const last = endOf(lines, line, read, effort);
	if (!/^[|>]/.test(value))
		return last !== undefined &&
			last > line &&
			endsWell(effort, lines, line, last, value)
			? last
			: undefined;
	if (last === undefined) return undefined;
	const column = ownColumn(read);
	const script =
		lastOfScript(lines, last, column, last === line, grammar) ??
		lastOfGap(lines, line, last, column, grammar);
	if (last !== line || script !== undefined) return script ?? last;
	// The text goes on as long as lines are as far right as the first of them, which is no key beside.
	const first = nextContent(lines, line);
	if (first === undefined || read.key === undefined) return undefined;
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

/** Words and signs with which lines of a script begin, or that no key has. */
const SCRIPT =
	/^(?:(?:do|done|else|elif|esac|exec|exit|fi|for|if|set|then|until|while)\b|[A-Za-z_]\w*=|[})$]|\w.*[;&|<>$()=\\]|EOF$)/;

/**
 * The last line of a text that has fallen out of its block scalar: it stands no further right than its key or dash, and is
 * neither an item nor an entry of the object.
 *
 * @param isAll has nothing of the text stayed inside? Then whatever follows is a text; else it has to look like a script.
 */
function lastOfScript(
	lines: Lines,
	above: number,
	column: number,
	isAll: boolean,
	grammar: Grammar,
): number | undefined {
	let last: number | undefined;
	for (let at = above + 1; at < lines.count; at++) {
		if (lines.isBlank(at)) continue;
		const content = lines.content(at);
		const text = content.trim();
		if (lines.indent(at) <= column) {
			const { dashes, key } = readLine(content);
			if (dashes.length > 0 || /^(?:---|\.\.\.)(?:\s|$)/.test(content)) break;
			if (key !== undefined && /^(?!(?:else|finally|try)$)[\w./-]+$/.test(key))
				break;
			// A comment of the text goes with it; one behind it may belong to what follows.
			if (text.startsWith("#")) continue;
			const [word = ""] = /^\w+/.exec(text) ?? [];
			const mayBeText = isAll && !grammar.isNearField(word);
			if (last === undefined && !mayBeText && !SCRIPT.test(text)) break;
		} else if (last === undefined) break;
		last = at;
	}
	return last;
}

/** How many lines may have fallen out of a text together. */
const LONGEST_GAP = 50;

/**
 * The last of some lines in the middle of a block scalar that have lost their indentation: entries of a configuration, as they
 * look. The text goes on behind them, further right than an entry that is complete, where nothing else can stand.
 */
function lastOfGap(
	lines: Lines,
	line: number,
	above: number,
	column: number,
	grammar: Grammar,
): number | undefined {
	if (above === line) return undefined;
	const indent = lines.indent(nextContent(lines, line) ?? line);
	let last: number | undefined;
	let least = Number.MAX_SAFE_INTEGER;
	for (let at = above + 1; at < lines.count; at++) {
		if (lines.isBlank(at)) continue;
		const content = lines.content(at);
		const own = lines.indent(at);
		const { dashes, key } = readLine(content);
		if (own >= indent) {
			const before =
				last === undefined ? undefined : readLine(lines.content(last));
			const isComplete =
				before !== undefined &&
				own > (before.column ?? own) &&
				/^[^|>&*!"'[{#]/.test(before.value);
			return isComplete ? last : undefined;
		}
		if (at - above > LONGEST_GAP || content.startsWith("---")) break;
		// What begins all of them stands beside the key or further left, where no field of that name is.
		if (own <= least) {
			if (own > column || dashes.length > 0 || key === undefined) break;
			if (grammar.isNearText(key)) break;
			least = own;
		}
		last = at;
	}
	return undefined;
}

/** How far the lines of a text have to move to stand further right than their key. */
function shiftOf(
	lines: Lines,
	from: number,
	last: number,
	column: number,
	target: number,
): number {
	let least = Number.MAX_SAFE_INTEGER;
	for (let at = from; at <= last; at++)
		if (!lines.isBlank(at)) least = Math.min(least, lines.indent(at));
	return least > column ? 0 : target - least;
}

/** The first line of a text that stands no further right than its key. */
function firstBeside(
	lines: Lines,
	line: number,
	last: number,
	read: ReadLine,
): number | undefined {
	for (let at = line + 1; at <= last; at++)
		if (!lines.isBlank(at) && lines.indent(at) <= ownColumn(read)) return at;
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
