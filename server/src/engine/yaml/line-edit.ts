import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import type { LineSpan } from "./ownership";

/** Adds whole lines before a line, which may be the one after the last. */
export function insertLines(
	lines: Lines,
	before: number,
	block: readonly string[],
): Splice {
	const at = before >= lines.count ? lines.text.length : lines.start(before);
	const text = block.join(lines.eol);
	const isOpenEnd =
		before >= lines.count && lines.text !== "" && !lines.text.endsWith("\n");
	return {
		start: at,
		end: at,
		text: isOpenEnd ? lines.eol + text : text + lines.eol,
	};
}

/** A splice that deletes whole lines; the last line of a text without final line end takes the one before it along. */
export function removeLines(lines: Lines, { first, last }: LineSpan): Splice {
	const end = lines.next(last);
	const endsOpen =
		end === lines.text.length && lines.end(last) === end && first > 0;
	return endsOpen
		? { start: lines.end(first - 1), end, text: "" }
		: { start: lines.start(first), end, text: "" };
}

/**
 * Additions and deletions as one change. At the end of a text without final line end the two may meet: lines that are added
 * then take over the line end that is deleted.
 * @returns nothing where they meet otherwise
 */
export function together(
	lines: Lines,
	additions: readonly Splice[],
	removals: readonly Splice[],
): readonly Splice[] | undefined {
	const last = behindComma(lines, additions, removals);
	if (last)
		return [
			...additions.map((each) =>
				each === last.addition
					? { ...each, text: each.text.replace(/,(?=\r?\n$)/, "") }
					: each,
			),
			...removals.filter((each) => each !== last.comma),
		];
	const meets = (removal: Splice) =>
		additions.filter(
			({ start, end }) => start < removal.end && removal.start < end,
		);
	const met = removals.find((removal) => meets(removal).length > 0);
	if (!met) return [...additions, ...removals];
	const [addition, another] = meets(met);
	const isOpenEnd = met.end === lines.text.length && met.text === "";
	if (
		!addition ||
		another ||
		!isOpenEnd ||
		addition.start !== addition.end ||
		!addition.text.endsWith(lines.eol)
	)
		return undefined;
	const text = lines.eol + addition.text.slice(0, -lines.eol.length);
	return [
		...additions.filter((each) => each !== addition),
		...removals.map((each) => (each === met ? { ...met, text } : each)),
	];
}

/** The last part of flow style goes, with the comma before it, and lines are added in between: they are the last ones then. */
function behindComma(
	{ text }: Lines,
	additions: readonly Splice[],
	removals: readonly Splice[],
): { comma: Splice; addition: Splice } | undefined {
	const comma = removals.find(
		({ start, end }) => end === start + 1 && text[start] === ",",
	);
	const addition = additions.findLast(
		({ start, text: added }) =>
			comma &&
			start >= comma.end &&
			text.slice(comma.end, start).trim() === "" &&
			/,\r?\n$/.test(added),
	);
	return comma && addition && { comma, addition };
}

/**
 * Moves lines to the right, or, with a negative number of columns, to the left.
 * @returns nothing when a line has too few blanks to give
 */
export function reindent(
	block: readonly string[],
	by: number,
): readonly string[] | undefined {
	if (by === 0) return block;
	const result: string[] = [];
	for (const line of block) {
		if (line.trim() === "") result.push(line);
		else if (by > 0) result.push(" ".repeat(by) + line);
		else {
			const blanks = line.length - line.trimStart().length;
			if (blanks < -by && !line.trimStart().startsWith("#")) return undefined;
			result.push(line.slice(Math.min(-by, blanks)));
		}
	}
	return result;
}

/**
 * The lines of an item that comes to stand behind another one: comments above its dash that are further right would be taken
 * for that one's, and are put at the column of the dash.
 */
export function behindAnother(
	block: readonly string[],
	column: number,
): readonly string[] {
	const dash = dashOf(block);
	return block.map((line, at) =>
		at < dash && line.search(/\S/) > column
			? " ".repeat(column) + line.trimStart()
			: line,
	);
}

/**
 * The lines of an item with the comments above its dash as they were written before.
 * @returns nothing where these are others
 */
export function ledUpBy(
	block: readonly string[],
	lead: readonly string[],
): readonly string[] | undefined {
	const comments = lead.filter((line) => line.trim() !== "");
	const dash = dashOf(block);
	const now = block.slice(0, dash).filter((line) => line.trim() !== "");
	if (
		now.length !== comments.length ||
		!now.every((line, at) => line.trim() === comments[at]?.trim())
	)
		return undefined;
	let at = 0;
	return block.map((line, index) =>
		index < dash && line.trim() !== "" ? (comments[at++] ?? line) : line,
	);
}

const dashOf = (block: readonly string[]): number =>
	block.findIndex((line) => /^\s*[^\s#]/.test(line));

/**
 * Gives lines another indentation, which may be of tabs.
 * @returns nothing when a line does not have the old one
 */
export function exchangeIndent(
	block: readonly string[],
	from: string,
	to: string,
): readonly string[] | undefined {
	if (from === to) return block;
	const result: string[] = [];
	for (const line of block) {
		if (line.trim() === "") result.push(line);
		else if (line.startsWith(from)) result.push(to + line.slice(from.length));
		else if (line.trimStart().startsWith("#"))
			result.push(to + line.trimStart());
		else return undefined;
	}
	return result;
}

/** What a line has before its content, dashes counted as blanks: the indentation of what begins at the offset or before. */
export function indentAt(lines: Lines, offset: number): string {
	const before = lines.text.slice(lines.start(lines.lineAt(offset)), offset);
	const lead = /^[ \t]*(?:- +)*/.exec(before)?.[0] ?? "";
	return lead.replaceAll("-", " ");
}

/** A first item, or one behind a blank line, looks odd behind more; they separate it from what follows instead. */
export function blanksLast(block: readonly string[]): readonly string[] {
	const first = block.findIndex((line) => line.trim() !== "");
	return [...block.slice(first), ...block.slice(0, first)];
}

/** The lines of a text, whatever ends them. */
export const splitLines = (text: string): string[] => text.split(/\r?\n/);
