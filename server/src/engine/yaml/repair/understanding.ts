import { Lines } from "../../text/lines";
import { straighten, widthsOfWide } from "./characters";
import { withoutClosingCommas } from "./closing-commas";
import { type Draft, textOf } from "./draft";
import type { Effort } from "./effort";
import { areAlike } from "./frame";
import type { Grammar } from "./grammar";
import { breakLines } from "./line-breaks";
import { Bound, finish, type Placed, place, type Reading } from "./placement";
import { type KnownReadings, type OutlineLine, readOutline } from "./readings";
import { withoutStrays } from "./strays";
import { type Style, styleOf } from "./style";
import { settleValues } from "./texts";
import { singleDashes } from "./twin-dashes";

/** How many readings are followed at a time. */
const WIDTH = 24;
/** Readings that are so much worse than the best one so far will not come back. */
const HOPELESS = 9;
/** And those that are somewhat worse, once more than so many lines in a row have been right in the best one. */
const DOUBTFUL = [
	{ after: 150, by: 2 },
	{ after: 24, by: 3 },
	{ after: 6, by: 4.5 },
] as const;
/** Where there is hardly time for more than one reading, none but the best will come back after so many. */
const SHORT_AFTER = 40;
/** Costs that differ by less are the same. */
export const TIE = 1e-9;
/** What it takes to straighten a line and to look at it, for it and each of its characters; and to place it, in the only way or in each. */
const STRAIGHTEN = { each: 0.5, character: 0.01 } as const;
const PLACE = { alone: 2, each: 1, way: 3, dash: 0.3 } as const;
/** What it takes to follow one reading for a line, and to look at what came of it. */
const REST = PLACE.alone;
const AFTER = 5;
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
	readonly style: Style;
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
		const widths = widthsIn(undressed);
		// What stood behind other blanks is moved for little: only the width at which nothing is moved is surely the right one.
		const isRight = (read: Understood) =>
			read.cost < NOTHING ||
			(read.cost < EASY && (widths.length === 1 || staysPut(read)));
		const top = widths.length > 1 ? topOf(undressed, SHOWN) : undefined;
		const part = widths.length > 1 ? topOf(undressed, TOLD) : undefined;
		const likely = top
			? byCost(widths, (width, most) => understand(top, width, most)?.cost)
			: widths;
		for (const width of likely) {
			// Of what is worse after a part of the text the rest need not be read.
			if (best && part && !understand(part, width)) continue;
			const read = understand(undressed, width);
			if (read && (!best || read.cost < best.cost - TIE)) best = read;
			if (best && isRight(best)) return best;
		}
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
		if (isLoose(at) && at.shift !== 0) return false;
		if (cost >= NOTHING && (isLoose(at) || isLoose(at.before))) return false;
	}
	return true;
}

/**
 * The cheapest first, and those of which nothing is known last.
 * @param costOf need not be known when it is more than what another one costs
 */
function byCost<T>(
	all: readonly T[],
	costOf: (one: T, most: number) => number | undefined,
): readonly T[] {
	let least = Number.POSITIVE_INFINITY;
	return all
		.map((one) => {
			const cost = costOf(one, least) ?? Number.POSITIVE_INFINITY;
			least = Math.min(least, cost);
			return { one, cost };
		})
		.sort((a, b) => a.cost - b.cost)
		.map(({ one }) => one);
}

function straightening({ lines }: Draft): number {
	let steps = 0;
	for (const line of lines)
		steps += STRAIGHTEN.each + STRAIGHTEN.character * (line?.length ?? 0);
	return steps;
}

/** What it took to place a line in so many ways: each of its dashes begins a list. */
function placing(ways: readonly Reading[]): number {
	if (ways.length === 1) return PLACE.alone;
	const dashes = ways[0]?.placed?.reading.dashes.length ?? 0;
	return PLACE.each + ways.length * (PLACE.way + PLACE.dash * dashes);
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
	const style = styleOf(outline);
	const ended = readingsOf(outline, grammar, style, effort, most)
		.map((reading) => ({ reading, cost: finish(reading, grammar) }))
		.sort((a, b) => a.cost - b.cost);
	const [best] = ended;
	return best && { draft, outline, style, ended, cost: best.cost };
}

/** Further to the right than any manifest goes: the search would follow every level of it. */
function isTooDeep({ readings }: OutlineLine): boolean {
	return readings.some(
		({ dashes, column = 0 }) => column > DEEPEST || dashes.length > DEEPEST / 2,
	);
}

/**
 * Follows the likeliest readings of an outline to its end.
 * @returns none when it would take too long
 */
function readingsOf(
	outline: readonly OutlineLine[],
	grammar: Grammar,
	style: Style,
	effort: Effort,
	most: number,
): readonly Reading[] {
	let readings: readonly Reading[] = [NOTHING_READ];
	let cost = 0;
	/** Where something was last found to be wrong. */
	let changed = 0;
	for (const index of outline.keys()) {
		const [first] = readings;
		const isShort = !effort.has(
			REST * (outline.length - index) + AFTER * outline.length,
		);
		const hopeless = hopelessAfter(index - changed, isShort);
		const bound = new Bound(hopeless);
		const next =
			first && readings.length === 1
				? place(first, outline, index, grammar, style, bound)
				: readings.flatMap((reading) =>
						place(reading, outline, index, grammar, style, bound),
					);
		if (!effort.spend(placing(next))) return [];
		readings = next.length > 1 ? likeliest(next, hopeless) : next;
		const least = readings[0]?.cost ?? 0;
		if (least > most) return [];
		if (least > cost + TIE) changed = index;
		cost = least;
	}
	return readings;
}

/**
 * By how much more than the best a reading costs that will not come back, after so many lines that were right in that.
 * @param isShort is there hardly time for more than one reading?
 */
function hopelessAfter(lines: number, isShort: boolean): number {
	if (isShort && lines > SHORT_AFTER) return TIE;
	return DOUBTFUL.find(({ after }) => lines > after)?.by ?? HOPELESS;
}

/** The cheapest readings; of those that will cost the same from here on only the cheapest, and who are as cheap. */
function likeliest(readings: Reading[], hopeless: number): readonly Reading[] {
	readings.sort((a, b) => a.cost - b.cost);
	const most = (readings[0]?.cost ?? 0) + hopeless;
	const kept: Reading[] = [];
	for (const reading of readings) {
		if (reading.cost > most || kept.length >= WIDTH) break;
		const isBeaten = kept.some(
			(other) =>
				other.cost < reading.cost - TIE && areAlike(other.top, reading.top),
		);
		if (!isBeaten) kept.push(reading);
	}
	return kept;
}

const NOTHING_READ: Reading = {
	top: undefined,
	cost: 0,
	placed: undefined,
	ahead: undefined,
};

/** What it costs to read the text as it is written; less than anything else where there is no time to tell. */
export function asWritten(
	{ outline, style }: Understood,
	grammar: Grammar,
	effort: Effort,
): number {
	let reading = NOTHING_READ;
	for (const index of outline.keys()) {
		const readings = place(reading, outline, index, grammar, style);
		if (!effort.spend(placing(readings))) return Number.NEGATIVE_INFINITY;
		const next = readings.find(
			({ placed }) => placed?.shift === 0 && placed.reading.meant === undefined,
		);
		if (!next) return Number.POSITIVE_INFINITY;
		reading = next;
	}
	return finish(reading, grammar);
}
