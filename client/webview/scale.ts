/** Something that is written between two times, and how much room it takes. */
export interface Need {
	readonly from: number;
	readonly to: number;
	readonly width: number;
}

/** What is between two times that follow on each other takes at least this. */
const SMALLEST = 20;
/** With more room than that, a short life looks lost. */
const WIDEST_STEP = 150;

/**
 * Where times stand on the screen. The times are an order, not durations: what lies between two of them becomes as wide as what
 * is written there, and what is left of the room is shared out.
 */
export function scaleOf(
	needs: readonly Need[],
	room: number,
): (time: number) => number {
	const times = [...new Set(needs.flatMap(({ from, to }) => [from, to]))].sort(
		(a, b) => a - b,
	);
	const index = new Map(times.map((time, position) => [time, position]));
	const widths = times.slice(1).map(() => SMALLEST);
	const sum = (from: number, to: number) =>
		widths.slice(from, to).reduce((total, width) => total + width, 0);
	// What stands in the fewest parts has the least choice.
	const spans = needs
		.map(({ from, to, width }) => ({
			from: index.get(from) ?? 0,
			to: index.get(to) ?? 0,
			width,
		}))
		.sort((a, b) => a.to - a.from - (b.to - b.from));
	for (const { from, to, width } of spans) {
		const more = (width - sum(from, to)) / (to - from);
		if (more > 0)
			for (let i = from; i < to; i++) widths[i] = (widths[i] ?? 0) + more;
	}
	const share = Math.min(
		(room - sum(0, widths.length)) / widths.length,
		WIDEST_STEP,
	);
	const places: number[] = [0];
	for (const width of widths)
		places.push((places.at(-1) ?? 0) + width + Math.max(0, share));
	return (time) => Math.round(places[index.get(time) ?? 0] ?? 0);
}
