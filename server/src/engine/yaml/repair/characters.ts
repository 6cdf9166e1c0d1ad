import { Lines } from "../../text/lines";
import { isSkipped, lastLineOf, readLine } from "../outline";
import { type Draft, LONGEST_LINE, type PlacedSlip, textOf } from "./draft";
import type { SlipKind } from "./slip";

/** Blanks that look like one and are none for YAML: no-break, full-width, and their kin. */
const ALIEN_BLANK = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;
const ALIEN_BLANKS = new RegExp(ALIEN_BLANK.source, "g");
/** Also a tab behind a dash; behind a colon YAML allows it. */
const ALIEN_OR_TAB = new RegExp(`${ALIEN_BLANK.source}|(?<=- *)\\t`);
/** What stands before a key or an item's text, blanks of any kind; also a byte order mark. */
const INDENTATION = /^\s*/;
/** `name：`, full-width, also in what the API server writes down about fields: `f:image：` */
const ALIEN_COLON = new RegExp(
	`^(\\s*(?:- +)*(?:"[^"]*"|'[^']*'|(?:[fkv]:)?[A-Za-z_][\\w./-]*))[ \\t]*[：﹕︓](?:[ \\t]|${ALIEN_BLANK.source})*`,
);
/** The quotes of printed text, for which YAML's double and single ones are meant. */
export const PRINTED = { double: "“”„‟＂«»", single: "‘’‚‛＇‹›" } as const;
/** One of those, or of YAML's, or none. */
export const ANY_QUOTE = `["'${PRINTED.double}${PRINTED.single}]?`;
/** The dashes and bullets of printed lists. */
export const BULLETS = "–—‒―−‐‑•◦‣▪●○·・＊－";
/** Those and a star, where an item begins. */
export const ALIEN_DASH = new RegExp(
	`^((?:- +)*)[*${BULLETS}](?=(?:[ \\t]|${ALIEN_BLANK.source})+\\S)`,
);
/** A bullet without a blank behind it; a star would be an alias, and a dash of print may begin a text. */
const TIGHT_BULLET = /^((?:- +)*)[•◦‣▪●○·・](?=["']?[A-Za-z])/;
/** `key:`, as in an item of a list of objects */
const ENTRY = /^\s*(?:"[^"]*"|'[^']*'|[A-Za-z_][\w./-]*)[:：](?:\s|$)/;
/** All that looks like YAML's characters and is something else. */
const UNUSUAL = /[^ -~]/;
/** `run: |`, behind which a text of several lines stands */
const OPENS_BLOCK = /(?:^|[:-] +)[|>][-+\d]*\s*(?:#.*)?$/;
const MAY_OPEN_BLOCK = /[|>]/;

/**
 * Replaces characters that look like those of YAML: tabs and other blanks in front of a line and behind its dashes and
 * colon, a full-width colon behind its key, the quotes of printed text around its value.
 *
 * @param tab columns at whose multiples the text goes on behind a tab
 * @param wide columns for which a full-width blank stands
 */
export function straighten(
	draft: Draft,
	tab: number,
	[wide = 1] = widthsOfWide(draft),
): Draft {
	if (!draft.lines.some((line) => line !== undefined && isUnusual(line)))
		return draft;
	const loose = new Set(draft.loose);
	const slips: PlacedSlip[] = [];
	/** Column of the key or dash whose text of several lines goes on. */
	let block: number | undefined;
	/** Column of the items of a list, and whether a key stands above whose list may begin. */
	let items: number | undefined;
	let opens = true;
	const texts = linesInTexts(draft, (line) =>
		ALIEN_DASH.test(line.trimStart()),
	);
	const lines = draft.lines.map((line, at) => {
		if (line === undefined || line.trim() === "" || line.length > LONGEST_LINE)
			return line;
		if (block !== undefined && blanksIn(line) > block) return line;
		let slip: Omit<PlacedSlip, "line"> | undefined;
		const note: Note = (kind, start, end) => {
			slip ??= { kind, start, end };
		};
		let [indentation = ""] = INDENTATION.exec(line) ?? [];
		let rest = line.slice(indentation.length);
		const own = indentation.length;
		if (/[^ ]/.test(indentation) && rest !== "") {
			const kind = indentation.includes("\t") ? "tab" : "alien-blank";
			note(kind, 0, own);
			indentation = " ".repeat(widthOf(indentation, tab, wide));
			if (block === undefined || indentation.length <= block) loose.add(at);
		}
		if (block !== undefined && indentation.length > block) {
			if (slip) slips.push({ ...slip, line: at });
			return indentation + rest;
		}
		block = undefined;
		if (!rest.startsWith("#")) {
			const noteIn: Note = (kind, start, end) =>
				note(kind, start + own, end + own);
			const { length } = indentation;
			const mayBegin = opens || items === length;
			if (!texts.has(at)) rest = straightDash(rest, mayBegin, noteIn);
			if (/^-\s/.test(rest)) items = length;
			else if (items !== undefined && length <= items) items = undefined;
			opens = /:\s*(?:#.*)?$/.test(rest);
			if (UNUSUAL.test(rest)) rest = straightenRest(rest, noteIn);
		}
		if (MAY_OPEN_BLOCK.test(rest) && OPENS_BLOCK.test(rest))
			block = indentation.length;
		if (slip) slips.push({ ...slip, line: at });
		return indentation + rest;
	});
	return slips.length > 0
		? { ...draft, lines, loose, slips: [...draft.slips, ...slips] }
		: draft;
}

/** May anything in a line have to be straightened? */
const isUnusual = (line: string): boolean =>
	UNUSUAL.test(line) || ALIEN_DASH.test(line.trimStart());

const blanksIn = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/**
 * Columns for which a full-width blank may stand, the likeliest first: it looks like two, but where there are always two of
 * them, each was typed for one.
 */
export function widthsOfWide({ lines }: Draft): readonly number[] {
	const counts = lines.flatMap(
		(line) => /^\u3000+/.exec(line ?? "")?.[0].length ?? [],
	);
	if (counts.length === 0) return [1];
	return counts.every((count) => count % 2 === 0) ? [1, 2] : [2, 1];
}

function widthOf(indentation: string, tab: number, wide: number): number {
	let width = 0;
	for (const character of indentation) {
		if (character === "\t") width += tab - (width % tab);
		else if (character === "\u3000") width += wide;
		else if (character !== "\uFEFF") width++;
	}
	return width;
}

/**
 * The further lines of texts and brackets, in which everything is what it is.
 * @param matters is it asked for because of such a line?
 */
export function linesInTexts(
	draft: Draft,
	matters: (line: string) => boolean,
): ReadonlySet<number> {
	const inside = new Set<number>();
	if (!draft.lines.some((line = "") => matters(line))) return inside;
	const lines = new Lines(textOf(draft));
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const last = lastLineOf(lines, line, readLine(content));
		// Behind what never ends it is not known; to look for each end again would take long.
		if (last === undefined) break;
		for (let at = line + 1; at <= last; at++) inside.add(at);
		line = last;
	}
	return inside;
}

/** Writes the dash of an item that is a printed one, or a bullet. */
function straightDash(line: string, isItem: boolean, note: Note): string {
	const [mark, dashes = ""] = ALIEN_DASH.exec(line) ?? [];
	if (mark === undefined) return straightBullet(line, note);
	const rest = line.slice(mark.length);
	// Behind a dash a text may well begin with one of its own.
	const mayBeText = dashes !== "" || !isItem;
	if (mayBeText && !ENTRY.test(rest)) return line;
	note("alien-dash", dashes.length, mark.length);
	return `${dashes}-${rest}`;
}

/** Writes the dash of an item that is a bullet right in front of a key. */
function straightBullet(line: string, note: Note): string {
	const [mark, dashes = ""] = TIGHT_BULLET.exec(line) ?? [];
	if (mark === undefined) return line;
	const rest = line.slice(mark.length);
	if (!ENTRY.test(rest)) return line;
	note("alien-dash", dashes.length, mark.length);
	return `${dashes}- ${rest}`;
}

type Note = (kind: SlipKind, start: number, end: number) => void;

/** `“name”: web`, with a printed quote on one side of a key at least */
function straightKey(line: string, note: Note): string {
	const [all, before = "", first = "", key = "", last = ""] =
		QUOTED_KEY.exec(line) ?? [];
	if (all === undefined || !(EITHER.test(first) || EITHER.test(last)))
		return line;
	note("alien-quote", before.length, all.length);
	const quote = SINGLE.test(first) || first === "'" ? "'" : '"';
	return `${before}${quote}${key}${quote}${line.slice(all.length)}`;
}

function straightenRest(line: string, note: Note): string {
	let rest = straightKey(line, note);
	const colon = ALIEN_COLON.exec(rest);
	if (colon) {
		const [all, key = ""] = colon;
		note("alien-colon", key.length, all.length);
		const value = rest.slice(all.length);
		rest = `${key}:${value === "" ? "" : " "}${value}`;
	}
	const structure =
		/^(?:-[\s\u00A0\u2000-\u200A\u3000]+)*(?:(?:"[^"]*"|'[^']*'|[A-Za-z_][\w./-]*):)?[\s\u00A0\u2000-\u200A\u3000]*/.exec(
			rest,
		)?.[0] ?? "";
	const alien = structure.search(ALIEN_OR_TAB);
	if (alien !== -1) {
		note(structure[alien] === "\t" ? "tab" : "alien-blank", alien, alien + 1);
		rest =
			structure
				.replace(ALIEN_BLANKS, " ")
				.replace(/^(?:-[ \t]+)+/, (dashes) => dashes.replaceAll("\t", " ")) +
			rest.slice(structure.length);
	}
	// Behind a value blanks of any kind are nothing.
	const trailing = /[\u00A0\u3000]+$/.exec(rest);
	if (trailing && !rest.includes("#")) {
		note("alien-blank", trailing.index, rest.length);
		rest = rest.slice(0, trailing.index);
	}
	return straightQuotes(rest, structure.length, note);
}

const DOUBLE = new RegExp(`[${PRINTED.double}]`);
const SINGLE = new RegExp(`[${PRINTED.single}]`);
const QUOTED_KEY = new RegExp(
	`^((?:- +)*(?:[{[]\\s*)*)(["'${PRINTED.double}${PRINTED.single}])([\\w./-]+)(["'${PRINTED.double}${PRINTED.single}])(?=\\s*[:：])`,
);
const EITHER = new RegExp(`[${PRINTED.double}${PRINTED.single}]`);

/** Printed quotes around a value, or around the items of a list on one line, become those of YAML. */
function straightQuotes(line: string, from: number, note: Note): string {
	if (!DOUBLE.test(line) && !SINGLE.test(line)) return line;
	const head = line.slice(0, from);
	const value = line.slice(from);
	const at = value.search(EITHER);
	const isList = /^[[{]/.test(value);
	let mended = value;
	for (const [quotes, plain] of [
		[DOUBLE, '"'],
		[SINGLE, "'"],
	] as const) {
		const set = quotes.source;
		mended = isList
			? mended
					.replace(new RegExp(`([[{,:]\\s*)${set}`, "g"), `$1${plain}`)
					.replace(new RegExp(`${set}(\\s*[\\]},:])`, "g"), `${plain}$1`)
			: mended.replace(
					new RegExp(
						`^(?:${set}|${plain})(.*?)(?:${set}|${plain})(\\s*(?:#.*|,)?)$`,
					),
					(all, inner: string, tail: string) =>
						inner.includes(plain) || quotes.test(inner)
							? all
							: `${plain}${inner}${plain}${tail}`,
				);
	}
	if (mended === value) return line;
	note("alien-quote", from + at, from + at + 1);
	return head + mended;
}
