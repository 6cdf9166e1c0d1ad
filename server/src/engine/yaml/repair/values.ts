import type { Lines } from "../../text/lines";
import { FlowBalance, type ReadLine, withoutProperties } from "../outline";
import { bracketMends, mended, slipOf } from "./brackets";
import { endOfContent } from "./comments";
import { LONGEST_LINE } from "./draft";
import type { Effort } from "./effort";
import type { LineSlip } from "./readings";

/** What a line would be if its value were closed. */
export interface MendedValue {
	readonly meant: string;
	readonly slip: LineSlip;
	/** Is the value as it is written one that YAML allows? */
	readonly isOptional?: boolean;
}

/** How many places of a line are tried. */
const TRIED = 40;

/** Is a text a value that YAML reads? */
type IsValue = (value: string) => boolean;

/**
 * Closes the quote or the brackets that a line's value opens and never closes, or takes away a comma behind it.
 *
 * @param last the line on which the value ends as it is written; nothing when it never ends
 * @returns nothing when the value is as it should be, as far as the line tells
 */
export function mendValue(
	effort: Effort,
	content: string,
	read: ReadLine,
	lines: Lines,
	line: number,
	last: number | undefined,
): MendedValue | undefined {
	const value = withoutProperties(read.value);
	if (content.length > LONGEST_LINE) return undefined;
	if (!/^["'[{]|^[\]}]\s*$/.test(value))
		return withoutPlainComma(content, read);
	const start = content.indexOf(value, valueColumn(content, read));
	if (start === -1) return undefined;
	const isFlow = /^[[{]/.test(value);
	const isValue: IsValue = (text) => effort.isValue(text);
	if (last === line)
		return isValue(value)
			? undefined
			: (withoutComma(isValue, content, start) ??
					withoutTwin(isValue, content, start) ??
					(isFlow ? inBrackets(isValue, content, start) : undefined) ??
					matched(effort, content, start));
	if (last !== undefined && endsWell(effort, lines, line, last, value))
		return undefined;
	return isFlow
		? inBrackets(isValue, content, start)
		: quoted(isValue, content, start);
}

/** Closes what is open in brackets: those themselves, a quote in them, or a bracket in them. */
const inBrackets = (
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined =>
	straightCommas(isValue, content, start) ??
	closed(isValue, content, start) ??
	quotedInside(isValue, content, start) ??
	closedInside(isValue, content, start);

/** Where the value of a line begins at the earliest. */
function valueColumn(content: string, { key, column = 0 }: ReadLine): number {
	return key === undefined ? column : content.indexOf(":", column + key.length);
}

/**
 * Does a value over several lines end where a person meant it to? Behind the end nothing follows, and no line in it
 * looks like an entry or item, unless brackets hold it.
 */
export function endsWell(
	effort: Effort,
	lines: Lines,
	first: number,
	last: number,
	value: string,
): boolean {
	const isFlow = /^[[{]/.test(value);
	// All of it stands further right than its key, as only a person who means it writes.
	const column = lines.indent(first);
	let isDeep = !isFlow;
	let looksBlock = false;
	for (let line = first + 1; line <= last; line++) {
		const content = lines.content(line);
		isDeep &&= content.trim() === "" || content.search(/\S/) > column;
		looksBlock ||= looksLikeBlock(content, isFlow, effort);
		if (looksBlock && !isDeep) return false;
	}
	const inner: string[] = [];
	for (let line = first + 1; line <= last; line++)
		inner.push(lines.content(line));
	const whole = [value, ...inner].join("\n");
	return effort.isValue(whole.replace(/^(?=.)/gm, " "));
}

/** Looks a line in the middle of a value like an entry or item? */
function looksLikeBlock(
	content: string,
	isFlow: boolean,
	effort: Effort,
): boolean {
	const read = effort.line(content);
	if (!read) return false;
	if (read.dashes.length > 0) return true;
	return isFlow
		? /:\s*$/.test(content)
		: read.key !== undefined && /^\s*[\w.-]+:/.test(content);
}

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

/** Nothing but a comma stands behind a value that is whole. */
function withoutComma(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const end = endOfContent(content, start);
	if (content[end - 1] !== ",") return undefined;
	const meant = content.slice(0, end - 1) + content.slice(end);
	return isValue(meant.slice(start))
		? { meant, slip: { kind: "comma", start: end - 1, end } }
		: undefined;
}

/** `['a',, 'b']` → `['a', 'b']` */
function withoutTwin(
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

/**
 * `image: nginx,` → `image: nginx`. It is a text like any other for YAML, so both are possible; behind the only word of a
 * value a comma is a habit from JSON.
 */
function withoutPlainComma(
	content: string,
	read: ReadLine,
): MendedValue | undefined {
	const { key, value } = read;
	if (key === undefined || !/^[^\s,{}[\]&*!|>#%@`][^\s,]*,$/.test(value))
		return undefined;
	const at = content.indexOf(value, valueColumn(content, read)) + value.length;
	return {
		meant: content.slice(0, at - 1) + content.slice(at),
		slip: { kind: "comma", start: at - 1, end: at },
		isOptional: true,
	};
}

/** `"nginx` → `"nginx"` */
function quoted(
	isValue: IsValue,
	content: string,
	start: number,
): MendedValue | undefined {
	const quote = content[start] ?? "";
	const end = endOfContent(content, start);
	const meant = content.slice(0, end) + quote + content.slice(end);
	return isValue(meant.slice(start))
		? { meant, slip: { kind: "quote", start, end: start + 1 } }
		: undefined;
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
function matched(
	effort: Effort,
	content: string,
	start: number,
): MendedValue | undefined {
	const value = content.slice(start, endOfContent(content, start));
	for (const mend of bracketMends([value], effort)) {
		const text = mended([value], mend);
		// What is left of a bracket alone is no value.
		const isNothing = text.trim() === "";
		if (isNothing || !effort.isValue(text) || hasObjectForKey(text)) continue;
		const at = start + mend.column;
		return {
			meant:
				content.slice(0, start) + text + content.slice(start + value.length),
			slip: { kind: slipOf(mend), start: at, end: at + 1 },
		};
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
			return {
				meant: content.slice(0, start) + text + content.slice(start + end),
				slip: { kind: "quote", start: start + opened, end: start + opened + 1 },
			};
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
			best = {
				meant: content.slice(0, start) + text + content.slice(end),
				slip: { kind: "bracket", start: opened, end: opened + 1 },
			};
			if (!isOdd) return best;
		}
	}
	return best;
}

const openedBefore = (value: string, bracket: string, at: number): number =>
	value.lastIndexOf(bracket === "]" ? "[" : "{", at);

/** `{ name: a, { … } }`: YAML allows it, and nobody means it. */
export function hasObjectForKey(value: string): boolean {
	const open: string[] = [];
	let before = "";
	// Quoted texts count as one character.
	for (const [token] of value.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|\S/g)) {
		if (/[\]}]/.test(token)) open.pop();
		else if (/^[[{]/.test(token)) {
			if (open.at(-1) === "{" && /[{,]/.test(before)) return true;
			open.push(token);
		}
		before = token;
	}
	return false;
}

/** How many characters behind a text are looked at: a bracket stands one or two blanks away from it. */
const GAP = 4;
const QUOTES_AND_ENDS: readonly (readonly [string, RegExp])[] = [
	['"', /^\s*(?:[,\]}]|$)/],
	["'", /^\s*(?:[,\]}]|$)/],
	['"', /^:\s/],
	["'", /^:\s/],
];
