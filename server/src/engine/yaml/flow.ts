import type { Range } from "../text/edit";
import type { Document } from "./document";
import { exchangeIndent, indentAt, splitLines } from "./line-edit";
import { beginsLine } from "./ownership";
import type { Entry, Item, Mapping, Sequence } from "./tree";

/** An entry of a mapping or an item of a list. */
export type Part = Entry | Item;

export const partsOf = (within: Mapping | Sequence): readonly Part[] =>
	within.kind === "mapping" ? within.entries : within.items;

/** What stands between two parts in flow style, or between one and a bracket. */
interface Gap {
	/** Offset of the comma. */
	readonly comma: number | undefined;
	readonly hasComments: boolean;
}

/** Reads a gap; nothing where there is more than blanks, comments and a comma (an anchor, a tag, a template). */
export function readGap(
	text: string,
	start: number,
	end: number,
): Gap | undefined {
	let comma: number | undefined;
	let hasComments = false;
	for (let at = start; at < end; at++) {
		const character = text[at] ?? "";
		if (/\s/.test(character)) continue;
		if (character === "," && comma === undefined) comma = at;
		else if (character === "#") {
			hasComments = true;
			while (at + 1 < end && text[at + 1] !== "\n") at++;
		} else return undefined;
	}
	return { comma, hasComments };
}

/** How a list or mapping of flow style is laid out. */
export interface FlowLayout {
	/** Has each part lines of its own, so that comments can be told apart? Else they run on, with what stands between. */
	readonly ownLines: boolean;
	/** Is there a comma behind the last part? */
	readonly trailingComma: boolean;
}

/** The layout of a collection of flow style that has parts. */
export function flowLayout(
	{ lines, text }: Document,
	within: Mapping | Sequence,
): FlowLayout | undefined {
	const parts = partsOf(within);
	const close = within.end - 1;
	if (!within.flow || parts.length === 0) return undefined;
	let ownLines = beginsLine(lines, close);
	let trailingComma = false;
	for (const [index, part] of parts.entries()) {
		const next = parts[index + 1];
		const gap = readGap(text, part.end, next?.start ?? close);
		if (!gap) return undefined;
		if (!next) trailingComma = gap.comma !== undefined;
		ownLines &&=
			beginsLine(lines, part.start) &&
			(gap.comma === undefined ||
				lines.lineAt(gap.comma) === lines.lineAt(part.end));
	}
	return { ownLines, trailingComma };
}

/**
 * The indentation that the further lines of a part refer to: its own column where they all stand behind that, else the
 * indentation of the line it begins on (`containers: [{` and its `}]`).
 */
export function indentOfPart({ lines, text }: Document, part: Range): string {
	const column = lines.column(part.start);
	const [, ...further] = splitLines(text.slice(part.start, part.end));
	const hangs =
		further.length > 0 &&
		further.every(
			(line) =>
				line.trim() === "" || line.length - line.trimStart().length >= column,
		);
	return hangs && !beginsLine(lines, part.start)
		? " ".repeat(column)
		: indentAt(lines, part.start);
}

/** Gives the further lines of a text another indentation. */
export function shiftText(
	text: string,
	from: string,
	to: string,
	eol: string,
): string | undefined {
	const [head = "", ...further] = splitLines(text);
	const shifted = exchangeIndent(further, from, to);
	return shifted && [head, ...shifted].join(eol);
}

/** What stands between two parts that run on, where nothing else shows it: as elsewhere in the collections around. */
export function separatorNear(
	{ text }: Document,
	within: Mapping | Sequence,
): string {
	for (
		let at: Mapping | Sequence | undefined = within;
		at?.flow;
		at = at.holder?.parent
	) {
		const [first, second] = partsOf(at);
		if (!first || !second) continue;
		const between = text.slice(first.end, second.start);
		if (/^,[ \t]*$/.test(between)) return between;
	}
	// Who leaves out the blank behind a colon leaves out this one too.
	const [entry] = within.kind === "mapping" ? within.entries : [];
	return entry?.value &&
		/^:$/.test(text.slice(entry.key.end, entry.value.start))
		? ","
		: ", ";
}
