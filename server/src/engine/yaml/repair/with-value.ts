import type { MendedValue } from "./values";

/** A line with another text in the place of its value, which stands between two columns. */
export const withValue = (
	content: string,
	start: number,
	end: number,
	text: string,
	slip: MendedValue["slip"],
): MendedValue => ({
	meant: content.slice(0, start) + text + content.slice(end),
	slip,
});
