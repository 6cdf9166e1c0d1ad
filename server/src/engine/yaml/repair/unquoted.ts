import { type ReadLine, withoutProperties } from "../outline";
import { endOfContent } from "./comments";
import { LONGEST_LINE } from "./draft";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";
import type { MendedValue } from "./values";
import { withValue } from "./with-value";

/**
 * Puts a text in quotes that YAML reads as no text without them, or in other quotes where its own occur in it: `@daily`,
 * `Note: this`, `"say "hi""`, `"C:\dir"`.
 *
 * @param read a line of one entry or item whose value stands on it alone
 */
export function inOwnQuotes(
	effort: Effort,
	content: string,
	read: ReadLine,
	grammar: Grammar,
): MendedValue | undefined {
	const value = withoutProperties(read.value);
	if (content.length > LONGEST_LINE || value !== read.value) return undefined;
	const isQuoted = /^["']/.test(value);
	const escaped = isQuoted ? withoutEscapes(value) : undefined;
	// Whatever holds a text that is in quotes as a whole, only its escapes are wrong.
	if (
		escaped === undefined &&
		read.key !== undefined &&
		!mayHold(read, grammar)
	)
		return undefined;
	const mayNeed =
		isQuoted || NEVER_FIRST.test(value) || isNoEntry(read, value, grammar);
	if (!mayNeed || effort.isValue(value)) return undefined;
	const start = content.lastIndexOf(value);
	// Behind the text nothing but a comment may stand.
	if (start === -1 || endOfContent(content, start) !== start + value.length)
		return undefined;
	const text = escaped ?? quoted(isQuoted ? innerOf(value) : value);
	if (text === undefined || !effort.isValue(text)) return undefined;
	const end = start + value.length;
	const kind = escaped === undefined ? "unquoted" : "escape";
	return withValue(content, start, end, text, { kind, start, end });
}

/**
 * Is it a key that holds the text, and no part of it? `ports = [{ containerPort` is mended otherwise, and `- echo: a: b` may be a text
 * as a whole.
 */
const mayHold = ({ key = "", dashes }: ReadLine, grammar: Grammar): boolean =>
	/^[\w./-]+$/.test(key) && (dashes.length === 0 || grammar.isNearField(key));

/** With these no text begins; behind a star only a name could stand, and no number behind the sign of a folded text. */
const NEVER_FIRST = /^(?:[@`%*]|>=? *\d)/;
/** `Note: this`, `curl -H "Host: web" web` */
const COLON_WITHIN = /^([^\s"'[\]{}&*!|>#%@`,?-][^:]*):(?: +(?!\/\/)\S|$)/;

/** Has a text a colon in it that makes no entry of it? */
function isNoEntry(
	{ key }: ReadLine,
	value: string,
	grammar: Grammar,
): boolean {
	const [, before] = COLON_WITHIN.exec(value) ?? [];
	if (before === undefined || key === undefined) return false;
	if (/\s/.test(before)) return true;
	// A word that is a field, or a key of what an object holds, is another entry on the same line.
	const isObject = grammar.isMap(key) || grammar.isList(key);
	return !isObject && !grammar.isNearField(before);
}

/** The text in the quotes that need the least: those that do not occur in it. */
function quoted(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (!/["\\]/.test(text)) return `"${text}"`;
	return `'${text.replaceAll("'", "''")}'`;
}

/**
 * What a person put in quotes that occur in it too: of `"say "hi""` the text `say "hi"`; of `"a" b` all of it.
 * @returns nothing for several quoted texts, which may be a list
 */
function innerOf(value: string): string | undefined {
	const [quote = ""] = value;
	const end = value.indexOf(quote, 1);
	const next = value[end + 1] ?? "";
	if (end === -1 || value.includes("\\")) return undefined;
	if (!value.endsWith(quote)) return value;
	return /[\s,+]/.test(next) || next === "" ? undefined : value.slice(1, -1);
}

/** `"\d+"` → `'\d+'`: what has no escape that double quotes know is meant as it stands. */
function withoutEscapes(value: string): string | undefined {
	const [, inner] = /^"([^"']*)"$/.exec(value) ?? [];
	return inner === undefined || !/\\/.test(inner) || KNOWN_ESCAPE.test(inner)
		? undefined
		: `'${inner}'`;
}
const KNOWN_ESCAPE = /\\(?:[0abtnvfre"/\\N_LP \t]|x[\da-f]|u[\da-f]|U[\da-f])/i;

/** `args: "-c" "x y"` → `args: ["-c", "x y"]` */
export function inBareList(
	effort: Effort,
	content: string,
	{ key, value }: ReadLine,
	grammar: Grammar,
): MendedValue | undefined {
	if (key === undefined || content.length > LONGEST_LINE) return undefined;
	if (!BARE_LIST.test(value) || !grammar.isTextList(key)) return undefined;
	const start = content.lastIndexOf(value);
	if (endOfContent(content, start) !== start + value.length) return undefined;
	const texts = value.match(ONE_TEXT) ?? [];
	const text = `[${texts.join(", ")}]`;
	if (!effort.isValue(text)) return undefined;
	const end = start + value.length;
	const kind = "unbracketed";
	return withValue(content, start, end, text, { kind, start, end });
}
const ONE_TEXT = /"(?:[^"\\]|\\.)*"|'[^']*'/g;
const BARE_LIST = new RegExp(
	`^(?:${ONE_TEXT.source})(?:(?:\\s*,\\s*|\\s+)(?:${ONE_TEXT.source}))+$`,
);
