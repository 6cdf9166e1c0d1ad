import { Bound } from "./bound";
import type { Effort } from "./effort";
import { areAlike } from "./frame";
import type { Grammar } from "./grammar";
import { finish, place, type Reading } from "./placement";
import type { OutlineLine } from "./readings";
import type { Style } from "./style";

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
/** After so many ways to place lines it is worth while to find out what the likeliest reading costs in the end. */
const MANY = 60;
/** Then so few are followed, and none that is so much worse than the best. */
const HURRY = { width: 3, hopeless: 2 } as const;
/** A reading that costs more, and more for each of its lines, is that of no manifest with mistakes. */
const WRECK = { least: 30, line: 1 } as const;
/** So many lines show whether there is time for those below, where there are mistakes of such a cost a line. */
const SHOWN = { lines: 60, cost: 0.2 } as const;
/** How much worse than the best one a reading may be at the end: when all better ones fail, what is left is a guess. */
export const DOUBT = 2;
/** Costs that differ by less are the same. */
export const TIE = 1e-9;
/** What it takes to place a line in the only way, or in each. */
const PLACE = { alone: 2, each: 1, way: 3, dash: 0.3 } as const;
/** What it takes to follow one reading for a line, and to look at what came of it. */
const REST = PLACE.alone;
const AFTER = 5;

const NOTHING_READ: Reading = {
	top: undefined,
	cost: 0,
	placed: undefined,
	ahead: undefined,
};

/** Finds what an outline may mean: places its lines one after the other, and follows the likeliest ways to do so. */
export class Search {
	constructor(
		readonly outline: readonly OutlineLine[],
		readonly grammar: Grammar,
		readonly style: Style,
		readonly effort: Effort,
	) {}

	/**
	 * The likeliest readings, to the end of the outline.
	 * @param most what costs more is of no use
	 * @returns none when there is none, or when it would take too long to find them
	 */
	run(most: number): readonly Reading[] {
		const { effort, outline } = this;
		let readings: readonly Reading[] = [NOTHING_READ];
		let limit = most + DOUBT;
		let least = 0;
		/** What was done, and how many more readings were made than lines placed. */
		let steps = 0;
		let ways = 0;
		/** Where something was last found to be wrong, and how many lines in a row were right at most. */
		let changed = 0;
		let right = 0;
		for (const index of outline.keys()) {
			const left = outline.length - index;
			const isShort = !effort.has(REST * left + AFTER * outline.length);
			const bound = new Bound(hopelessAfter(index - changed, isShort), limit);
			const next = this.#place(readings, index, bound);
			const taken = placing(next);
			if (!effort.spend(taken)) return [];
			steps += taken;
			ways += next.length - 1;
			readings = next.length > 1 ? likeliest(next, bound) : next;
			if (ways > MANY && limit === Number.POSITIVE_INFINITY)
				limit = this.#hurry(readings, index + 1) + DOUBT;
			const cost = readings[0]?.cost ?? Number.POSITIVE_INFINITY;
			if (cost > Math.min(most, WRECK.least + WRECK.line * index)) return [];
			right = Math.max(right, index - changed);
			const isShown = index > SHOWN.lines && cost > SHOWN.cost * index;
			if (isShown && right < SHORT_AFTER && !effort.has((steps / index) * left))
				return [];
			if (cost > least + TIE) changed = index;
			least = cost;
		}
		return readings;
	}

	/** What it costs to read the text as it is written; less than anything else where there is no time to tell. */
	asWritten(): number {
		let reading = NOTHING_READ;
		for (const index of this.outline.keys()) {
			const readings = this.#place([reading], index, new Bound());
			if (!this.effort.spend(placing(readings)))
				return Number.NEGATIVE_INFINITY;
			const next = readings.find(
				({ placed }) =>
					placed?.shift === 0 && placed.reading.meant === undefined,
			);
			if (!next) return Number.POSITIVE_INFINITY;
			reading = next;
		}
		return finish(reading, this.grammar);
	}

	/** The readings that extend some by a line. */
	#place(readings: readonly Reading[], index: number, bound: Bound): Reading[] {
		const { grammar, outline, style } = this;
		const [first] = readings;
		return first && readings.length === 1
			? place(first, outline, index, grammar, style, bound)
			: readings.flatMap((reading) =>
					place(reading, outline, index, grammar, style, bound),
				);
	}

	/** What the likeliest reading costs at most in the end, as far as that is of use: follows but a few from a line on. */
	#hurry(readings: readonly Reading[], line: number): number {
		let few = readings.slice(0, HURRY.width);
		const most = (few[0]?.cost ?? 0) + HOPELESS;
		for (let index = line; index < this.outline.length; index++) {
			const bound = new Bound(HURRY.hopeless, most);
			const next = this.#place(few, index, bound);
			few = likeliest(next, bound).slice(0, HURRY.width);
			if (!this.effort.spend(placing(next)) || few.length === 0)
				return Number.MAX_VALUE;
		}
		return Math.min(...few.map((reading) => finish(reading, this.grammar)));
	}
}

/** What it took to place a line in so many ways: each of its dashes begins a list. */
function placing(ways: readonly Reading[]): number {
	if (ways.length === 1) return PLACE.alone;
	const dashes = ways[0]?.placed?.reading.dashes.length ?? 0;
	return PLACE.each + ways.length * (PLACE.way + PLACE.dash * dashes);
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
function likeliest(readings: Reading[], bound: Bound): readonly Reading[] {
	readings.sort((a, b) => a.cost - b.cost);
	if (readings[0]) bound.note(readings[0].cost);
	const kept: Reading[] = [];
	for (const reading of readings) {
		if (!bound.allows(reading.cost) || kept.length >= WIDTH) break;
		const isBeaten = kept.some(
			(other) =>
				other.cost < reading.cost - TIE && areAlike(other.top, reading.top),
		);
		if (!isBeaten) kept.push(reading);
	}
	return kept;
}
