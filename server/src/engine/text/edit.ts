/** A half-open range of text; offsets are UTF-16 code units. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

/** Replaces the text of a range. `start === end` inserts. */
export interface Splice extends Range {
	readonly text: string;
}

/** Splices in ascending order that do not overlap; all offsets mean the text before the edit. */
export type Edit = readonly Splice[];

/**
 * Sorts splices into an {@link Edit}. Insertions at the same place keep the order in which they are given.
 * @throws RangeError when two splices overlap: a bug of whoever made them
 */
export function makeEdit(splices: readonly Splice[]): Edit {
	const edit = sorted(splices);
	const clash = clashIn(edit);
	if (clash) throw new RangeError(`splices overlap: ${JSON.stringify(clash)}`);
	return edit;
}

/** The same where splices of several makers meet: nothing when two overlap, and what would be done is not clear. */
export function tryEdit(splices: readonly Splice[]): Edit | undefined {
	const edit = sorted(splices);
	return clashIn(edit) ? undefined : edit;
}

function sorted(splices: readonly Splice[]): Edit {
	return splices
		.map((splice, order) => ({ splice, order }))
		.sort((a, b) => a.splice.start - b.splice.start || a.order - b.order)
		.map(({ splice }) => splice)
		.filter(({ start, end, text }) => start !== end || text !== "");
}

/** Two neighbours of which the first ends behind the beginning of the second. */
function clashIn(edit: Edit): readonly Splice[] | undefined {
	const at = edit.findIndex(
		({ start }, index) => (edit[index - 1]?.end ?? 0) > start,
	);
	return at === -1 ? undefined : edit.slice(at - 1, at + 1);
}

export function applyEdit(text: string, edit: Edit): string {
	let result = "";
	let at = 0;
	for (const splice of edit) {
		result += text.slice(at, splice.start) + splice.text;
		at = splice.end;
	}
	return result + text.slice(at);
}

/**
 * The text of a range after splices inside it; offsets are those of the whole text.
 * @returns nothing where they overlap, or reach out of the range
 */
export function applyWithin(
	text: string,
	{ start, end }: Range,
	splices: readonly Splice[],
): string | undefined {
	const edit = tryEdit(splices);
	const isInside = edit?.every(
		(splice) => splice.start >= start && splice.end <= end,
	);
	return edit && isInside
		? applyEdit(text.slice(start, end), shiftEdit(edit, -start))
		: undefined;
}

/** The same edit for a text in which everything stands `by` code units later. */
export function shiftEdit(edit: Edit, by: number): Edit {
	return edit.map(({ start, end, text }) => ({
		start: start + by,
		end: end + by,
		text,
	}));
}

/** Do the edits touch a common character, or insert at the same place? */
export function overlaps(a: Edit, b: Edit): boolean {
	return a.some((x) =>
		b.some((y) =>
			x.start === y.start ? true : x.start < y.end && y.start < x.end,
		),
	);
}

/** How many items two lists share at their beginning, and behind those at their end. */
export function commonItems<Item>(
	a: readonly Item[],
	b: readonly Item[],
): { readonly head: number; readonly tail: number } {
	const shorter = Math.min(a.length, b.length);
	let head = 0;
	while (head < shorter && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
	return { head, tail };
}

/** How many characters two texts share at their beginning, and behind those at their end. */
export function commonEnds(
	a: string,
	b: string,
): { readonly head: number; readonly tail: number } {
	const shorter = Math.min(a.length, b.length);
	let head = 0;
	while (head < shorter && a.startsWith(b.slice(head, head + BLOCK), head))
		head = Math.min(head + BLOCK, shorter);
	while (head < shorter && a[head] === b[head]) head++;
	const most = shorter - head;
	let tail = 0;
	while (
		tail + BLOCK <= most &&
		a.endsWith(
			b.slice(b.length - tail - BLOCK, b.length - tail),
			a.length - tail,
		)
	)
		tail += BLOCK;
	while (tail < most && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
	return { head, tail };
}

/** Engines compare whole pieces many times as quickly as single characters. */
const BLOCK = 256;

/** Where an offset of the text before an edit is afterwards; what was replaced is where its replacement begins. */
export function shifted(edit: Edit, offset: number): number {
	let by = 0;
	for (const { start, end, text } of edit) {
		if (start >= offset) break;
		if (end > offset) return start + by;
		by += text.length - (end - start);
	}
	return offset + by;
}

/** Where an offset of the text after an edit was before; what was inserted was where it was inserted. */
export function originOf(edit: Edit, offset: number): number {
	let by = 0;
	for (const { start, end, text } of edit) {
		const there = start + by;
		if (there >= offset) break;
		if (there + text.length > offset) return start;
		by += text.length - (end - start);
	}
	return offset - by;
}
