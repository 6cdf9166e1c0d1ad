import { Lines } from "../../text/lines";
import { straighten, widthsOfWide } from "./characters";
import { withoutClosingCommas } from "./closing-commas";
import { type Draft, textOf } from "./draft";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";
import { breakLines } from "./line-breaks";
import { finish, type Placed, type Reading } from "./placement";
import { type KnownReadings, type OutlineLine, readOutline } from "./readings";
import { Search, TIE } from "./search";
import { withoutStrays } from "./strays";
import { styleOf } from "./style";
import { settleValues } from "./texts";
import { singleDashes } from "./twin-dashes";

/** What it takes to straighten a line and to look at it, for it and each of its characters. */
const STRAIGHTEN = { each: 0.5, character: 0.01 } as const;
/** Columns beyond which a text is not what somebody wrote by hand. */
const DEEPEST = 120;
/** Up to this cost a text is as somebody would write it. */
const EASY = 1;
/** Up to this cost nothing in it is out of the ordinary. */
const NOTHING = 0.1;

/** A draft whose lines are understood. */
export interface Understood {
	readonly draft: Draft;
	readonly outline: readonly OutlineLine[];
	readonly search: Search;
	/** How it may be meant, the likeliest first; at least one. */
	readonly ended: readonly { reading: Reading; cost: number }[];
	/** Of the likeliest. */
	readonly cost: number;
}

/**
 * Understands drafts one after the other, until one of them needs nothing more.
 * @param broken is the text no YAML, so that lines may stand in it that are none?
 */
export function bestOf(
	drafts: readonly Draft[],
	grammar: Grammar,
	effort: Effort,
	broken: boolean,
): Understood | undefined {
	let best: Understood | undefined;
	const known: KnownReadings = new Map();
	const understand = (
		undressed: Draft,
		{ tab, wide }: Widths,
		most = best?.cost,
	): Understood | undefined => {
		if (!effort.spend(straightening(undressed))) return undefined;
		const straight = straighten(undressed, tab, [wide]);
		const whole = singleDashes(breakLines(straight, grammar), grammar, effort);
		const closed = broken ? withoutClosingCommas(whole, effort) : whole;
		const settled = settleValues(closed, grammar, effort);
		const draft = broken ? withoutStrays(settled, grammar, effort) : settled;
		return readDraft(draft, grammar, effort, known, most);
	};
	for (const undressed of drafts) {
		if (effort.isSpent) return undefined;
		const { spent } = effort;
		const widths = widthsIn(undressed);
		// What stood behind other blanks is moved for little: only the width at which nothing is moved is surely the right one.
		const isRight = (read: Understood) =>
			read.cost < NOTHING ||
			(read.cost < EASY && (widths.length === 1 || staysPut(read)));
		const top = widths.length > 1 ? topOf(undressed, SHOWN) : undefined;
		const part = widths.length > 1 ? topOf(undressed, TOLD) : undefined;
		const likely = top
			? byLikelihood(
					widths,
					(width, most) => understand(top, width, most),
					isRight,
				)
			: widths;
		for (const width of likely) {
			// Of what is worse after a part of the text the rest need not be read.
			if (best && part && !understand(part, width)) continue;
			const read = understand(undressed, width);
			// What no reading fits in a long text, fits none at another width.
			if (!read && !best && part) break;
			if (read && (!best || read.cost < best.cost - TIE)) best = read;
			if (best && isRight(best)) return best;
		}
		// The next one takes as long.
		if (!best && !effort.has(effort.spent - spent)) return undefined;
	}
	// What was not looked at may have been better.
	return effort.isSpent ? undefined : best;
}

/**
 * The lines of a long draft down to some of those that stand behind other blanks: they show how wide these are.
 * @param shown how many lines from the first of those on
 */
function topOf(draft: Draft, shown: number): Draft | undefined {
	const { lines } = draft;
	const first = lines.findIndex((line) => ALIEN.test(line ?? ""));
	const end = first + shown;
	if (first < 0 || end > lines.length / 2) return undefined;
	return { ...draft, lines: lines.slice(0, end) };
}
const ALIEN = /^[ -]*[^\S ]/;
/** So many lines show which width is the likeliest, and so many that a width is not the right one. */
const SHOWN = 20;
const TOLD = 120;

/** Is nothing wrong in the likeliest reading with what stood behind other blanks, nor with what follows it? */
function staysPut({ ended, outline }: Understood): boolean {
	const isLoose = (placed: Placed | undefined): boolean =>
		placed !== undefined && (outline[placed.index]?.loose ?? false);
	for (let at = ended[0]?.reading.placed; at; at = at.before) {
		const cost = at.cost - (at.before?.cost ?? 0);
		if (isLoose(at) && at.moved && !isOtherList(at)) return false;
		if (cost >= NOTHING && (isLoose(at) || isLoose(at.before))) return false;
	}
	return true;
}

/** Is a list only indented in the other of the two common ways? */
const isOtherList = ({ before, reading, shift }: Placed): boolean =>
	reading.dashes.length > 0 && Math.abs(shift - (before?.shift ?? 0)) === 2;

/**
 * The likeliest widths first: the one that is surely right, or the cheapest, and last those of which nothing is known.
 * @param read need not give what costs more than another one
 */
function byLikelihood(
	widths: readonly Widths[],
	read: (width: Widths, most: number) => Understood | undefined,
	isRight: (found: Understood) => boolean,
): readonly Widths[] {
	let least = Number.POSITIVE_INFINITY;
	const costs = new Map<Widths, number>();
	for (const width of widths) {
		const found = read(width, least);
		if (found && isRight(found)) return [...new Set([width, ...widths])];
		if (found) costs.set(width, found.cost);
		least = Math.min(least, found?.cost ?? least);
	}
	const costOf = (width: Widths) => costs.get(width) ?? Number.MAX_VALUE;
	return widths.toSorted((one, other) => costOf(one) - costOf(other));
}

function straightening({ lines }: Draft): number {
	let steps = 0;
	for (const line of lines)
		steps += STRAIGHTEN.each + STRAIGHTEN.character * (line?.length ?? 0);
	return steps;
}

interface Widths {
	readonly tab: number;
	readonly wide: number;
}

/** For how many columns the blanks may stand that are no plain ones, the likeliest first. */
function widthsIn(draft: Draft): readonly Widths[] {
	const tabs = tabWidths(draft);
	return widthsOfWide(draft).flatMap((wide) =>
		tabs.map((tab) => ({ tab, wide })),
	);
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
	if (!isTabbed) return [step];
	// Who has tabs of fewer columns needs no five blanks in a row.
	const most = lines.reduce(
		(a, line = "") => Math.max(a, /^ *(?=\S)/.exec(line)?.[0].length ?? 0),
		0,
	);
	return most > 4 && most < 8 ? [8, step, 6 - step] : [step, 6 - step, 8];
}

/**
 * Finds what a draft may mean.
 * @param most what costs more is of no use
 */
function readDraft(
	draft: Draft,
	general: Grammar,
	effort: Effort,
	known: KnownReadings,
	most = Number.POSITIVE_INFINITY,
): Understood | undefined {
	const lines = new Lines(textOf(draft));
	const outline = readOutline(lines, general, draft.loose, effort, known);
	if (!outline || outline.some(isTooDeep)) return undefined;
	const keys = new Set(
		outline.flatMap(({ readings: [line] }) => line?.key ?? []),
	);
	const grammar: Grammar = {
		...general,
		typeOfSnippet: (key, inList) => general.typeOfSnippet(key, inList, keys),
	};
	const search = new Search(outline, grammar, styleOf(outline), effort);
	const ended = search
		.run(most)
		.map((reading) => ({ reading, cost: finish(reading, grammar) }))
		.sort((a, b) => a.cost - b.cost);
	const [best] = ended;
	return best && { draft, outline, search, ended, cost: best.cost };
}

/** Further to the right than any manifest goes: the search would follow every level of it. */
function isTooDeep({ readings }: OutlineLine): boolean {
	return readings.some(
		({ dashes, column = 0 }) => column > DEEPEST || dashes.length > DEEPEST / 2,
	);
}
