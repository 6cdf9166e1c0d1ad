import { applyWithin, type Splice } from "../text/edit";
import type { Document } from "./document";
import {
	flowLayout,
	indentOfPart,
	type Part,
	partsOf,
	readGap,
	separatorNear,
	shiftText,
} from "./flow";
import {
	blanksLast,
	indentAt,
	insertLines,
	removeLines,
	splitLines,
} from "./line-edit";
import {
	firstLineWithComments,
	itemWithLead,
	type LineSpan,
	lastToLeave,
	lineBeforeItem,
	linesOf,
} from "./ownership";
import type { Mapping, Sequence } from "./tree";

/** A part in flow style without a place, and what goes with it. */
export interface FlowPiece {
	/** Lines above it: comments and blank lines. */
	readonly lead: readonly string[];
	readonly text: string;
	/** A comment behind it, with the blanks before that. */
	readonly trail: string;
	/** What its further lines are indented by at least. */
	readonly indent: string;
}

/** A piece that is nothing but its text. */
export const bare = (text: string, indent = ""): FlowPiece => ({
	lead: [],
	text,
	trail: "",
	indent,
});

/**
 * Deletes a part of flow style, with one comma beside it. An item takes its comments along, an entry the one behind it.
 * @returns nothing for the only one, and where it is not clear whose a comment is
 */
export function removeFromFlow(
	document: Document,
	part: Part,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const within: Mapping | Sequence = part.parent;
	const layout = flowLayout(document, within);
	const parts = partsOf(within);
	const at = parts.indexOf(part);
	const before = parts[at - 1];
	const after = parts[at + 1];
	if (!layout || (!before && !after)) return undefined;
	if (layout.ownLines) {
		const removal = removeLines(lines, spanOf(document, part));
		if (after || layout.trailingComma || !before) return [removal];
		const comma = readGap(text, before.end, part.start)?.comma;
		return comma === undefined
			? undefined
			: [{ start: comma, end: comma + 1, text: "" }, removal];
	}
	const gap = after
		? readGap(text, part.end, after.start)
		: before && readGap(text, before.end, part.start);
	if (!gap || gap.hasComments) return undefined;
	return [
		after
			? { start: part.start, end: after.start, text: "" }
			: { start: before?.end ?? part.start, end: part.end, text: "" },
	];
}

function spanOf({ lines }: Document, part: Part): LineSpan {
	if (!("index" in part)) return linesOf(lines, part);
	const own = itemWithLead(lines, part);
	return { ...own, last: lastToLeave(lines, part, own) };
}

/**
 * A part that is written in flow style, to stand somewhere else; where it stands is left as it is. It may be an item of a
 * block list.
 * @param inner changes inside the part; offsets of the document
 */
export function liftPiece(
	document: Document,
	item: Part,
	inner: readonly Splice[],
): FlowPiece | undefined {
	const { lines, text } = document;
	const within: Mapping | Sequence = item.parent;
	const own = within.flow ? item : item.value;
	if (!own || ("flow" in own && !own.flow)) return undefined;
	const written = applyWithin(text, own, inner);
	if (written === undefined) return undefined;
	const indent = indentOfPart(document, own);
	const layout = within.flow && flowLayout(document, within);
	if (layout && !layout.ownLines) {
		const parts = partsOf(within);
		const next = parts[parts.indexOf(item) + 1];
		const before = parts[parts.indexOf(item) - 1];
		const gaps = [
			readGap(text, before?.end ?? within.start + 1, item.start),
			readGap(text, item.end, next?.start ?? within.end - 1),
		];
		return gaps.some((gap) => !gap || gap.hasComments)
			? undefined
			: bare(written, indent);
	}
	if (
		layout === undefined ||
		!/^(?:- *)?$/.test(text.slice(item.start, own.start))
	)
		return undefined;
	const { first, last } =
		"index" in item ? itemWithLead(lines, item) : linesOf(lines, item);
	if (last !== lines.lineAt(item.end)) return undefined;
	const lead = Array<string>(spanOf(document, item).last - last).fill("");
	for (let line = first; line < lines.lineAt(item.start); line++)
		lead.push(lines.content(line));
	const behind = text.slice(item.end, lines.end(last)).replace(/^[ \t]*,/, "");
	const trail = behind.trim() === "" ? "" : behind;
	return /^(?:[ \t]+#.*)?$/.test(trail)
		? { lead, text: written, trail, indent }
		: undefined;
}

/**
 * Puts a piece into flow style that has parts already, at an index, as these are laid out.
 * @returns nothing where a comment finds no line of its own, or it is not clear whose one is that stands there
 */
export function insertIntoFlow(
	document: Document,
	within: Mapping | Sequence,
	index: number,
	piece: FlowPiece,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const layout = flowLayout(document, within);
	const parts = partsOf(within);
	const before = parts[index - 1];
	const after = parts[index];
	const neighbour = after ?? before;
	if (!layout || !neighbour) return undefined;
	if (layout.ownLines) {
		const indent = indentAt(lines, neighbour.start);
		const write = (comma: string) => writePiece(document, piece, indent, comma);
		if (after) {
			const block = write(",");
			const line = lineBefore(document, after);
			const isParted = !before || "key" in after || lines.isBlank(line - 1);
			return (
				block && [
					insertLines(lines, line, isParted ? blanksLast(block) : block),
				]
			);
		}
		if (!before) return undefined;
		const block = write(layout.trailingComma ? "," : "");
		if (!block) return undefined;
		const addition = insertLines(lines, linesOf(lines, before).last + 1, block);
		return layout.trailingComma
			? [addition]
			: [{ start: before.end, end: before.end, text: "," }, addition];
	}
	if (piece.trail !== "" || piece.lead.some((line) => line.trim() !== ""))
		return undefined;
	const [left, right] =
		before && after ? [before, after] : nearestPair(parts, index);
	let separator = separatorNear(document, within);
	if (left && right) {
		const gap = readGap(text, left.end, right.start);
		if (!gap || gap.hasComments) return undefined;
		separator = text.slice(left.end, right.start);
	}
	const lineStart = /\n([ \t]*)$/.exec(separator)?.[1];
	const indent = lineStart ?? indentOfPart(document, neighbour);
	const written = shiftText(piece.text, piece.indent, indent, lines.eol);
	if (written === undefined) return undefined;
	const at = before?.end ?? neighbour.start;
	return [
		{
			start: at,
			end: at,
			text: before ? separator + written : written + separator,
		},
	];
}

/** The two parts between which stands what will stand between a new one at an end and its neighbour. */
function nearestPair(
	parts: readonly Part[],
	index: number,
): readonly [Part | undefined, Part | undefined] {
	const last = index === 0 ? 1 : parts.length - 1;
	return [parts[last - 1], parts[last]];
}

function lineBefore({ lines }: Document, part: Part): number {
	return "index" in part
		? lineBeforeItem(lines, part)
		: firstLineWithComments(lines, part);
}

/** The lines of a piece that has lines of its own. */
function writePiece(
	{ lines }: Document,
	piece: FlowPiece,
	indent: string,
	comma: string,
): readonly string[] | undefined {
	const written = shiftText(piece.text, piece.indent, indent, lines.eol);
	if (written === undefined) return undefined;
	return [
		...piece.lead.map((line) =>
			line.trim() === "" ? line : indent + line.trimStart(),
		),
		...splitLines(indent + written + comma + piece.trail),
	];
}

/** How a list is to be written that has one item only. */
export interface ListShape {
	readonly ownLines: boolean;
	readonly trailingComma: boolean;
	/** What the item is indented by beyond the line of the list's key. */
	readonly step: string;
	/** What stands between a bracket and an item on the same line. */
	readonly padding: string;
}

/** The shape of a list that has items, for another one beside it. */
export function shapeOf(
	document: Document,
	list: Sequence,
): ListShape | undefined {
	const { lines, text } = document;
	const layout = flowLayout(document, list);
	const [first] = list.items;
	if (!layout || !first) return undefined;
	const outer = indentAt(lines, list.start);
	const inner = indentAt(lines, first.start);
	const padding = text.slice(list.start + 1, first.start);
	return {
		...layout,
		step: inner.startsWith(outer) ? inner.slice(outer.length) : "  ",
		padding: /^[ \t]*$/.test(padding) ? padding : "",
	};
}

/** Writes a list with one item. */
export function writeList(
	document: Document,
	piece: FlowPiece,
	shape: ListShape,
	indent: string,
): string | undefined {
	const { eol } = document.lines;
	if (shape.ownLines) {
		const first = piece.lead.findIndex((line) => line.trim() !== "");
		const block = writePiece(
			document,
			{ ...piece, lead: first === -1 ? [] : piece.lead.slice(first) },
			indent + shape.step,
			shape.trailingComma ? "," : "",
		);
		return block && ["[", ...block, `${indent}]`].join(eol);
	}
	if (piece.trail !== "" || piece.lead.some((line) => line.trim() !== ""))
		return undefined;
	const written = shiftText(piece.text, piece.indent, indent, eol);
	return written && `[${shape.padding}${written}${shape.padding}]`;
}
