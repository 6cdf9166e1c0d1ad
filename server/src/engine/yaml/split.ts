import type { Range, Splice } from "../text/edit";
import type { Document } from "./document";
import { flowLayout, type Part, partsOf, readGap } from "./flow";
import { indentAt } from "./line-edit";
import { beginsLine } from "./ownership";
import type { Mapping, Sequence } from "./tree";

/**
 * Ends a mapping or list in brackets before one of its parts, which begins another one with those behind it.
 * @param key what holds the other one; nothing where that is another item of the list around
 * @returns nothing before the first part, and where it is not clear whose a comment is
 */
export function splitInBrackets(
	document: Document,
	part: Part,
	key?: string,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const within: Mapping | Sequence = part.parent;
	const { holder } = within;
	const parts = partsOf(within);
	const before = parts[parts.indexOf(part) - 1];
	const gap = before && readGap(text, before.end, part.start);
	if (!within.flow || !holder || !gap || gap.hasComments) return undefined;
	if (within.anchor !== undefined || gap.comma === undefined) return undefined;
	const [open, close] = within.kind === "mapping" ? ["{", "}"] : ["[", "]"];
	const isOfLines = beginsLine(lines, part.start);
	const outer = indentAt(lines, holder.start);
	const isOwn = beginsLine(lines, within.start) || "key" in holder;
	let between = isOfLines && isOwn ? `,${lines.eol}${outer}` : ", ";
	if (!holder.parent.flow) {
		// In block style a line of its own parts the two.
		if (!beginsLine(lines, holder.start)) return undefined;
		between = lines.eol + outer + ("key" in holder ? "" : "- ");
	}
	const near = !("key" in part) && "key" in holder ? holder : part;
	const name = key === undefined ? "" : `${quotedLike(document, near, key)}: `;
	const padding = /[ \t]/.test(text[within.start + 1] ?? "") ? " " : "";
	const comma = flowLayout(document, within)?.trailingComma ? "," : "";
	const [end, start] = isOfLines
		? [
				`${comma}${lines.eol}${outer}${close}`,
				`${open}${lines.eol}${indentAt(lines, part.start)}`,
			]
		: [padding + close, open + padding];
	return [
		{
			start: before.end,
			end: part.start,
			text: end + between + name + start,
		},
	];
}

/** A key in quotes, if the one there has some. */
export const quotedLike = (
	{ text }: Document,
	{ start }: Range,
	key: string,
): string => (text[start] === '"' ? JSON.stringify(key) : key);
