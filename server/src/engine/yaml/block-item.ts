import type { Splice } from "../text/edit";
import type { Document } from "./document";
import { insertLines } from "./line-edit";
import { beginsLine } from "./ownership";
import { blockStyleOf } from "./style";
import type { Scalar } from "./tree";

/** Is it an unquoted text over several lines, of which the first stands below its key? */
export function isOfLines({ lines }: Document, scalar: Scalar): boolean {
	const { start, end, style, holder } = scalar;
	return (
		style === "plain" &&
		holder !== undefined &&
		"key" in holder &&
		!holder.parent.flow &&
		beginsLine(lines, start) &&
		lines.lineAt(end) > lines.lineAt(start)
	);
}

/**
 * Makes such a text the block scalar of a list's only item, its lines as they are.
 * @returns nothing where they have no common left margin, or something stands beside them
 */
export function blockItem(
	document: Document,
	scalar: Scalar,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { start, end, holder, anchor } = scalar;
	const first = lines.lineAt(start);
	const last = lines.lineAt(end);
	const margin = lines.indent(first);
	if (!holder || !("key" in holder) || anchor !== undefined) return undefined;
	if (lines.text.slice(end, lines.end(last)).trim() !== "") return undefined;
	const { dash } = blockStyleOf(document, holder.parent);
	const column = lines.column(holder.key.start) + dash;
	const more = " ".repeat(Math.max(0, column + 2 - margin));
	const splices = [insertLines(lines, first, [`${" ".repeat(column)}- |`])];
	for (let line = first; line <= last; line++) {
		if (lines.isBlank(line)) continue;
		if (lines.indent(line) < margin) return undefined;
		const at = lines.start(line);
		if (more !== "") splices.push({ start: at, end: at, text: more });
	}
	return splices;
}
