import { meantBy } from "../../kubernetes/meant";
import type { Range } from "../../text/edit";
import { Document } from "../../yaml/document";
import { ANY_KEY } from "../../yaml/repair/grammar";
import { type Entry, nodesOf, type Scalar } from "../../yaml/tree";

/** What a person is about to write at an offset of a document. */
export interface Spot {
	/** The document with a word in place of what is half typed, as it is meant where it is broken elsewhere. */
	readonly document: Document;
	/** What is replaced by what is chosen; offsets of the document that is there. */
	readonly word: Range;
	/** The entry whose key is written, or the scalar that is. */
	readonly writes:
		| { readonly key: Entry; readonly hasColon: boolean }
		| { readonly value: Scalar; readonly isGlued: boolean };
	/** Columns before the word. */
	readonly column: number;
	/** Does the word stand in quotation marks? */
	readonly isQuoted: boolean;
}

/** Stands for what is half typed: a word that nobody writes. */
const WORD = ANY_KEY;

/** What may stand before a key or an item on its line: dashes, or the bracket or comma of flow style. */
const BEFORE_KEY = /(?:^[ \t]*(?:-[ \t]+)*|[{,[][ \t]*)(["']?)([\w.$/-]*)$/;
const BEFORE_VALUE =
	/(?:^|[\s{,"'])[\w.$/-]+["']?:([ \t]*)(["']?)([^"',{}[\]#:]*)$/;
const COMMENT = /(?:^|\s)#/;
/** What may stand behind the word: nothing, a comment, what closes a bracket. */
const CLOSED = /^[ \t]*(?:$|\r|[,}\]]|[ \t]#)/;

/**
 * The ways to understand what is written at an offset, the likelier first: a word behind a dash may become a key or an
 * item. None inside of comments and texts, and where a template decides which lines there are.
 *
 * The document is read with a word put in, so that it says by itself where that belongs; half-typed lines elsewhere are
 * read as they are meant.
 */
export function spotsAt(document: Document, offset: number): readonly Spot[] {
	const { text } = document;
	const start = text.lastIndexOf("\n", offset - 1) + 1;
	const end = text.indexOf("\n", offset);
	const before = text.slice(start, offset);
	const after = text.slice(offset, end < 0 ? text.length : end);
	if (COMMENT.test(before) || before.includes("\t")) return [];
	return [
		keySpot(document, offset, before, after),
		valueSpot(document, offset, before, after),
	].filter((spot) => spot !== undefined);
}

function keySpot(
	document: Document,
	offset: number,
	before: string,
	after: string,
): Spot | undefined {
	const [, quote = "", typed = ""] = BEFORE_KEY.exec(before) ?? [];
	if (!BEFORE_KEY.test(before)) return undefined;
	const [rest = ""] = /^[\w.$/-]*/.exec(after) ?? [];
	const behind = after.slice(rest.length);
	const isOpen = quote !== "" && !behind.startsWith(quote);
	const hasColon = /^["']?[ \t]*:(?:\s|$)/.test(behind);
	if (!hasColon && !CLOSED.test(behind.replace(/^["']/, ""))) return undefined;
	const word = { start: offset - typed.length, end: offset + rest.length };
	const read = readWith(
		document,
		word,
		`${WORD}${isOpen ? quote : ""}`,
		hasColon ? "" : ": ",
		isOpen ? "" : quote,
	);
	for (const node of nodesOf(read.root)) {
		const key =
			node.kind === "mapping"
				? node.entries.find((entry) => entry.key.text === WORD)
				: undefined;
		if (!key) continue;
		const mayBeClosed = key.parent.flow || read.isFaulty;
		if (mayBeClosed && isBehindBrackets(document, word)) return undefined;
		return {
			document: read,
			word,
			writes: { key, hasColon },
			column: before.length - typed.length,
			isQuoted: quote !== "",
		};
	}
	return undefined;
}

/** Is a word outside of all brackets, as far as the document can be read without it? What they have closed does not go on. */
function isBehindBrackets({ text }: Document, { start, end }: Range): boolean {
	const rest = new Document(text.slice(0, start) + text.slice(end));
	return (
		!rest.isFaulty &&
		!nodesOf(rest.root).some(
			(node) =>
				(node.kind === "mapping" || node.kind === "sequence") &&
				node.flow &&
				node.start < start &&
				start < node.end,
		)
	);
}

function valueSpot(
	document: Document,
	offset: number,
	before: string,
	after: string,
): Spot | undefined {
	const value = BEFORE_VALUE.exec(before);
	const item = value ? undefined : BEFORE_KEY.exec(before);
	const [blank, quote = "", typed = ""] =
		value?.slice(1) ?? (item ? [" ", ...item.slice(1)] : []);
	if (blank === undefined || (blank === "" && typed !== "")) return undefined;
	const [rest = ""] = /^[^\s"',{}[\]#:]*/.exec(after) ?? [];
	const behind = after.slice(rest.length);
	if (!CLOSED.test(behind.replace(/^["']/, ""))) return undefined;
	const isOpen = quote !== "" && !behind.startsWith(quote);
	const isGlued = blank === "" && quote === "";
	const word = { start: offset - typed.length, end: offset + rest.length };
	const read = readWith(
		document,
		word,
		`${isGlued ? " " : ""}${WORD}${isOpen ? quote : ""}`,
	);
	for (const node of nodesOf(read.root))
		if (node.kind === "scalar" && node.text === WORD)
			return {
				document: read,
				word,
				writes: { value: node, isGlued },
				column: before.length - typed.length,
				isQuoted: quote !== "",
			};
	return undefined;
}

/** The document with something in place of a word, and something behind the quotation mark that follows. */
function readWith(
	{ text, isProse }: Document,
	{ start, end }: Range,
	word: string,
	behind = "",
	quote = "",
): Document {
	const rest = end + quote.length;
	const read = new Document(
		`${text.slice(0, start)}${word}${quote}${behind}${text.slice(rest)}`,
		isProse,
	);
	if (read.templated) return new Document("");
	return read.isFaulty ? (meantBy(read)?.document ?? read) : read;
}
