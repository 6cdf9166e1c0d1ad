import type { Range } from "../text/edit";
import type { Document } from "./document";
import type { Scalar } from "./tree";

/**
 * Where a part of a scalar's text stands in the document.
 * @returns nothing where the text is not written as it is read: escapes, folds, indentation that differs
 */
export function rangeInScalar(
	{ text }: Document,
	scalar: Scalar,
	start: number,
	end: number,
): Range | undefined {
	if (scalar.templated) return undefined;
	if (scalar.style === "block")
		return rangeInBlock(text.slice(scalar.start, scalar.end), scalar, {
			start,
			end,
		});
	const quote = scalar.style === "plain" ? 0 : 1;
	const written = text.slice(scalar.start + quote, scalar.end - quote);
	const from = scalar.start + quote;
	return written === scalar.text
		? { start: from + start, end: from + end }
		: undefined;
}

/** The same for a literal block (`|`). */
function rangeInBlock(
	written: string,
	scalar: Scalar,
	{ start, end }: Range,
): Range | undefined {
	const header = /^\|[-+]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(written)?.[0];
	const indent = /^(?:[ \t]*\r?\n)*( +)/.exec(
		written.slice(header?.length ?? 0),
	)?.[1];
	if (header === undefined || indent === undefined) return undefined;
	let at = header.length;
	let read = 0;
	let from: number | undefined;
	for (const line of scalar.text.split("\n")) {
		const lead = line === "" ? 0 : indent.length;
		if (written.slice(at + lead, at + lead + line.length) !== line)
			return undefined;
		const place = (offset: number) => scalar.start + at + lead + offset - read;
		if (from === undefined && start <= read + line.length) from = place(start);
		if (from !== undefined && end <= read + line.length)
			return { start: from, end: place(end) };
		read += line.length + 1;
		const next = written.indexOf("\n", at + lead + line.length);
		if (next === -1) return undefined;
		// Blanks at the end of an empty line are not part of the text.
		if (written.slice(at + lead + line.length, next).trim() !== "")
			return undefined;
		at = next + 1;
	}
	return undefined;
}
