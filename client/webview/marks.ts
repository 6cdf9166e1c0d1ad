import type { Shape } from "./shape";

/** How wide a text is. */
export type Measure = (text: string) => number;

/** The letters of names and titles, and those of everything else. */
export interface Letters {
	readonly bold: Measure;
	readonly small: Measure;
}

/** @param measure of the page's own letters */
export const lettersOf = (measure: Measure): Letters => ({
	bold: (words) => measure(words) * 1.12,
	small: (words) => measure(words) * 0.9,
});

/** Where a mark stands for the arrow keys: its row from above, and how far right. */
export interface Spot {
	readonly row: number;
	readonly x: number;
	readonly key: string;
}

/** Something that can be pointed at, focused and gone to. */
export function mark(
	{ label, place }: { readonly label: string; readonly place: number },
	kind: string,
	{ row, x, key }: Spot,
	children: readonly Shape[],
): Shape {
	return {
		tag: "g",
		key,
		attributes: {
			class: `mark ${kind}`,
			role: "button",
			// The one that has had the focus gets 0: one stop for the Tab key, arrow keys from there.
			tabindex: -1,
			"aria-label": label,
			"data-place": place,
			"data-row": row,
			"data-x": x,
		},
		children: [{ tag: "title", children: label }, ...children],
	};
}

export const text = (
	kind: string,
	x: number,
	y: number,
	words: string,
): Shape => ({
	tag: "text",
	attributes: { class: kind, x, y, "aria-hidden": "true" },
	children: words,
});

const HEADS = {
	down: "l-4 -7h8z",
	up: "l-4 7h8z",
	right: "l-8 -4v8z",
} as const;

/** The head of an arrow whose tip is at a point. */
export const arrowHead = (
	x: number,
	y: number,
	way: keyof typeof HEADS,
): Shape => ({
	tag: "path",
	attributes: { class: "head", d: `M${x} ${y}${HEADS[way]}` },
});

/** As much of a text as there is room for. */
export function shortened(
	words: string,
	room: number,
	measure: Measure,
): string {
	if (measure(words) <= room) return words;
	const characters = [...words];
	while (characters.length > 0 && measure(`${characters.join("")}…`) > room)
		characters.pop();
	return characters.length < 2 ? "" : `${characters.join("")}…`;
}
