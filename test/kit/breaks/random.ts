/** A number from 0 up to 1, the next of a fixed series. */
export type Random = () => number;

/** Mulberry32: small, and the same on every machine. */
export function seeded(seed: number): Random {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export const chance = (random: Random, probability: number): boolean =>
	random() < probability;

export function pick<T>(random: Random, list: readonly T[]): T | undefined {
	return list[Math.floor(random() * list.length)];
}

/** One of a list, the heavier the likelier. */
export function pickWeighted<T>(
	random: Random,
	list: readonly T[],
	weightOf: (each: T) => number,
): T | undefined {
	let left = random() * list.reduce((sum, each) => sum + weightOf(each), 0);
	for (const each of list) {
		left -= weightOf(each);
		if (left < 0) return each;
	}
	return list.at(-1);
}
