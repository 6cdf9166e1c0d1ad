import type { Lines } from "../../text/lines";
import { type ReadLine, withoutProperties } from "../outline";
import { endOfContent } from "./comments";
import { LONGEST_LINE } from "./draft";
import type { Effort } from "./effort";
import { inBrackets, matched, opened, otherQuote, withoutTwin } from "./inside";
import type { LineSlip } from "./readings";

/** What a line would be if its value were closed. */
export interface MendedValue {
	readonly meant: string;
	readonly slip: LineSlip;
	/** Is the value as it is written one that YAML allows? */
	readonly isOptional?: boolean;
}

/** Is a text a value that YAML reads? */
export type IsValue = (value: string) => boolean;

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
		return (
			openedBefore(effort, content, read) ??
			unopened(effort, content, read) ??
			withoutPlainComma(content, read)
		);
	const start = content.indexOf(value, valueColumn(content, read));
	if (start === -1) return undefined;
	const isFlow = /^[[{]/.test(value);
	const isValue: IsValue = (text) => effort.isValue(text);
	if (last === line)
		return isValue(value)
			? undefined
			: (withoutComma(isValue, content, start) ??
					withoutTwin(isValue, content, start) ??
					(isFlow
						? (unopened(effort, content, read) ??
							inBrackets(isValue, content, start))
						: otherQuote(isValue, content, start)) ??
					matched(effort, content, start));
	if (last !== undefined && endsWell(effort, lines, line, last, value))
		return undefined;
	return isFlow
		? inBrackets(isValue, content, start)
		: (otherQuote(isValue, content, start) ?? quoted(isValue, content, start));
}

/** Where the last character of a value closes a bracket that nothing opens, the bracket is put in front of what it closes. */
function openedBefore(
	effort: Effort,
	content: string,
	read: ReadLine,
): MendedValue | undefined {
	if (!/[\]}]$/.test(read.value)) return undefined;
	const start = content.indexOf(read.value, valueColumn(content, read));
	const isItem = read.key !== undefined && read.dashes.length > 0;
	const found = opened(
		(text) => effort.isValue(text),
		content,
		isItem ? [start, read.column ?? 0] : [start],
	);
	// `values: 42]` is a text like any other for YAML.
	return found && effort.isValue(read.value)
		? { ...found, isOptional: true }
		: found;
}

/** `text: a: b"` → `text: "a: b"`: where YAML takes it for a text all the same, that is told elsewhere. */
function unopened(
	effort: Effort,
	content: string,
	read: ReadLine,
): MendedValue | undefined {
	const { key, dashes, value } = read;
	const [quote] = /["']$/.exec(value) ?? [];
	if (quote === undefined || (key === undefined && dashes.length === 0))
		return undefined;
	const start = content.indexOf(value, valueColumn(content, read));
	const text = quote + value;
	const isOne = !value.slice(0, -1).includes(quote) && !value.includes("\\");
	if (!isOne || effort.isValue(value) || !effort.isValue(text))
		return undefined;
	return {
		meant: content.slice(0, start) + quote + content.slice(start),
		slip: { kind: "open-quote", start, end: start + value.length },
	};
}

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
