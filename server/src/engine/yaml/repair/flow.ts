import { Lines } from "../../text/lines";
import type { Document } from "../document";
import { FlowBalance, isSkipped } from "../outline";
import { type BracketMend, bracketMends, mended, slipOf } from "./brackets";
import { endOfContent } from "./comments";
import { type Draft, textOf } from "./draft";
import type { Effort } from "./effort";
import { misfitsIn } from "./fit";
import { hasOpenQuote, slipsOn } from "./flow-slips";
import type { Grammar } from "./grammar";
import { hasObjectForKey, hasOddEntry } from "./odd-entries";
import type { SlipKind } from "./slip";

/** A line with a character put in or taken away. */
interface Candidate {
	readonly line: number;
	readonly meant: string;
	readonly kind: SlipKind;
	readonly start: number;
	readonly end: number;
}

/** How many slips are mended one after the other. */
const MOST = 3;
/** In a text of so many characters the lines around a change are read first, and the whole only where they are right. */
const LONG = 2_000;
/** Brackets that do not match are looked for in texts of up to so many characters. */
const LARGEST = 80_000;
/** How many lines behind a fault tell whether it is gone. */
const BEHIND = 3;
/** What has so many faults lacks more than a few characters. */
const MOST_FAULTS = 300;

/** Where a text cannot be read, in its order; nothing is known when there is no time left to look. */
type Places = readonly number[] | undefined;

/**
 * Mends a document in brackets, such as JSON, where a line lacks its comma, colon, quote or bracket, or has a comma too
 * many: at, or right before, the first place that cannot be read.
 *
 * @param document what the draft was before
 * @returns the draft as it would be YAML, in several ways where they are equally good; none where no single character at each
 *   such place makes it so
 */
export function mendFlow(
	draft: Draft,
	document: Document,
	grammar: Grammar,
	effort: Effort,
): readonly Draft[] {
	let current = draft;
	let text = textOf(current);
	let places =
		text === document.text ? placesOf(document) : placesIn(text, effort);
	for (let round = 0; round <= MOST; round++) {
		const fault = places?.[0];
		if (places && fault === undefined) return [current];
		const matched =
			text.length > LARGEST ? [] : withBrackets(current, grammar, effort);
		if (matched.length > 0) return matched;
		const best = places && bestAt(current, text, places, effort);
		if (!best) return [];
		const { kind, line, start, end } = best.candidate;
		current = {
			...best.next,
			slips: [...current.slips, { kind, line, start, end }],
		};
		({ text, places } = best);
	}
	return [];
}

/** So many ways that are equally good are told. */
const MOST_EQUAL = 4;

/** Mends brackets that do not match, so that the fewest fields stand where they do not belong. */
function withBrackets(
	draft: Draft,
	grammar: Grammar,
	effort: Effort,
): readonly Draft[] {
	let best: Draft[] = [];
	let least = Number.POSITIVE_INFINITY;
	for (const mend of bracketMends(draft.lines, effort)) {
		const lines = draft.lines.with(mend.line, mended(draft.lines, mend));
		const next: Draft = {
			...draft,
			lines,
			slips: [...draft.slips, { kind: slipOf(mend), ...placeOf(mend, draft) }],
		};
		if (effort.isSpent) break;
		const text = textOf(next);
		const read = effort.read(text, true);
		if (read.isFaulty) continue;
		const count =
			misfitsIn(read.root, grammar) + (hasObjectForKey(text) ? 1 : 0);
		if (count < least) [best, least] = [[next], count];
		else if (count === least && best.length < MOST_EQUAL) best.push(next);
		if (count === 0 && mend.isLikely) break;
	}
	return best;
}

/** Where a person looks: on a blank line nothing is to be seen, so behind what stands above it. */
function placeOf({ line, column, removed }: BracketMend, { lines }: Draft) {
	const start = Math.max(0, column - 1);
	let above = line;
	while (above > 0 && (lines[above] ?? "").trim() === "") above--;
	if (above === line)
		return { line, start, end: Math.max(1, column + removed) };
	const { length } = (lines[above] ?? "").trimEnd();
	return { line: above, start: Math.max(0, length - 1), end: length };
}

/** A candidate, and what comes of it. */
interface Tried {
	readonly candidate: Candidate;
	readonly next: Draft;
	readonly text: string;
	readonly places: Places;
}

/** The candidate that makes the text YAML, or else gets furthest: who does has found what was wrong. */
function bestAt(
	draft: Draft,
	text: string,
	[fault = 0, next = fault]: readonly number[],
	effort: Effort,
): Tried | undefined {
	const lines = new Lines(text);
	// What two mappings without a comma between them seem to be, the key of a third, begins where the first one does.
	const faults = new Set([fault, next].map((at) => lines.lineAt(at)));
	let best: Tried | undefined;
	for (const candidate of candidatesAt(lines, [...faults])) {
		if (effort.isSpent) return undefined;
		if (hasOddEntry(candidate.meant)) continue;
		if (text.length > LONG && !isRightNear(lines, candidate, effort)) continue;
		const next = {
			...draft,
			lines: draft.lines.with(candidate.line, candidate.meant),
		};
		const mended = textOf(next);
		const places = placesIn(mended, effort);
		if (!places) continue;
		const tried = { candidate, next, text: mended, places };
		const [first] = places;
		if (first === undefined) return tried;
		if (first > (best?.places?.[0] ?? fault + 1)) best = tried;
	}
	return best;
}

const placesIn = (text: string, effort: Effort): Places =>
	effort.isSpent ? undefined : placesOf(effort.read(text, true));

const placesOf = ({ firstFaults: faults }: Document): Places =>
	faults.length > MOST_FAULTS ? undefined : faults.map(({ start }) => start);

/** Can the lines around a changed one be read, in the brackets that are open there? */
function isRightNear(
	lines: Lines,
	{ line, meant }: Candidate,
	effort: Effort,
): boolean {
	let first = line;
	// A value may stand below its key, and what is before it may lack its comma.
	while (first > 0 && !/[[{,]\s*$/.test(lines.content(first - 1))) first--;
	const before = lines.text.slice(0, lines.start(first));
	effort.spend(BY_CHARACTER * before.length);
	const open = new FlowBalance();
	open.read(before);
	const { closers } = open;
	if (closers === undefined) return true;
	const brackets = [...closers]
		.reverse()
		.map((closer) => (closer === "}" ? "{" : "["))
		.join('"k": ')
		.replaceAll('["k": ', "[");
	const around = [];
	for (let at = first; at <= line + BEHIND && at < lines.count; at++)
		around.push(at === line ? meant : lines.content(at));
	const part = `${brackets}\n${around.join("\n")}`;
	const balance = new FlowBalance();
	balance.read(part);
	if (balance.closers === undefined) return false;
	return !effort.read(`${part}\n${balance.closers}`, true).isFaulty;
}

/** What it takes to follow the brackets over a character. */
const BY_CHARACTER = 0.01;

/** So many lines with a quote that is not closed are looked at: a text over several lines begins and ends with one. */
const MOST_OPEN = 6;

/** What may have been forgotten on the lines of faults, and on the ones above them. */
function candidatesAt(
	lines: Lines,
	faults: readonly number[],
): readonly Candidate[] {
	const found: Candidate[] = [];
	const near = new Set<number>();
	for (const fault of faults) {
		let count = 0;
		for (let line = fault; line >= 0 && count < 2; line--)
			if (!isSkipped(lines.content(line))) {
				near.add(line);
				count++;
			}
	}
	// A quote that is not closed is noticed wherever another one stands.
	const until = Math.max(...faults);
	let open = 0;
	for (let line = 0; line < until && open < MOST_OPEN; line++)
		if (hasOpenQuote(lines.content(line))) {
			near.add(line);
			open++;
		}
	const ended = firstWithoutComma(lines);
	if (ended !== undefined) near.add(ended);
	for (const line of near) {
		const content = lines.content(line);
		for (const [kind, at, removed, added] of slipsOn(content))
			found.push({
				line,
				meant: content.slice(0, at) + added + content.slice(at + removed),
				kind,
				start: Math.max(0, at - 1),
				end: Math.max(1, at + removed),
			});
	}
	return found;
}

/** The first line that ends an entry or item behind which another one begins, with no comma between. */
function firstWithoutComma(lines: Lines): number | undefined {
	let before: number | undefined;
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		if (/^\s*[\]}]+\s+[{[]\s*$/.test(content)) return line;
		if (before !== undefined && /^\s*["'{[\w]/.test(content)) return before;
		const last = content[endOfContent(content) - 1] ?? "";
		before = /["'\]}\w]/.test(last) ? line : undefined;
	}
	return undefined;
}
