import { Lines } from "../../text/lines";
import type { Document } from "../document";
import { FlowBalance, isSkipped } from "../outline";
import { endOfContent } from "./comments";
import { type Draft, textOf } from "./draft";
import type { Effort } from "./effort";
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
 * @returns the draft as it would be YAML; nothing where no single character at each such place makes it so
 */
export function mendFlow(
	draft: Draft,
	document: Document,
	effort: Effort,
): Draft | undefined {
	let current = draft;
	let text = textOf(current);
	let places =
		text === document.text ? placesOf(document.faults) : placesIn(text, effort);
	for (let round = 0; round <= MOST; round++) {
		if (!places) return undefined;
		const [fault] = places;
		if (fault === undefined) return current;
		const best = bestAt(current, text, places, effort);
		if (!best) return undefined;
		const { kind, line, start, end } = best.candidate;
		current = {
			...best.next,
			slips: [...current.slips, { kind, line, start, end }],
		};
		({ text, places } = best);
	}
	return undefined;
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
	effort.isSpent ? undefined : placesOf(effort.read(text).faults);

const placesOf = (faults: Document["faults"]): Places =>
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
	const { faults } = effort.read(`${part}\n${balance.closers}`);
	return faults.length === 0;
}

/** What it takes to follow the brackets over a character. */
const BY_CHARACTER = 0.01;

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
	const [first = 0] = faults;
	for (let line = 0; line < first; line++)
		if (lines.content(line).split('"').length % 2 === 0) {
			near.add(line);
			break;
		}
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

/** Kind, column, how many characters go there, and what comes instead. */
type Slip = readonly [SlipKind, number, number, string];

function* slipsOn(content: string): Generator<Slip> {
	const end = endOfContent(content);
	const before = content[end - 1] ?? "";
	const isOpen = /[{[,:]/.test(before);
	const key = /^\s*(?:[{[]\s*)*("[^"]*"|'[^']*'|[A-Za-z_][\w./-]*)/.exec(
		content,
	);
	const behind = key ? content.slice(key[0].length) : "";
	if (key && /^\s+[^\s:]/.test(behind)) yield ["colon", key[0].length, 0, ":"];
	if (key && /^:[^\s]/.test(behind))
		yield ["colon-blank", key[0].length + 1, 0, " "];
	if (content.split('"').length % 2 === 0)
		yield ["quote", before === "," ? end - 1 : end, 0, '"'];
	const twin = /,\s*,/.exec(content);
	if (twin) yield ["comma", twin.index, 1, ""];
	if (!isOpen) yield ["no-comma", end, 0, ","];
	const balance = new FlowBalance();
	balance.read(content.slice(0, end));
	const { closers } = balance;
	if (closers && /[{[]\s*\S/.test(content))
		yield ["bracket", before === "," ? end - 1 : end, 0, closers];
	const missing = /"(\s+)"/.exec(content);
	if (missing) yield ["no-comma", missing.index + 1, 0, ","];
}
