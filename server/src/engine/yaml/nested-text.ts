import {
	applyEdit,
	commonEnds,
	type Edit,
	makeEdit,
	type Splice,
} from "../text/edit";
import { Document } from "./document";
import { nodesOf, type Scalar } from "./tree";

/**
 * An edit of the text that a scalar means, as splices of the document in which the scalar stands.
 * @param edit in offsets of the scalar's text
 * @returns nothing where the scalar's text is not written as it is read: escapes, folds, blanks that are not part of it
 */
export function editInside(
	document: Document,
	scalar: Scalar,
	edit: Edit,
): readonly Splice[] | undefined {
	if (scalar.templated) return undefined;
	const splices =
		scalar.style === "block"
			? inBlock(document, scalar, edit)
			: inLine(document, scalar, edit);
	return splices && means(document, scalar, splices, edit)
		? splices
		: undefined;
}

/** Lines of a literal block are written as they are read, behind the block's indentation. */
function inBlock(
	{ lines }: Document,
	scalar: Scalar,
	edit: Edit,
): readonly Splice[] | undefined {
	const inner = new Document(scalar.text).lines;
	const head = lines.lineAt(scalar.start);
	if (!/^\|[-+]?[ \t]*(?:#.*)?$/.test(textFrom(scalar.start))) return undefined;
	const indent = indentOf();
	if (indent === undefined) return undefined;
	const splices: Splice[] = [];
	for (const { first, last, changes } of byLines()) {
		const start = inner.start(first);
		const before = inner.text.slice(start, inner.end(last));
		const after = applyEdit(
			before,
			changes.map((splice) => ({
				...splice,
				start: splice.start - start,
				end: splice.end - start,
			})),
		);
		splices.push(...rewritten(first, last, after));
	}
	return splices;

	function textFrom(offset: number): string {
		return lines.text.slice(offset, lines.end(lines.lineAt(offset)));
	}

	function indentOf(): string | undefined {
		for (let line = 0; line < inner.count; line++) {
			const text = inner.content(line);
			if (text.trim() === "") continue;
			const written = lines.content(head + 1 + line);
			return written.endsWith(text)
				? written.slice(0, written.length - text.length)
				: undefined;
		}
		return undefined;
	}

	/** The changes, those of common lines together. */
	function byLines() {
		const groups: { first: number; last: number; changes: Splice[] }[] = [];
		for (const splice of edit) {
			const first = inner.lineAt(splice.start);
			const last = inner.lineAt(splice.end);
			const group = groups.at(-1);
			if (group && group.last >= first) {
				group.last = Math.max(group.last, last);
				group.changes.push(splice);
			} else groups.push({ first, last, changes: [splice] });
		}
		return groups;
	}

	/** Puts a text in the place of whole lines, which may end with the one behind the block's last line end. */
	function rewritten(first: number, last: number, text: string): Splice[] {
		const isBehind = last === inner.count - 1 && inner.content(last) === "";
		const end = isBehind ? last - 1 : last;
		const own = isBehind ? text.replace(/\n$/, "") : text;
		const from = lines.start(head + 1 + first);
		const to = Math.max(from, lines.end(head + 1 + end));
		const written = own
			.split("\n")
			.map((line) => (line === "" ? "" : indent + line))
			.join(lines.eol);
		const old = lines.text.slice(from, to);
		// Behind the last line: nothing is there to be rewritten.
		if (first > end) {
			const isOpen = from === lines.text.length && !lines.text.endsWith("\n");
			const added = isOpen ? lines.eol + written : written + lines.eol;
			return [{ start: from, end: from, text: added }];
		}
		// Nothing is left of the lines: their line ends go, too.
		if (own === "" && text === "")
			return [{ start: from, end: lines.next(head + 1 + end), text: "" }];
		const { head: same, tail } = commonEnds(old, written);
		return [
			{
				start: from + same,
				end: to - tail,
				text: written.slice(same, written.length - tail),
			},
		];
	}
}

/** A text within a line is written as it is read where it has no escapes. */
function inLine(
	{ text }: Document,
	scalar: Scalar,
	edit: Edit,
): readonly Splice[] | undefined {
	const quote = scalar.style === "plain" ? 0 : 1;
	const from = scalar.start + quote;
	const written = text.slice(from, scalar.end - quote);
	if (written !== scalar.text) return undefined;
	const isPlain = edit.every(
		(splice) => !/['\\\n]/.test(splice.text) || splice.text === "",
	);
	return isPlain
		? edit.map((splice) => ({
				...splice,
				start: splice.start + from,
				end: splice.end + from,
			}))
		: undefined;
}

/** Does the scalar mean, with the splices, what the edit makes of its text, and is all else as it was? */
function means(
	document: Document,
	scalar: Scalar,
	splices: readonly Splice[],
	edit: Edit,
): boolean {
	const after = new Document(applyEdit(document.text, makeEdit(splices)));
	if (after.faults.length > 0) return false;
	const [was, is] = [document, after].map(({ root }) =>
		[...nodesOf(root)].flatMap((node) =>
			node.kind === "scalar" ? [{ node, text: node.text }] : [],
		),
	);
	const wanted = applyEdit(scalar.text, edit);
	return (
		was !== undefined &&
		is !== undefined &&
		was.length === is.length &&
		was.every(
			({ node, text }, index) =>
				is[index]?.text === (node === scalar ? wanted : text),
		)
	);
}
