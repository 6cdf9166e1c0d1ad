import { endOfContent } from "./comments";
import type { IsValue, MendedValue } from "./values";
import { withValue } from "./with-value";

/** Where a text in quotes begins in brackets, and where one may end. */
const BEGINS = /(?<=[[{,:]\s*)["']/g;
const ENDS = /["'](?=\s*(?:[,\]}]|:\s|$))/g;
/** An apostrophe, which has no other one that it belongs to. */
const APOSTROPHE = /(?<=\w)'(?=\w)/g;

/**
 * `[sh, -c, 'it's up']` → `[sh, -c, "it's up"]`: a text in brackets in which its own quotes occur is put in others. Where it
 * may as well end earlier, nothing is done: the quotes in it have to belong together.
 */
export function nestedQuotes(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	let text = "";
	let done = 0;
	let slip: MendedValue["slip"] | undefined;
	for (const { index, 0: quote } of value.matchAll(BEGINS)) {
		if (index < done) continue;
		const close = closeOf(value, index, quote);
		if (close === undefined) return undefined;
		const inner = value.slice(index + 1, close);
		const other = inOtherQuotes(inner, quote);
		if (other === undefined) return undefined;
		text += value.slice(done, index) + other;
		done = close + 1;
		if (inner.includes(quote) && other !== value.slice(index, done))
			slip ??= {
				kind: "unquoted",
				start: start + index,
				end: start + done,
			};
	}
	text += value.slice(done);
	return slip && isValue(text)
		? withValue(content, start, end, text, slip)
		: undefined;
}

/** The first quote of the kind that opened a text behind which another one may begin. */
function closeOf(
	value: string,
	open: number,
	quote: string,
): number | undefined {
	ENDS.lastIndex = open + 1;
	for (let found = ENDS.exec(value); found; found = ENDS.exec(value))
		if (found[0] === quote) return found.index;
	return undefined;
}

/** A text as it was, or where its quotes occur in it, in those that need the least. */
function inOtherQuotes(inner: string, quote: string): string | undefined {
	const isWell =
		quote === '"'
			? /^(?:[^"\\]|\\.)*$/.test(inner)
			: /^(?:[^']|'')*$/.test(inner);
	if (isWell) return quote + inner + quote;
	if (inner.includes("\\")) return undefined;
	const rest = quote === "'" ? inner.replaceAll(APOSTROPHE, "") : inner;
	if (!areApart(rest.split(quote))) return undefined;
	return inner.includes('"')
		? `'${inner.replaceAll("'", "''")}'`
		: `"${inner}"`;
}

/**
 * Do the quotes in a text belong together, two and two, around words of it? `a" "b` are two texts without a comma between.
 *
 * @param parts of the text, between its quotes: each second one stands in them
 */
const areApart = (parts: readonly string[]): boolean =>
	parts.length % 2 === 1 &&
	parts.every((part, at) =>
		at % 2 === 1
			? /^\S/.test(part)
			: at === parts.length - 1 || /(?:^|[^\w"'\])}])$/.test(part),
	);
