import type { Container } from "../../kubernetes/container";
import { memoize } from "../../text/memo";
import { plainName } from "../describe";

const LONGEST = 80;

/** A container's name as it can be shown. */
export const nameOf = memoize((container: Container): string =>
	shown(plainName(container)),
);

/** A word of the manifest as it can be shown anywhere: one line of visible characters, not longer than a line is. */
export function shown(text: string): string {
	// A name may be a book by mistake.
	const line = visible(text.slice(0, 4 * LONGEST)).trim();
	return line.length > LONGEST
		? `${visible(line.slice(0, LONGEST - 1))}…`
		: line || "?";
}

/**
 * Without what is not seen or could make something else seen: control characters, which an SVG file must not hold, marks
 * that turn the direction of writing, halves of characters.
 */
export const visible = (text: string): string =>
	text.replace(/\s+/g, " ").replace(/\p{C}/gu, "\uFFFD");
