import { FlowBalance } from "../outline";
import { type BracketMend, bracketMends, mended, slipOf } from "./brackets";
import { endOfContent } from "./comments";
import type { Effort } from "./effort";
import { slipsOn, withoutParenthesis } from "./flow-slips";
import { nestedQuotes } from "./nested-quotes";
import { hasObjectForKey, hasOddEntry } from "./odd-entries";
import { wrongQuotes } from "./quotes";
import type { IsValue, MendedValue } from "./values";
import { withValue } from "./with-value";

/** How many places of a line are tried. */
const TRIED = 40;

/** Closes what is open in brackets: those themselves, a quote in them, or a bracket in them. */
export const inBrackets = (
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined =>
	straightCommas(isValue, content, start) ??
	nestedQuotes(isValue, content, start) ??
	otherQuote(isValue, content, start) ??
	slipInside(withoutParenthesis, isValue, content, start) ??
	closed(isValue, content, start) ??
	quotedInside(isValue, content, start) ??
	closedInside(isValue, content, start) ??
	slipInside(slipsOn, isValue, content, start);

/** `["a"，"b"]` */
function straightCommas(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const at = content.indexOf("，", start);
	if (at === -1) return undefined;
	const value = content
		.slice(start)
		.replace(/"[^"]*"|'[^']*'|，/g, (part) => (part === "，" ? "," : part));
	return isValue(value)
		? {
				meant: content.slice(0, start) + value,
				slip: { kind: "alien-comma", start: at, end: at + 1 },
			}
		: undefined;
}

/** `['a',, 'b']` → `['a', 'b']` */
export function withoutTwin(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const twin = /,(\s*,)|[[{]\s*(,\s*)/g;
	twin.lastIndex = start;
	for (let found = twin.exec(content); found; found = twin.exec(content)) {
		const [all, behind, first = ""] = found;
		const at = found.index + all.length - (behind ?? first).length;
		const meant =
			content.slice(0, at) + content.slice(found.index + all.length);
		if (isValue(meant.slice(start)))
			return { meant, slip: { kind: "comma", start: at, end: at + 1 } };
	}
	return undefined;
}

/** `["a', "b"]` → `["a", "b"]`, `"4""` → `"4"` */
export function otherQuote(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	for (const { kind, at, instead } of wrongQuotes(value)) {
		const text = value.slice(0, at) + instead + value.slice(at + 1);
		if (isValue(text))
			return withValue(content, start, end, text, {
				kind,
				start: start + at,
				end: start + at + 1,
			});
	}
	return undefined;
}

/** `["a" "b"]` → `["a", "b"]`, `{ name = a }` → `{ name: a }`, `[ALL)` → `[ALL]` */
function slipInside(
	slipsIn: typeof slipsOn,
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	let tried = 0;
	for (const [kind, at, removed, added] of slipsIn(value)) {
		if (++tried > TRIED) return undefined;
		const text = value.slice(0, at) + added + value.slice(at + removed);
		if (hasObjectForKey(text) || hasOddEntry(text) || !isValue(text)) continue;
		return withValue(content, start, end, text, {
			kind,
			start: start + Math.max(0, at - 1),
			end: start + at + 1,
		});
	}
	return undefined;
}

/** `["sh", "-c"` → `["sh", "-c"]` */
function closed(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	const balance = new FlowBalance();
	balance.read(value);
	const { closers } = balance;
	if (!closers) return undefined;
	// A blank behind the opening bracket has one before the closing one, which may stand there still.
	const isAiry = /^[[{]\s/.test(value) && closers.length === 1;
	const gap = content.slice(end);
	const [at, filler] = !isAiry
		? [end, ""]
		: /^\s+$/.test(gap)
			? [end + 1, ""]
			: [end, " "];
	const meant = content.slice(0, at) + filler + closers + content.slice(at);
	return isValue(meant.slice(start))
		? { meant, slip: { kind: "bracket", start, end: start + 1 } }
		: undefined;
}

/** `["sh"}` → `["sh"]`, `"sh"]` → `["sh"]` */
export function matched(
	effort: Effort,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	const mends = bracketMends([value], effort);
	// `[containerPort: 80}]` has lost its first brace: without the other one it would be YAML, too.
	const isOdd = (mend: BracketMend) => hasOddEntry(mended([value], mend));
	for (const mend of [
		...mends.filter((each) => !isOdd(each)),
		...mends.filter(isOdd),
	]) {
		const text = mended([value], mend);
		// What is left of a bracket alone is no value.
		const isNothing = text.trim() === "";
		if (isNothing || !effort.isValue(text) || hasObjectForKey(text)) continue;
		const at = start + mend.column;
		return withValue(content, start, end, text, {
			kind: slipOf(mend),
			start: at,
			end: at + 1,
		});
	}
	return undefined;
}

/** `["sh, "-c"]` → `["sh", "-c"]`: the first place before a comma or bracket at which a quote makes it whole. */
function quotedInside(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const value = content.slice(start, endOfContent(content, start));
	const end = value.length;
	let tried = 0;
	// A text in brackets ends where its part does; only a key ends before a colon.
	for (const [quote, behind] of QUOTES_AND_ENDS) {
		if (!value.includes(quote)) continue;
		for (let at = 1; at <= end && tried < TRIED; at++) {
			if (!behind.test(value.slice(at, at + GAP))) continue;
			if (/[\s[{,:]/.test(value[at - 1] ?? "")) continue;
			tried++;
			const text = value.slice(0, at) + quote + value.slice(at);
			if (!isValue(text) || /[\w-]["'][\w-]|["'],\s*["']\s*[\]},]/.test(text))
				continue;
			const opened = value.lastIndexOf(quote, at - 1);
			return withValue(content, start, start + end, text, {
				kind: "quote",
				start: start + opened,
				end: start + opened + 1,
			});
		}
	}
	return undefined;
}

/**
 * `{ args: [a }` → `{ args: [a] }`: the last place before a comma or bracket at which a bracket makes it whole, best without
 * an object where a key should be.
 */
function closedInside(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	const value = content.slice(start, end);
	let tried = 0;
	let best: MendedValue | undefined;
	for (let at = value.length - 1; at > 0 && tried < TRIED; at--) {
		if (!/[,\]}]/.test(value[at] ?? "")) continue;
		for (const bracket of ["]", "}"]) {
			tried++;
			// A blank in front of the bracket that is there stays in front of it.
			const blank = /\s/.test(value[at - 1] ?? "") && bracket === "]" ? 1 : 0;
			const text =
				value.slice(0, at - blank) + bracket + value.slice(at - blank);
			const isOdd = hasObjectForKey(text);
			if ((best && isOdd) || !isValue(text)) continue;
			const opened = start + Math.max(0, openedBefore(value, bracket, at));
			best = withValue(content, start, end, text, {
				kind: "bracket",
				start: opened,
				end: opened + 1,
			});
			if (!isOdd) return best;
		}
	}
	return best;
}

const openedBefore = (value: string, bracket: string, at: number): number =>
	value.lastIndexOf(bracket === "]" ? "[" : "{", at);

/** How many characters behind a text are looked at: a bracket stands one or two blanks away from it. */
const GAP = 4;
const QUOTES_AND_ENDS: readonly (readonly [string, RegExp])[] = [
	['"', /^\s*(?:[,\]}]|$)/],
	["'", /^\s*(?:[,\]}]|$)/],
	['"', /^:\s/],
	["'", /^:\s/],
];

/**
 * `values: 42]` → `values: [42]`, `- name: a, value: b }` → `- { name: a, value: b }`: a bracket is closed at the end of a line that
 * nothing on it opens.
 *
 * @param starts where the bracket may have stood: in front of the value, or of the key that is its first
 */
export function opened(
	isValue: IsValue,
	content: string,
	starts: readonly number[],
): MendedValue | undefined {
	const end = endOfContent(content);
	const closer = content[end - 1];
	if (closer !== "]" && closer !== "}") return undefined;
	for (const start of starts) {
		const value = content.slice(start, end);
		if (!isOneCloserTooMany(value)) continue;
		const text = (closer === "]" ? "[" : "{") + value;
		if (hasObjectForKey(text) || hasOddEntry(text) || !isValue(text)) continue;
		// A blank in front of the closing bracket was behind the opening one too, and is there still.
		const at =
			/\s[\]}]$/.test(text) && /\s{2}$/.test(content.slice(0, start))
				? start - 1
				: start;
		return {
			meant: content.slice(0, at) + text[0] + content.slice(at),
			slip: { kind: "open-bracket", start, end: start + 1 },
		};
	}
	return undefined;
}

/** Is the last bracket of a text one that nothing in it opens, and only that? */
export function isOneCloserTooMany(value: string): boolean {
	const rest = value.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, "");
	let depth = 0;
	for (const [at, sign] of [...rest].entries()) {
		if (/[[{]/.test(sign)) depth++;
		else if (/[\]}]/.test(sign) && --depth < 0) return at === rest.length - 1;
	}
	return false;
}
