import type { Effort } from "./effort";
import type { SlipKind } from "./slip";

/** A bracket, comma or colon of a text in brackets, outside of its quoted texts. */
interface Mark {
	readonly sign: string;
	readonly line: number;
	readonly column: number;
	/** How far its line is indented. */
	readonly indent: number;
}

/** One character put in, taken away, or written as another one. */
export interface BracketMend {
	readonly line: number;
	readonly column: number;
	readonly removed: number;
	readonly added: string;
	/** Does the indentation say so? */
	readonly isLikely: boolean;
}

const putIn = (
	line: number,
	column: number,
	added: string,
	isLikely: boolean,
): BracketMend => ({ line, column, removed: 0, added, isLikely });

/** What a person did who has to mend it so. */
export function slipOf({ removed, added }: BracketMend): SlipKind {
	if (removed > 0) return added === "" ? "no-bracket" : "other-bracket";
	return /[[{]/.test(added) ? "open-bracket" : "bracket";
}

const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}" };
const OPENERS: Readonly<Record<string, string>> = { "]": "[", "}": "{" };
const MARKS =
	/"(?:[^"\\]|\\.)*"|(?<=[\s[{,:]|^)'(?:[^']|'')*'|(?<=\s|^)#.*|[[\]{},:]/g;

/** How many places of a line are looked at. */
const MOST = 80;
/** What it takes to look at a mark, and how many steps are spent on it in all. */
const LOOK = 0.1;
const MOST_STEPS = 5_000;

/**
 * What may be wrong where brackets do not match: one is missing, too many or of the other kind. How far lines are indented
 * tells which; on one line each place between two entries may be it.
 *
 * @returns those after which all brackets match, the likeliest first; none where all match, or quotes do not
 */
export function bracketMends(
	lines: readonly (string | undefined)[],
	effort: Effort,
): readonly BracketMend[] {
	const marks = marksOf(lines);
	const wrong = marks && firstWrong(marks);
	if (!wrong) return [];
	const each = LOOK * marks.length;
	let left = MOST_STEPS;
	const found: BracketMend[] = [];
	// Where texts go on over lines, one of them alone does not tell what is in a text.
	const areApart = !lines.some((line) => line?.endsWith("\\"));
	for (const mend of candidates(lines, marks, wrong)) {
		left -= each;
		if (left < 0 || !effort.spend(each)) break;
		const content = mended(lines, mend);
		// That would be a template's.
		if (content.includes("{{")) continue;
		const after = areApart
			? marksWith(marks, mend.line, content)
			: marksOf(lines.with(mend.line, content));
		if (after && !firstWrong(after)) found.push(mend);
	}
	return found;
}

/** The marks of a text of which one line has changed. */
function marksWith(
	marks: readonly Mark[],
	line: number,
	content: string,
): readonly Mark[] | undefined {
	const first = marks.findIndex((mark) => mark.line >= line);
	const before = first === -1 ? marks : marks.slice(0, first);
	const behind = marks.filter((mark) => mark.line > line);
	const own = marksOf([content])?.map((mark) => ({ ...mark, line }));
	return own && [...before, ...own, ...behind];
}

export function mended(
	lines: readonly (string | undefined)[],
	{ line, column, removed, added }: BracketMend,
): string {
	const content = lines[line] ?? "";
	const meant =
		content.slice(0, column) + added + content.slice(column + removed);
	// What stands alone behind the last line end gets one of its own: another document may follow.
	const isBehindAll = line > 0 && line === lines.length - 1;
	return isBehindAll && content.trim() === "" ? `${meant}\n` : meant;
}

/** @returns nothing where a quote is not closed, so that it is not known what is in a text */
function marksOf(
	lines: readonly (string | undefined)[],
): readonly Mark[] | undefined {
	const marks: Mark[] = [];
	let isInText = false;
	for (const [line, content = ""] of lines.entries()) {
		let rest = "";
		let end = isInText ? endOfText(content) : 0;
		if (end === undefined) continue;
		isInText = false;
		const found = content.search(/\S/);
		const indent = found === -1 ? content.length : found;
		for (const match of content.matchAll(MARKS)) {
			const [sign] = match;
			if (match.index < end) continue;
			rest += content.slice(end, match.index);
			end = match.index + sign.length;
			if (sign.length === 1)
				marks.push({ sign, line, column: match.index, indent });
		}
		rest += content.slice(end);
		isInText = OPENS_TEXT.test(rest);
		if (!isInText && rest.includes('"')) return undefined;
	}
	return marks;
}

/** `"\\`, behind which a text goes on over the next lines, as in KYAML */
const OPENS_TEXT = /^[^"]*"\\$/;
/** The column behind a text that began on a line above; nothing where it goes on below. */
const endOfText = (content: string): number | undefined =>
	/^(?:[^"\\]|\\.)*"/.exec(content)?.[0].length;

interface Wrong {
	/** The brackets that are open there. */
	readonly open: readonly Mark[];
	/** The bracket that closes none of them; nothing at the end of the text. */
	readonly at: Mark | undefined;
}

function firstWrong(marks: readonly Mark[]): Wrong | undefined {
	const open: Mark[] = [];
	for (const mark of marks) {
		const { sign, line, indent } = mark;
		if (CLOSERS[sign]) open.push(mark);
		if (!OPENERS[sign]) continue;
		const last = open.at(-1);
		if (last?.sign !== OPENERS[sign]) return { open, at: mark };
		// What closes further left than it was opened closes another one, if there is one there.
		const isAstray =
			line !== last.line &&
			indent !== last.indent &&
			mark.column === indent &&
			open.some((each) => each.sign === last.sign && each.indent === indent);
		// `}}`, or `emptyDir: }`: it would close what stands further left.
		const isOdd = line !== last.line && last.indent < indent;
		if (isAstray || isOdd) return { open, at: mark };
		open.pop();
	}
	return open.length > 0 ? { open, at: undefined } : undefined;
}

function* candidates(
	lines: readonly (string | undefined)[],
	marks: readonly Mark[],
	{ open, at }: Wrong,
): Generator<BracketMend> {
	const last = open.at(-1);
	const closer = last && CLOSERS[last.sign];
	const instead = (added: string, isLikely: boolean): BracketMend => ({
		line: at?.line ?? 0,
		column: at?.column ?? 0,
		removed: 1,
		added,
		isLikely,
	});
	if (at && closer && closer !== at.sign && isOpposite(at, last))
		yield instead(closer, true);
	for (const each of open.toReversed()) yield* closing(lines, marks, each, at);
	if (!at) return;
	yield instead("", true);
	yield* opening(lines, marks, at, last);
	if (closer && closer !== at.sign) yield instead(closer, false);
}

/** Does a bracket close where another one would? */
const isOpposite = (at: Mark, open: Mark): boolean =>
	at.line === open.line || at.indent === open.indent;

/** Places where a bracket may have been closed. */
function* closing(
	lines: readonly (string | undefined)[],
	marks: readonly Mark[],
	{ sign, line, column, indent }: Mark,
	at: Mark | undefined,
): Generator<BracketMend> {
	const added = CLOSERS[sign] ?? "";
	const end = at?.line ?? lines.length - 1;
	if (end > line && !isAllOnOneLine(lines)) {
		let next = line + 1;
		// `}, {` is in the middle of what was opened above.
		const isInside = (content: string): boolean =>
			content === "" ||
			content.search(/\S|$/) > indent ||
			(content.search(/\S|$/) === indent && /[\]}], *[[{]$/.test(content));
		while (next < lines.length && isInside(lines[next] ?? "")) next++;
		const content = lines[next] ?? "";
		const closes = /^\s*(?:[\]},]|$)/.test(content);
		let before = next - 1;
		while (before > line && (lines[before] ?? "").trim() === "") before--;
		const gap = lines[before + 1];
		if (gap?.trim() === "") {
			// Of a line that was deleted nothing is left, or its blanks.
			const column = Math.min(gap.length, indent);
			const follows = lines.slice(next).find((each) => each?.trim());
			const comma = follows && !/^\s*[\]},]/.test(follows) ? "," : "";
			const text = " ".repeat(indent - column) + added + comma;
			yield putIn(before + 1, column, text, true);
			return;
		}
		if (closes && content !== "" && content.search(/\S|$/) === indent) {
			yield putIn(next, indent, added, true);
			const { length } = /^\s*[\]}]*/.exec(content)?.[0] ?? "";
			if (length > indent) yield putIn(next, length, added, true);
			return;
		}
		const text = (lines[before] ?? "").trimEnd();
		const behind = text.endsWith(",") ? text.length - 1 : text.length;
		const isLast = closes || text.endsWith(",");
		yield putIn(before, behind, isLast ? added : `${added},`, true);
		return;
	}
	const { length } = (lines[line] ?? "").trimEnd();
	yield putIn(line, length, added, false);
	let tried = 0;
	// The longest object first: what follows belongs to it as long as it may.
	for (const mark of marks.toReversed()) {
		if (mark.line !== line || mark.column <= column) continue;
		if (!/[,\]}]/.test(mark.sign) || ++tried > MOST) continue;
		yield putIn(line, mark.column, added, false);
	}
}

const isAllOnOneLine = (lines: readonly (string | undefined)[]): boolean =>
	lines.filter((content) => content?.trim()).length === 1;

/** Places where the bracket that is closed may have been opened. */
function* opening(
	lines: readonly (string | undefined)[],
	marks: readonly Mark[],
	at: Mark,
	last: Mark | undefined,
): Generator<BracketMend> {
	const added = OPENERS[at.sign] ?? "";
	const { length: lead } = /^[\s\]}]*/.exec(lines[at.line] ?? "")?.[0] ?? "";
	if (lead > at.column && !isAllOnOneLine(lines)) {
		for (let line = at.line - 1; line >= 0; line--) {
			const content = lines[line] ?? "";
			const found = content.search(/\S/);
			const indent = found === -1 ? content.length : found;
			if (indent > at.indent || content === "") continue;
			if (indent !== at.indent) break;
			// Behind a key without a value, another bracket, or nothing but blanks; or before a bracket.
			const { length } = content.trimEnd();
			const isOpen = /[:,]\s*$|[[{]$|^\s+$/.test(content);
			if (isOpen)
				yield putIn(
					line,
					/[:,] $/.test(content) ? length + 1 : length || indent,
					/[:,]$/.test(content) ? ` ${added}` : added,
					true,
				);
			if (/[[{]$/.test(content)) yield putIn(line, length - 1, added, true);
			// `}, {` is in the middle of what was opened above.
			if (!/^\s*[\]}]/.test(content)) break;
		}
	}
	const from = last?.line === at.line ? last.column : -1;
	let tried = 0;
	for (const { sign, line, column } of marks.toReversed()) {
		if (line !== at.line || column >= at.column || column < from) continue;
		if (!/[,:[{]/.test(sign) || ++tried > MOST) continue;
		const blanks = /^\s*/.exec((lines[line] ?? "").slice(column + 1));
		yield putIn(line, column + 1 + (blanks?.[0].length ?? 0), added, false);
	}
	yield putIn(at.line, at.indent, added, false);
}
