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

/** How many slips are mended one after the other, and how long a text may be: each try reads the whole. */
const MOST = 3;
const LARGEST = 24_000;
/** What has so many faults lacks more than a few characters. */
const MOST_FAULTS = 300;
const HOPELESS = -1;

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
	for (let round = 0; round <= MOST; round++) {
		const text = textOf(current);
		if (text.length > LARGEST) return undefined;
		const fault =
			text === document.text
				? startOf(document.faults)
				: firstFault(text, effort);
		if (fault === undefined) return current;
		if (fault === HOPELESS) return undefined;
		const tried = candidatesAt(text, fault)
			.map((candidate) => {
				const lines = current.lines.with(candidate.line, candidate.meant);
				const next = { ...current, lines };
				return { candidate, next, fault: firstFault(textOf(next), effort) };
			})
			// Whoever gets further in the text has found what was wrong here.
			.filter((each) => each.fault === undefined || each.fault > fault + 1);
		const best =
			tried.find((each) => each.fault === undefined) ??
			tried.sort((a, b) => (b.fault ?? 0) - (a.fault ?? 0))[0];
		if (!best) return undefined;
		const { kind, line, start, end } = best.candidate;
		current = {
			...best.next,
			slips: [...current.slips, { kind, line, start, end }],
		};
	}
	return undefined;
}

/** Where a text cannot be read; hopeless too when there is no time left to look. */
function firstFault(text: string, effort: Effort): number | undefined {
	return effort.isSpent ? HOPELESS : startOf(effort.read(text).faults);
}

const startOf = (faults: Document["faults"]): number | undefined =>
	faults.length > MOST_FAULTS ? HOPELESS : faults[0]?.start;

/** What may have been forgotten on the line of a fault, and on the ones above it. */
function candidatesAt(text: string, fault: number): readonly Candidate[] {
	const lines = new Lines(text);
	const found: Candidate[] = [];
	const near: number[] = [];
	for (let line = lines.lineAt(fault); line >= 0 && near.length < 2; line--)
		if (!isSkipped(lines.content(line))) near.push(line);
	// A quote that is not closed is noticed wherever another one stands.
	for (let line = 0; line < lines.lineAt(fault); line++)
		if (lines.content(line).split('"').length % 2 === 0) {
			near.push(line);
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
