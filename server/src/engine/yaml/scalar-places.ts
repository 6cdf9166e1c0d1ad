import type { Range } from "../text/edit";
import type { Document } from "./document";
import { rangeInScalar } from "./scalar-text";
import type { Scalar } from "./tree";

/**
 * Where the character of an offset of a scalar's text begins in the document, whatever escapes and line breaks it is
 * written with: cut there, what is before and behind still reads as it did.
 * @returns nothing where that cannot be told
 */
export function placeInScalar(
	document: Document,
	scalar: Scalar,
	offset: number,
): number | undefined {
	if (scalar.templated) return undefined;
	const plainly = rangeInScalar(document, scalar, offset, offset)?.start;
	if (plainly !== undefined) return plainly;
	const written = document.text.slice(scalar.start, scalar.end);
	const read =
		scalar.style === "block" ? readFolded(written) : readFlow(written, scalar);
	if (!read?.text.startsWith(scalar.text)) return undefined;
	const place = read.places[offset];
	return place === undefined ? undefined : scalar.start + place;
}

/**
 * What a part of a scalar's text is written as, to be taken out; in double quotes also where there are escapes.
 * @returns nothing where that cannot be told
 */
export function partInScalar(
	document: Document,
	scalar: Scalar,
	part: Range,
): Range | undefined {
	const plainly = rangeInScalar(document, scalar, part.start, part.end);
	const written = document.text.slice(scalar.start, scalar.end);
	if (plainly || scalar.style !== "double" || written.includes("\n"))
		return plainly;
	const start = placeInScalar(document, scalar, part.start);
	const end = placeInScalar(document, scalar, part.end);
	return start === undefined || end === undefined ? undefined : { start, end };
}

/** A text as it is read, with the place of each of its characters, and of its end. */
interface Read {
	readonly text: string;
	readonly places: readonly number[];
}

const FOLD = /[ \t]*\r?\n[ \t\r\n]*/y;
const ESCAPED_BREAK = /\\\r?\n[ \t]*/y;
const ESCAPE =
	/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|[^xuU])/y;
const ESCAPES: Readonly<Record<string, string>> = {
	"0": "\0",
	a: "\x07",
	b: "\b",
	e: "\x1b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	v: "\v",
	N: "\x85",
	_: "\xa0",
	L: "\u2028",
	P: "\u2029",
};

/** Plain and quoted scalars: escapes, doubled quotes, and line breaks that are blanks. */
function readFlow(written: string, { style }: Scalar): Read {
	const quote = style === "plain" ? 0 : 1;
	const end = written.length - quote;
	const places: number[] = [];
	let text = "";
	let at = quote;
	const add = (read: string, length: number) => {
		for (let index = 0; index < read.length; index++) places.push(at);
		text += read;
		at += length;
	};
	const match = (pattern: RegExp) => {
		pattern.lastIndex = at;
		return pattern.exec(written);
	};
	while (at < end) {
		const fold = match(FOLD)?.[0];
		const joined = style === "double" ? match(ESCAPED_BREAK)?.[0] : undefined;
		const escaped = style === "double" ? match(ESCAPE) : undefined;
		if (fold !== undefined) {
			const breaks = fold.split("\n").length - 1;
			add(breaks === 1 ? " " : "\n".repeat(breaks - 1), fold.length);
		} else if (joined !== undefined) add("", joined.length);
		else if (escaped) {
			const code = escaped[1] ?? escaped[2] ?? escaped[3];
			const letter = escaped[0].slice(1);
			add(
				code === undefined
					? (ESCAPES[letter] ?? letter)
					: String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
				escaped[0].length,
			);
		} else if (style === "single" && written.startsWith("''", at)) add("'", 2);
		else add(written[at] ?? "", 1);
	}
	places.push(at);
	return { text, places };
}

/** Folded blocks (`>`): a line break is a blank, but for lines that are indented further. */
function readFolded(written: string): Read | undefined {
	const header = /^>[-+]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(written)?.[0];
	const body = written.slice(header?.length ?? 0);
	const indent = /^(?:[ \t]*\r?\n)*( +)/.exec(body)?.[1]?.length;
	if (header === undefined || indent === undefined) return undefined;
	const places: number[] = [];
	let text = "";
	let at = header.length;
	let breaks = 0;
	let wasFurther = true;
	for (const line of body.split("\n")) {
		const content = line.slice(indent).replace(/\r$/, "");
		if (content === "") breaks++;
		else {
			const isFurther = /^[ \t]/.test(content);
			const folds = text !== "" && !isFurther && !wasFurther;
			const between = folds
				? breaks === 1
					? " "
					: "\n".repeat(breaks - 1)
				: "\n".repeat(breaks);
			for (let index = 0; index < between.length; index++) places.push(at);
			for (let index = 0; index < content.length; index++)
				places.push(at + indent + index);
			text += between + content;
			breaks = 1;
			wasFurther = isFurther;
		}
		at += line.length + 1;
	}
	places.push(Math.min(at - 1, written.length));
	return { text: `${text}\n`, places: [...places, written.length] };
}
