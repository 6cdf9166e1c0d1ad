import {
	applyEdit,
	commonEnds,
	type Edit,
	type Splice,
	shiftEdit,
	tryEdit,
} from "../text/edit";
import { Lines } from "../text/lines";
import { Document } from "./document";
import { beginsLine } from "./ownership";
import { placeInScalar } from "./scalar-places";
import { nodesOf, type Scalar } from "./tree";

/**
 * An edit of the text that a scalar means, as splices of the document in which the scalar stands.
 * @param edit in offsets of the scalar's text
 * @returns nothing where the scalar's text is not written as it is read, but for escapes: folds, blanks that are no part of it
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
	const inner = new Lines(scalar.text);
	const head = lines.lineAt(scalar.start);
	const header = lines.text.slice(scalar.start, lines.end(head));
	const block = { lines, inner, first: head + 1 };
	const indent = indentOf(block);
	if (!/^\|[-+]?[ \t]*(?:#.*)?$/.test(header) || indent === undefined)
		return undefined;
	return changedLines(inner, edit).map(({ first, last, splices }) => {
		const start = inner.start(first);
		const text = inner.text.slice(start, inner.end(last));
		const after = applyEdit(text, shiftEdit(splices, -start));
		return rewritten(block, indent, first, last, after);
	});
}

/** The lines of a block scalar, and those of its text. */
interface Block {
	readonly lines: Lines;
	readonly inner: Lines;
	/** The line on which the text begins. */
	readonly first: number;
}

function indentOf({ lines, inner, first }: Block): string | undefined {
	let line = 0;
	while (line < inner.count && inner.isBlank(line)) line++;
	const text = inner.content(line);
	const written = lines.content(first + line);
	return text !== "" && written.endsWith(text)
		? written.slice(0, written.length - text.length)
		: undefined;
}

interface ChangedLines {
	readonly first: number;
	readonly last: number;
	readonly splices: readonly Splice[];
}

/** The splices, those that touch a common line together. */
function changedLines(inner: Lines, edit: Edit): readonly ChangedLines[] {
	const groups: ChangedLines[] = [];
	for (const splice of edit) {
		const first = inner.lineAt(splice.start);
		const last = inner.lineAt(splice.end);
		const before = groups.at(-1);
		if (before && before.last >= first)
			groups[groups.length - 1] = {
				first: before.first,
				last: Math.max(before.last, last),
				splices: [...before.splices, splice],
			};
		else groups.push({ first, last, splices: [splice] });
	}
	return groups;
}

/** Puts a text in the place of lines, of which the last may be the empty one behind the text's last line end. */
function rewritten(
	{ lines, inner, first: head }: Block,
	indent: string,
	first: number,
	last: number,
	text: string,
): Splice {
	const isBehind = last === inner.count - 1 && inner.content(last) === "";
	const end = isBehind ? last - 1 : last;
	const own = isBehind ? text.replace(/\n$/, "") : text;
	const written = own
		.split("\n")
		.map((line) => (line === "" ? "" : indent + line))
		.join(lines.eol);
	const start = lines.start(head + first);
	if (first > end) {
		// Behind the last line there is nothing yet.
		const isOpen = start === lines.text.length && !lines.text.endsWith("\n");
		const added = isOpen ? lines.eol + written : written + lines.eol;
		return { start, end: start, text: added };
	}
	if (isBehind && text === "")
		return { start, end: lines.next(head + end), text: "" };
	const old = lines.text.slice(start, lines.end(head + end));
	const same = commonEnds(old, written);
	return {
		start: start + same.head,
		end: start + old.length - same.tail,
		text: written.slice(same.head, written.length - same.tail),
	};
}

/** In double quotes everything can be said; other texts are written as they are read. */
function inLine(
	document: Document,
	scalar: Scalar,
	edit: Edit,
): readonly Splice[] | undefined {
	const isDouble = scalar.style === "double";
	const splices = edit.flatMap((splice): Splice[] => {
		const start = placeInScalar(document, scalar, splice.start);
		const end = placeInScalar(document, scalar, splice.end);
		const isPlain = !/['\\\n]/.test(splice.text);
		if (start === undefined || end === undefined || !(isDouble || isPlain))
			return [];
		const text = isDouble
			? escaped(document, scalar, start, splice.text)
			: splice.text;
		return [{ start, end, text }];
	});
	return splices.length === edit.length ? splices : undefined;
}

/** A text in double quotes; where the others have lines of their own, as in KYAML, so do its lines. */
function escaped(
	{ lines }: Document,
	scalar: Scalar,
	at: number,
	text: string,
): string {
	const written = lines.text.slice(scalar.start, scalar.end);
	const indent = /\\n\\(\r?\n[ \t]*)/.exec(written)?.[1];
	const texts = text
		.split("\n")
		.map((line) => JSON.stringify(line).slice(1, -1));
	if (indent === undefined) return texts.join("\\n");
	// Blanks at the beginning of a line are not part of the text.
	return texts
		.map((line, index) =>
			/^[ \t]/.test(line) && (index > 0 || beginsLine(lines, at))
				? `\\${line}`
				: line,
		)
		.join(`\\n\\${indent}`);
}

/** Does the scalar mean, with the splices, what the edit makes of its text, and is all else as it was? */
function means(
	document: Document,
	scalar: Scalar,
	splices: readonly Splice[],
	edit: Edit,
): boolean {
	const change = tryEdit(splices);
	if (!change) return false;
	const after = new Document(applyEdit(document.text, change));
	if (after.isFaulty) return false;
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
