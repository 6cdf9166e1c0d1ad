import type { Lines } from "../../text/lines";
import { isSkipped, type ReadLine, readLine } from "../outline";
import { LONGEST_LINE } from "./draft";
import { type Effort, endOf } from "./effort";
import type { Grammar } from "./grammar";
import type { SlipKind } from "./slip";
import {
	type IsValue,
	type MendedValue,
	mendValue,
	valueReader,
} from "./values";

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

/** A forgotten character outweighs no mistake in what stands where, but several lines that would have to move. */
const COST = { slip: 0.9, slipOfUnknown: 1.6, unlikely: 4 } as const;

/**
 * Reads the outline of a text.
 * @param loose lines whose columns say little
 * @returns nothing when there is a line that cannot be understood: then more is wrong than is mended here
 */
export function readOutline(
	lines: Lines,
	grammar: Grammar,
	loose: ReadonlySet<number>,
	effort: Effort,
): readonly OutlineLine[] | undefined {
	const outline: OutlineLine[] = [];
	const isValue = valueReader(effort);
	let begins = false;
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) {
			begins ||= outline.length > 0 && content.startsWith("---");
			continue;
		}
		if (/^ *\t/.test(content)) return undefined;
		const block = tightBlock(content);
		const read = readLine(block?.meant ?? content);
		// Brackets and quotes in the middle of a text are part of it.
		const isText =
			read.key === undefined &&
			read.dashes.length === 0 &&
			outline.at(-1)?.readings[0]?.value !== "";
		const whole = isText ? line : endOf(lines, line, read, effort);
		if (effort.isSpent) return undefined;
		const value = isText
			? undefined
			: (block ?? mendTwice(isValue, content, read, lines, line, whole));
		const lastLine = value && !block ? line : whole;
		if (lastLine === undefined) return undefined;
		const readings = readingsOf(content, read, value, grammar);
		if (readings.length === 0) return undefined;
		outline.push({ line, lastLine, loose: loose.has(line), begins, readings });
		begins = false;
		line = lastLine;
	}
	return outline.filter(hasComma).length > 1
		? outline.map((line) => (hasComma(line) ? withHabit(line) : line))
		: outline;
}

const hasComma = ({ readings }: OutlineLine): boolean =>
	readings.some(({ comma }) => comma !== undefined);

const withHabit = (line: OutlineLine): OutlineLine => ({
	...line,
	readings: line.readings.map((each) =>
		each.comma ? { ...each, comma: "habit" } : each,
	),
});

/** `-|`, `run:|`: what follows is the text of a block scalar, if the blank is put in. */
function tightBlock(content: string): MendedValue | undefined {
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

/** Mends a value, and what is still wrong with it then. */
function mendTwice(
	isValue: IsValue,
	content: string,
	read: ReadLine,
	lines: Lines,
	line: number,
	whole: number | undefined,
): MendedValue | undefined {
	const once = mendValue(isValue, content, read, lines, line, whole);
	if (!once) return undefined;
	const again = mendValue(
		isValue,
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
		...read,
		isText,
		meant: undefined,
		slip: undefined,
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
	const bracket = WORD_AND_BRACKET.exec(rest)?.[1]?.length;
	if (bracket !== undefined) {
		const at = from + bracket;
		add(
			`${written.slice(0, at)}:${written.slice(at)}`,
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
		add(
			`${written.slice(0, start)}: ${written.slice(end)}`,
			{ kind: "colon", start: from, end: start },
			({ key = "" }) => grammar.isField(key),
		);
	}
	const word = sign ? undefined : WORD.exec(rest)?.[0].length;
	if (word !== undefined) {
		const at = from + word;
		add(
			`${written.slice(0, at)}:${written.slice(at)}`,
			{ kind: "colon", start: from, end: at },
			({ key = "" }) =>
				grammar.isField(key) || /^\S+(?:\s+\S+)?\s*$/.test(rest),
		);
	}
	return readings;
}

/** `-name`, `--flag` behind a dash that lost its blank */
const TIGHT_DASH = /^\s*(?:- +)*-(?=[^\s-]|--?\w)/;
/** `name:web` */
const TIGHT_COLON = /^(?:"[^"\s]+"|'[^'\s]+'|[A-Za-z][\w./-]*):(?=[^\s:])/;
/** `name = web`, `name :web` */
const WRONG_SIGN = /^([A-Za-z]\w*)(?:\s*=\s*|\s+:)(?=\S)/;
/** `ports [{ containerPort: 80 }]` */
const WORD_AND_BRACKET = /^([A-Za-z]\w*)\s+[[{].*[\]}]\s*(?:#.*)?$/;
/** What is no key: a dash without a blank, or a key and what it holds without a blank or colon between them. */
const ODD_KEY = /^-|^\w[\w.-]*:[[{"']|^[A-Za-z]\w*\s+[[{]/;
/** Keys of what the API server writes down about who wrote which field */
const MANAGED = /^[fkv]:\S/;
/** `name web`, `containers` */
const WORD = /^(?:[fkv]:\S+|"[^"\s]+"|'[^'\s]+'|[A-Za-z_][\w./-]*)(?=\s|$)/;
