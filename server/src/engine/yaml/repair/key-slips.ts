import type { Lines } from "../../text/lines";
import { readLine } from "../outline";
import { LONGEST_LINE } from "./draft";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";
import type { MendedValue } from "./values";

/** `linkerd.io/inject`, which is no word of a text */
export const QUALIFIED = /^[a-z][a-z\d-]*(?:\.[a-z\d-]+)+\/[\w.-]+$/;

/** A line of which something around its key may be wrong. */
interface Line {
	readonly content: string;
	readonly lines: Lines;
	readonly line: number;
	readonly grammar: Grammar;
	readonly effort: Effort;
}

/** What a line would be of which the characters around its key can be meant in one way only. */
export function mendKey(
	effort: Effort,
	lines: Lines,
	line: number,
	grammar: Grammar,
): MendedValue | undefined {
	const content = lines.content(line);
	if (content.length > LONGEST_LINE) return undefined;
	const all = { content, lines, line, grammar, effort };
	// Most lines have none of the characters that these are about.
	return (
		tightBlock(all) ??
		looseBlock(all) ??
		(BRACKET.test(content) ? looseBrackets(all) : undefined) ??
		(content.includes("*")
			? (looseMerge(all) ?? withoutAliasComma(all))
			: undefined) ??
		looseQuotedKey(all) ??
		withoutKeyComma(all) ??
		withoutFirstQuote(all)
	);
}

/** `-|`, `run:|`: what follows is the text of a block scalar, if the blank is put in. */
function tightBlock({ content }: Line): MendedValue | undefined {
	const [, before, opener] =
		/^(\s*(?:- +)*(?:-|[A-Za-z][\w.-]*:))([|>][-+\d]*\s*(?:#.*)?)$/.exec(
			content,
		) ?? [];
	if (before === undefined || opener === undefined) return undefined;
	const end = before.length;
	const kind = before.endsWith("-") ? "dash" : "colon-blank";
	return {
		meant: `${before} ${opener}`,
		slip: { kind, start: end - 1, end },
	};
}

/** `labels:,`: a comma behind a key that holds what stands below. */
function withoutKeyComma({ content }: Line): MendedValue | undefined {
	const [, before] =
		/^(\s*(?:- +)*[A-Za-z][\w./-]*:)\s*,\s*$/.exec(content) ?? [];
	if (before === undefined) return undefined;
	const start = content.lastIndexOf(",");
	return { meant: before, slip: { kind: "comma", start, end: start + 1 } };
}

/** `"kind: "Pod"` → `kind: "Pod"` */
function withoutFirstQuote({ content }: Line): MendedValue | undefined {
	const at = FIRST_QUOTE.exec(content)?.[1]?.length;
	if (at === undefined) return undefined;
	return {
		meant: content.slice(0, at) + content.slice(at + 1),
		slip: { kind: "twin-quote", start: at, end: at + 1 },
	};
}
const FIRST_QUOTE =
	/^(\s*(?:- +)*)(?:"[A-Za-z_][\w./-]*: +"[^"]*"|'[A-Za-z_][\w./-]*: +'[^']*')\s*(?:#.*)?$/;

const BRACKET = /\w +[[{]/;

/** `run.sh |` above lines that stand further right: the text of a block scalar, if the colon is put in. */
export function looseBlock({
	content,
	lines,
	line,
	grammar,
}: Omit<Line, "effort">): MendedValue | undefined {
	if (!content.includes("|") && !content.includes(">")) return undefined;
	const [, lead = "", key] = LOOSE_BLOCK.exec(content) ?? [];
	if (key === undefined || !(grammar.isField(key) || /[./]/.test(key)))
		return undefined;
	const below = filledFrom(lines, line + 1, 1);
	if (below === undefined || lines.indent(below) <= lead.length)
		return undefined;
	// A text over several lines may have such a line in it: a program's output goes into another one.
	const above = filledFrom(lines, line - 1, -1);
	const goesOn =
		above !== undefined &&
		lines.indent(above) < lines.indent(line) &&
		readLine(lines.content(above)).value !== "";
	return goesOn ? undefined : withColon(content, lead.length, key.length);
}
const LOOSE_BLOCK =
	/^(\s*(?:- +)*)([A-Za-z_][\w./-]*)(?= +[|>][-+\d]*\s*(?:#.*)?$)/;

/** The first line from one on that is not blank. */
function filledFrom(
	lines: Lines,
	from: number,
	step: number,
): number | undefined {
	for (let at = from; at >= 0 && at < lines.count; at += step)
		if (!lines.isBlank(at)) return at;
	return undefined;
}

/** `resources { limits: { cpu: 1 } }`: YAML takes `resources { limits` for the key. */
function looseBrackets({
	content,
	grammar,
	effort,
}: Line): MendedValue | undefined {
	const [, lead = "", key, value] = LOOSE_BRACKETS.exec(content) ?? [];
	return key !== undefined &&
		grammar.isField(key) &&
		effort.isValue(value ?? "")
		? withColon(content, lead.length, key.length)
		: undefined;
}
const LOOSE_BRACKETS =
	/^(\s*(?:- +)*)([A-Za-z]\w*) +([[{].*:\s.*[\]}])\s*(?:#.*)?$/;

/** `<< *base`, `<<:*base` */
function looseMerge({ content }: Line): MendedValue | undefined {
	const [all, lead = ""] = LOOSE_MERGE.exec(content) ?? [];
	if (all === undefined) return undefined;
	const start = lead.length;
	return {
		meant: `${lead}<<: ${content.slice(all.length)}`,
		slip: {
			kind: all.endsWith(":") ? "colon-blank" : "colon",
			start,
			end: all.trimEnd().length,
		},
	};
}
const LOOSE_MERGE = /^(\s*(?:- +)*)<<(?:\s+|:)(?=\*[\w.-]+\s*(?:#.*)?$)/;

/** `"containerPort" 8080` */
function looseQuotedKey({
	content,
	grammar,
	effort,
}: Line): MendedValue | undefined {
	const [, lead = "", key = "", value] = LOOSE_QUOTED_KEY.exec(content) ?? [];
	return value !== undefined &&
		grammar.isField(key.slice(1, -1)) &&
		effort.isValue(value)
		? withColon(content, lead.length, key.length)
		: undefined;
}
const LOOSE_QUOTED_KEY =
	/^(\s*(?:- +)*)("\w+"|'\w+') +([^\s,:=&|#\]}][^#]*?)\s*(?:#.*)?$/;

/** `env: *common,`: no name of an anchor has a comma in it. */
function withoutAliasComma({ content }: Line): MendedValue | undefined {
	const [before] = ALIAS_COMMA.exec(content) ?? [];
	if (before === undefined) return undefined;
	const at = before.length;
	return {
		meant: content.slice(0, at) + content.slice(at + 1),
		slip: { kind: "comma", start: at, end: at + 1 },
	};
}
const ALIAS_COMMA =
	/^\s*(?:- +)*(?:(?:[A-Za-z][\w./-]*|<<): +)?\*[\w.-]+(?=,\s*(?:#.*)?$)/;

/** With the colon that is missing behind a key. */
function withColon(
	content: string,
	start: number,
	length: number,
): MendedValue {
	const end = start + length;
	return {
		meant: `${content.slice(0, end)}:${content.slice(end)}`,
		slip: { kind: "colon", start, end },
	};
}
