/** Where a quote is wrong, and what comes instead of it: a quote of the other kind, or nothing. */
export interface WrongQuote {
	readonly kind: "other-quote" | "twin-quote";
	readonly at: number;
	readonly instead: string;
}

/** How many places of a text are looked at. */
const MOST = 40;
/** A quote where a text begins, and one where a text ends. */
const BEGINS = /(?<=^|[[{,]\s*|:\s+|- +)["']/g;
const ENDS = /(?<=[^\s[{,:])["'](?=\s*(?:[,\]}]|:(?:\s|$)|$))/g;
/** A quote typed twice: behind a text, or in front of one. */
const TWIN =
	/(?<=[^\s[{,:"'])(?:""|'')(?=\s*(?:[,\]}:]|$))|(?<=^|[\s[{,:])(?:""|'')(?=[^\s,\]}:"'])/g;

/**
 * Finds quotes of another kind than the one at the other end of their text, and those that were typed twice: `["a', "b"]`,
 * `"4""`.
 *
 * @param value of one line
 */
export function wrongQuotes(value: string): readonly WrongQuote[] {
	const found: WrongQuote[] = [];
	for (const { index } of value.matchAll(TWIN))
		if (found.length < MOST)
			found.push({ kind: "twin-quote", at: index, instead: "" });
	// With quotes of one kind only, none is of the other.
	if (!value.includes('"') || !value.includes("'")) return found;
	let end = 0;
	for (const { index, 0: quote } of value.matchAll(BEGINS)) {
		if (index < end || found.length >= MOST) continue;
		ENDS.lastIndex = index + 1;
		const closing = ENDS.exec(value);
		if (!closing) break;
		end = closing.index + 1;
		if (closing[0] !== quote)
			found.push({ kind: "other-quote", at: closing.index, instead: quote });
	}
	return found;
}
