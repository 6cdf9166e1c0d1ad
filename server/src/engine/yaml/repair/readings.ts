import type { Lines } from "../../text/lines";
import { type ReadLine, readLine } from "../outline";
import { LONGEST_LINE } from "./draft";
import { type Effort, endOf } from "./effort";
import type { Grammar } from "./grammar";
import { mendKey, QUALIFIED } from "./key-slips";
import type { SlipKind } from "./slip";
import { inBareList, inOwnQuotes } from "./unquoted";
import { type MendedValue, mendValue } from "./values";

/** One way to understand a line: as it is written, or with a character that was forgotten or does not belong there. */
export interface LineReading extends ReadLine {
	/** Is it the rest of the text above, or the text that a key above holds? */
	readonly isText: boolean;
	/** The line as it would be, indented as it is; nothing as long as it is as written. */
	readonly meant: string | undefined;
	/** What is wrong with it, and between which columns. */
	readonly slip: LineSlip | undefined;
	/** How unlikely it is in itself. */
	readonly cost: number;
	/**
	 * Of a value with a comma behind it, which is odd but where texts are free: is it the only one, or does the person write
	 * commas as in JSON?
	 */
	readonly comma: "single" | "habit" | undefined;
}

export interface LineSlip {
	readonly kind: SlipKind;
	readonly start: number;
	readonly end: number;
}

/** A line of block style with all that it may mean. What continues its value over further lines belongs to it. */
export interface OutlineLine {
	readonly line: number;
	/** Last line of the value's continuation. */
	readonly lastLine: number;
	/** Says its column little, since tabs or other blanks than those of YAML were in front of it? */
	readonly loose: boolean;
	/** Does another document begin with it? */
	readonly begins: boolean;
	/** At least one. */
	readonly readings: readonly LineReading[];
}

/** What it takes to find again what a line may mean, and to find it out. */
const AGAIN = 0.3;
const FIRST = 3;

/** A forgotten character outweighs no mistake in what stands where, but several lines that would have to move. */
const COST = { slip: 0.9, slipOfUnknown: 1.6, unlikely: 4 } as const;

/**
 * What a line may mean that tells all by itself, by its content: most stand in a text several times, and in each draft of
 * it.
 */
export type KnownReadings = Map<string, readonly LineReading[]>;

/**
 * Reads the outline of a text.
 * @param loose lines whose columns say little
 * @param known of the drafts before, with the same grammar
 * @returns nothing when there is a line that cannot be understood: then more is wrong than is mended here
 */
export function readOutline(
	lines: Lines,
	grammar: Grammar,
	loose: ReadonlySet<number>,
	effort: Effort,
	known: KnownReadings,
): readonly OutlineLine[] | undefined {
	const outline: OutlineLine[] = [];
	let commas = 0;
	let begins = false;
	const add = (
		line: number,
		lastLine: number,
		readings: readonly LineReading[],
	): void => {
		outline.push({ line, lastLine, loose: loose.has(line), begins, readings });
		if (readings.some(hasComma)) commas++;
		begins = false;
	};
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		const same = known.get(content);
		if (same) {
			if (!effort.spend(AGAIN)) return undefined;
			add(line, line, same);
			continue;
		}
		const written = effort.line(content);
		if (!written) {
			begins ||= outline.length > 0 && content.startsWith("---");
			continue;
		}
		if (PLAIN.test(content)) {
			const readings = [readingOf(written, false)];
			known.set(content, readings);
			add(line, line, readings);
			continue;
		}
		if (/^ *\t/.test(content)) return undefined;
		effort.spend(FIRST);
		const block = mendKey(effort, lines, line, grammar);
		const read = block ? readLine(block.meant) : written;
		// Brackets and quotes in the middle of a text are part of it.
		const isText =
			read.key === undefined &&
			read.dashes.length === 0 &&
			outline.at(-1)?.readings[0]?.value !== "";
		const whole = isText
			? line
			: lastOfText(outline, lines, read, grammar, [
					line,
					endOf(lines, line, read, effort),
				]);
		if (effort.isSpent) return undefined;
		const value = isText
			? undefined
			: (block ??
				mendTwice(effort, content, read, lines, line, whole) ??
				(whole === line
					? (inBareList(effort, content, read, grammar) ??
						inOwnQuotes(effort, content, read, grammar))
					: undefined));
		const lastLine = value && !block ? line : whole;
		if (lastLine === undefined) return undefined;
		const readings = readingsOf(content, read, value, grammar);
		if (readings.length === 0) return undefined;
		const mayBeText = read.key === undefined && read.dashes.length === 0;
		if (whole === line && !mayBeText && !MAY_GO_ON.test(read.value))
			known.set(content, readings);
		add(line, lastLine, readings);
		line = lastLine;
	}
	return commas > 1
		? outline.map((line) =>
				line.readings.some(hasComma) ? withHabit(line) : line,
			)
		: outline;
}

/**
 * The last line of a value. Where a script was moved to the left, fields that follow it stand in its text: at the column of
 * others of their object, which no line of a text of one of its items has.
 */
function lastOfText(
	outline: readonly OutlineLine[],
	lines: Lines,
	read: ReadLine,
	grammar: Grammar,
	[first, last]: readonly [first: number, last: number | undefined],
): number | undefined {
	const isScript = read.key === undefined && MAY_GO_ON.test(read.value);
	if (!isScript || last === undefined) return last;
	for (let line = first + 1; line <= last; line++) {
		const key = /^ *([a-z]+[A-Z]\w*):(?: |$)/.exec(lines.content(line))?.[1];
		const type = key === undefined ? key : grammar.typeOfSnippet(key, true);
		if (type === undefined) continue;
		const column = lines.indent(line);
		// Names stand at such a column in many lists.
		const isBeside = outline.some(
			({ readings: [above] }) =>
				above?.column === column &&
				above.key !== undefined &&
				above.key !== "name" &&
				grammar.field(type, above.key) !== undefined,
		);
		if (isBeside && column === lines.indent(first + 1)) return line - 1;
	}
	return last;
}

/** `- name: web`, of which nothing may be wrong but its column */
const PLAIN =
	/^ *(?:- +)*[A-Za-z][\w./-]*:(?: +[^\s"'[\]{}&!|>#,%@`*][^\s,#]*)? *$/;

/** A line as it is written. */
const readingOf = (
	{ dashes, column, key, value }: ReadLine,
	isText: boolean,
): LineReading => ({
	dashes,
	column,
	key,
	value,
	isText,
	meant: undefined,
	slip: undefined,
	cost: 0,
	comma: undefined,
});

/** Of a block scalar the lines below tell how long it is. */
const MAY_GO_ON = /[|>][-+\d]*$/;

const hasComma = ({ comma }: LineReading): boolean => comma !== undefined;

const withHabit = (line: OutlineLine): OutlineLine => ({
	...line,
	readings: line.readings.map((each) =>
		each.comma ? { ...each, comma: "habit" } : each,
	),
});

/** Mends a value, and what is still wrong with it then. */
function mendTwice(
	effort: Effort,
	content: string,
	read: ReadLine,
	lines: Lines,
	line: number,
	whole: number | undefined,
): MendedValue | undefined {
	const once = mendValue(effort, content, read, lines, line, whole);
	if (!once) return undefined;
	const again = mendValue(
		effort,
		once.meant,
		readLine(once.meant),
		lines,
		line,
		line,
	);
	return again && !again.isOptional ? { ...once, meant: again.meant } : once;
}

function readingsOf(
	content: string,
	read: ReadLine,
	value: MendedValue | undefined,
	grammar: Grammar,
): readonly LineReading[] {
	const isText = read.key === undefined && read.dashes.length === 0;
	const isTightKey =
		read.key !== undefined && ODD_KEY.test(read.key) && !MANAGED.test(read.key);
	const asWritten: LineReading = {
		...readingOf(read, isText),
		cost: isTightKey ? COST.unlikely : 0,
		comma: value?.isOptional ? "single" : undefined,
	};
	const readings = value
		? [
				{
					...asWritten,
					...readLine(value.meant),
					meant: value.meant,
					slip: value.slip,
					cost: COST.slip,
					comma: undefined,
				},
			]
		: [asWritten];
	// Where a value is as YAML wants it, it may be meant so.
	if (value?.isOptional) readings.push(asWritten);
	if (content.length > LONGEST_LINE) return readings;
	const add = (
		meant: string,
		slip: LineSlip,
		isLikely: (read: ReadLine) => boolean,
	): void => {
		const again = readLine(meant);
		if (!isLikely(again)) return;
		const isKnown = again.key !== undefined && grammar.isField(again.key);
		readings.push({
			...again,
			isText: false,
			comma: undefined,
			meant,
			slip,
			cost: isKnown ? COST.slip : COST.slipOfUnknown,
		});
	};
	const written = value?.meant ?? content;
	const tight = TIGHT_DASH.exec(written)?.[0].length;
	if (tight !== undefined)
		add(
			`${written.slice(0, tight)} ${written.slice(tight)}`,
			{ kind: "dash", start: tight - 1, end: tight },
			() => true,
		);
	const from = read.column ?? 0;
	const rest = written.slice(from);
	const [, holder, between = ""] = WORD_AND_BRACKET.exec(rest) ?? [];
	if (holder !== undefined) {
		const at = from + holder.length;
		const end = at + between.length;
		add(
			between.trim() === ""
				? `${written.slice(0, at)}:${written.slice(at)}`
				: `${written.slice(0, at)}: ${written.slice(end)}`,
			{ kind: "colon", start: from, end: at },
			({ key = "" }) => grammar.isField(key),
		);
		return readings;
	}
	if (read.key !== undefined && !isTightKey) return readings;
	const tightColon = MANAGED.test(rest)
		? undefined
		: TIGHT_COLON.exec(rest)?.[0].length;
	if (tightColon !== undefined) {
		const at = from + tightColon;
		add(
			`${written.slice(0, at)} ${written.slice(at)}`,
			{ kind: "colon-blank", start: at - 1, end: at },
			({ key, value: held }) =>
				key !== undefined && !held.startsWith("//") && !/^\d+$/.test(key),
		);
	}
	const sign = WRONG_SIGN.exec(rest);
	if (sign) {
		const [all, before = ""] = sign;
		const [start, end] = [from + before.length, from + all.length];
		const value = written.slice(end);
		// An item may well be such a text; what stands among entries is one of them.
		const isEntry = read.dashes.length === 0 && ONE_VALUE.test(value);
		add(
			`${written.slice(0, start)}:${value && " "}${value}`,
			{ kind: "colon", start: from, end: start },
			({ key = "" }) => grammar.isField(key) || isEntry,
		);
	}
	const word = sign ? undefined : WORD.exec(rest)?.[0].length;
	if (word !== undefined) {
		const at = from + word;
		add(
			`${written.slice(0, at)}:${written.slice(at)}`,
			{ kind: "colon", start: from, end: at },
			({ key = "" }) =>
				grammar.isField(key) ||
				QUALIFIED.test(key) ||
				/^\S+(?:\s+\S+)?\s*$/.test(rest),
		);
	}
	return readings;
}

/** `-name`, `--flag` behind a dash that lost its blank */
const TIGHT_DASH = /^\s*(?:- +)*-(?=[^\s-]|--?\w)/;
/** `name:web` */
const TIGHT_COLON = /^(?:"[^"\s]+"|'[^'\s]+'|[A-Za-z][\w./-]*):(?=[^\s:])/;
/** `name = web`, `name :web`, `name; web`, `spec;` */
const WRONG_SIGN =
	/^([A-Za-z][\w./-]*|"[^"\s]+"|'[^'\s]+')(?:(?:\s*=\s*|\s+:)(?=\S)|\s*;(?:\s+|$))/;
const ONE_VALUE = /^(?:[^\s"'[\]{}]+|"[^"]*"|'[^']*')?\s*(?:#.*)?$/;
/** `ports [{ containerPort: 80 }]`, `ports = [80]` */
const WORD_AND_BRACKET =
	/^([A-Za-z]\w*)(\s*[=;]\s*|\s+:?\s*)(?=[[{].*[\]}]\s*(?:#.*)?$)/;
/** What is no key: a dash without a blank, or a key and what it holds without a blank or colon between them. */
const ODD_KEY = /^-|^\w[\w.-]*:[[{"']|^[A-Za-z]\w*\s+[[{]/;
/** Keys of what the API server writes down about who wrote which field */
const MANAGED = /^[fkv]:\S/;
/** `name web`, `containers` */
const WORD = /^(?:[fkv]:\S+|"[^"\s]+"|'[^'\s]+'|[A-Za-z_][\w./-]*)(?=\s|$)/;
