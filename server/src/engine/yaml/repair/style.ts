import type { OutlineLine } from "./readings";

/** How far a text indents what belongs to a key, the commonest first. */
export interface Style {
	readonly mappingSteps: readonly number[];
	/** 0 for lists whose dashes stand below the key's first letter. */
	readonly listSteps: readonly number[];
	/** Columns at which the text as a whole may begin, the likeliest first. */
	readonly rootColumns: readonly number[];
}

/** A step is usual when it is taken at least so often, beside the commonest one. */
const OFTEN = 0.2;

/** The indentation that most lines of a text show; those whose columns say little only where there are no others. */
export function styleOf(outline: readonly OutlineLine[]): Style {
	const all = stepsIn(outline);
	const firm = outline.some(({ loose }) => loose)
		? stepsIn(outline.filter(({ loose }) => !loose))
		: all;
	return {
		mappingSteps: common(
			firm.mappings.size > 0 ? firm.mappings : all.mappings,
			2,
		),
		listSteps: common(firm.lists.size > 0 ? firm.lists : all.lists, 0),
		rootColumns: rootColumns(outline),
	};
}

/** The column of the first line, unless the second or all others say that it is the first which stands wrong. */
function rootColumns(outline: readonly OutlineLine[]): readonly number[] {
	const [first = 0, ...others] = outline.map(
		({ readings: [line] }) => line?.dashes[0] ?? line?.column ?? 0,
	);
	const least = others.reduce(
		(a, b) => Math.min(a, b),
		Number.MAX_SAFE_INTEGER,
	);
	if (others.length === 0) return [first];
	if (least <= first) return [least];
	// What belongs to a key stands further right; what stands behind an entry with a value does not.
	const opens = outline[0]?.readings[0]?.value === "";
	return opens ? [first] : [least, first];
}

function stepsIn(outline: readonly OutlineLine[]) {
	const mappings = new Map<number, number>();
	const lists = new Map<number, number>();
	for (const [index, { readings }] of outline.entries()) {
		const [line] = readings;
		const next = outline[index + 1];
		const [below] = next?.readings ?? [];
		if (
			!line ||
			!below ||
			line.key === undefined ||
			line.value !== "" ||
			line.column === undefined
		)
			continue;
		const dash = below.dashes[0];
		const step = (dash ?? below.column ?? 0) - line.column;
		const steps = dash === undefined ? mappings : lists;
		if (step >= (dash === undefined ? 1 : 0))
			steps.set(step, (steps.get(step) ?? 0) + 1);
	}
	return { mappings, lists };
}

function common(
	steps: ReadonlyMap<number, number>,
	usual: number,
): readonly number[] {
	const sorted = [...steps].sort((a, b) => b[1] - a[1]);
	const most = sorted[0]?.[1] ?? 0;
	const often = sorted.filter(
		([, times]) => times === most || times >= Math.max(2, most * OFTEN),
	);
	return often.length > 0 ? often.map(([step]) => step) : [usual];
}
