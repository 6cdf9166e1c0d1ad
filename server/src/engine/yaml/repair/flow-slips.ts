import { FlowBalance } from "../outline";
import { endOfContent } from "./comments";
import { wrongQuotes } from "./quotes";
import type { SlipKind } from "./slip";

/** Kind, column, how many characters go there, and what comes instead. */
type Slip = readonly [SlipKind, number, number, string];

/** What may have been forgotten, or written as another character, on a line in brackets; the likeliest first. */
export function* slipsOn(content: string): Generator<Slip> {
	const end = endOfContent(content);
	const before = content[end - 1] ?? "";
	const isOpen = /[{[,:]/.test(before);
	const key = /^\s*(?:[{[]\s*)*("[^"]*"|'[^']*'|[A-Za-z_][\w./-]*)/.exec(
		content,
	);
	const behind = key ? content.slice(key[0].length) : "";
	for (const [at, removed] of signsOn(content)) {
		const isAlien = /[：﹕︓]/.test(content.slice(at, at + removed));
		yield [isAlien ? "alien-colon" : "colon", at, removed, ": "];
	}
	if (key && /^\s+[^\s:]/.test(behind)) yield ["colon", key[0].length, 0, ":"];
	if (key && /^:[^\s]/.test(behind))
		yield ["colon-blank", key[0].length + 1, 0, " "];
	for (const { kind, at, instead } of wrongQuotes(content.slice(0, end)))
		yield [kind, at, 1, instead];
	if (hasOpenQuote(content)) {
		for (const at of endsOf(UNCLOSED, content)) yield ["quote", at, 0, '"'];
		yield ["quote", before === "," ? end - 1 : end, 0, '"'];
	}
	// A bracket belongs to the word in front of it.
	for (const at of endsOf(WORD_AND_BRACKET, content))
		yield ["colon", at, 0, ":"];
	yield* withoutParenthesis(content.slice(0, end));
	const twin = /,\s*,/.exec(content);
	if (twin) yield ["comma", twin.index, 1, ""];
	if (!isOpen) yield ["no-comma", end, 0, ","];
	const balance = new FlowBalance();
	balance.read(content.slice(0, end));
	const { closers } = balance;
	if (closers && /[{[]\s*\S/.test(content))
		yield ["bracket", before === "," ? end - 1 : end, 0, closers];
	// Between two entries or items on one line
	for (const at of endsOf(BEHIND_ENTRY, content))
		yield ["no-comma", at, 0, ","];
	for (const at of endsOf(ENTRY_WITHOUT_COLON, content))
		yield ["colon", at, 0, ":"];
	for (const at of endsOf(BEHIND_TEXT, content)) yield ["no-comma", at, 0, ","];
}

/** Is a quote on a line not closed? Those behind a backslash are part of a text. */
export const hasOpenQuote = (content: string): boolean =>
	content.replaceAll(ESCAPED, "").split('"').length % 2 === 0;
const ESCAPED = /\\./g;

/** `["a")`, `{ drop: [ALL), add: [CHOWN] }`: a parenthesis that nothing opens, where a bracket could close */
export function* withoutParenthesis(content: string): Generator<Slip> {
	if (content.includes("(")) return;
	for (const { index } of content.matchAll(CLOSES_LIST)) {
		const balance = new FlowBalance();
		balance.read(content.slice(0, index));
		const closer = balance.closers?.[0];
		if (closer) yield ["other-bracket", index, 1, closer];
	}
}
const CLOSES_LIST = /\)(?=\s*(?:[\]},]|$))/g;

/** `{ "name" = "web", port; 80, host :a, path:: b }`: where such a sign begins, and how long it is. */
function* signsOn(content: string): Generator<readonly [number, number]> {
	let count = 0;
	for (const { index, 0: all, 1: key = "" } of content.matchAll(WRONG_SIGN)) {
		if (++count > MOST_ON_LINE) return;
		yield [index + key.length, all.length - key.length];
	}
}
const KEY = `"[^"]*"|'[^']*'|[A-Za-z_][\\w./-]*`;
const WRONG_SIGN = new RegExp(
	`(?<=^\\s*|[{,]\\s*)(${KEY})(?:\\s*[=;：﹕︓]\\s*|\\s*::\\s*|\\s+:)(?=["'[{\\w./-])`,
	"g",
);
/** `{ "name" "web", port 80 }` */
const ENTRY_WITHOUT_COLON = new RegExp(
	`(?<=[{,]\\s*)(?:${KEY})(?=\\s+["'[{\\w])`,
	"g",
);
/** `["a" "b"]` */
const BEHIND_TEXT = /(?<=[^\s[{,:])["'](?=\s*["'[{]|\s+\w)|[\w/](?=\s+["'])/g;

const WORD_AND_BRACKET =
	/(?<=[{,]\s*)(?:"[A-Za-z]\w*"|[A-Za-z]\w*)(?=\s+[[{])/g;
/** A key up to its colon, or a text up to the comma in front of another one or up to the brackets at the end of the line. */
const UNCLOSED =
	/"[A-Za-z_][\w./-]*(?=:\s)|"[^",]*(?=,\s*")|"[^"\]}]*(?=[\]}]+,?\s*$)/g;
const BEHIND_ENTRY = /["'\]}\w/](?=\s+(?:["']?[A-Za-z][\w./-]*["']?:\s|[{[]))/g;
const MOST_ON_LINE = 12;

/** The columns behind the first places of a line at which a pattern is found. */
const endsOf = (pattern: RegExp, content: string): readonly number[] =>
	[...content.matchAll(pattern)]
		.slice(0, MOST_ON_LINE)
		.map(({ index, 0: found }) => index + found.length);
