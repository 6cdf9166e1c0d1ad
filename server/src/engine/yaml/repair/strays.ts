import { Lines } from "../../text/lines";
import { ownColumn, type ReadLine } from "../outline";
import {
	type Draft,
	type Foreign,
	type PlacedSlip,
	rowOf,
	textOf,
} from "./draft";
import { type Effort, endOf } from "./effort";
import type { Grammar } from "./grammar";
import { looseBlock, QUALIFIED } from "./key-slips";
import { tableIn } from "./tables";

/** What a stray line is: the output of a command, a comment without `#`, or the beginning of a key. */
type Kind = "output" | "no-hash" | "half-typed";

/**
 * Takes lines away that are neither entries nor items nor the rest of a text above: a key that somebody is typing, a comment
 * without `#`. Whoever reads the draft goes on as if they were not there.
 */
export function withoutStrays(
	draft: Draft,
	grammar: Grammar,
	effort: Effort,
): Draft {
	const lines = new Lines(textOf(draft));
	const foreign = new Map<number, Foreign>(draft.foreign);
	const slips: PlacedSlip[] = [];
	const dropped = new Set<number>();
	// Most texts have no such line.
	let table: ReadonlySet<number> | undefined;
	let following: readonly (Following | undefined)[] | undefined;
	/** The entry or item above, and those above whose values may go on, each further right than the one before. */
	let owner: ReadLine | undefined;
	const holders: ReadLine[] = [];
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		const written = effort.line(content);
		if (!written) continue;
		const block =
			written.key === undefined
				? looseBlock({ content, lines, line, grammar })
				: undefined;
		const read = (block && effort.line(block.meant)) ?? written;
		if (effort.isSpent) break;
		const isText = read.key === undefined && read.dashes.length === 0;
		// Where columns say little, it may be the rest of the text above.
		if (isText && owner && !draft.loose.has(line)) {
			const start = lines.indent(line);
			const text = content.slice(start).trimEnd();
			table ??= tableIn(draft.lines);
			following ??= entriesBelow(lines, effort);
			const kind = table.has(line) ? "output" : kindOf(text);
			const below = following[line];
			if (isStray(text.trim(), start, owner, holders, below, kind, grammar)) {
				const row = rowOf(draft, line);
				slips.push({ kind, line: row, start, end: start + text.length });
				const comment = `${content.slice(0, start)}# ${text.replaceAll(OTHER_MARKS, "")}`;
				foreign.set(row, { comment, goes: kind === "output" });
				dropped.add(line);
				continue;
			}
		}
		const last = endOf(lines, line, read, effort);
		if (last === undefined) break;
		line = last;
		if (isText) continue;
		owner = read;
		if (read.value !== "") continue;
		const column = ownColumn(read);
		while (ownColumn(holders.at(-1) ?? AT_MARGIN) >= column) holders.pop();
		holders.push(read);
	}
	if (slips.length === 0) return draft;
	return {
		...draft,
		foreign,
		lines: draft.lines.map((line, at) => (dropped.has(at) ? undefined : line)),
		slips: [...draft.slips, ...slips],
	};
}

/** Further left than all others. */
const AT_MARGIN: ReadLine = {
	dashes: [],
	column: -1,
	key: undefined,
	value: "",
};

/** Of several words is what says something; a key of which only the beginning is there is one. */
function kindOf(text: string): Kind {
	const isRemark =
		/^(?:\/[/*]|<!--|[-=*_]{4})/.test(text) ||
		DOTS.test(text) ||
		/[^\0-\x7f]/.test(text) ||
		text.split(/\s+/).length > 2;
	return isRemark ? "no-hash" : "half-typed";
}

/** Letters, what begins a comment elsewhere, or a line that is drawn. */
const WORDS = /^(?:\/[/*]|<!--|[^\0-\x7f]|[A-Za-z_]|[-=*_]{4,}$)/;
/** What stands for lines that were left out. */
const DOTS = /^(?:\.{3,}|\[\.{3,}\]|<\.{3,}>|\(\.{3,}\)|\{\.{3,}\})$/;
/** The marks of comments elsewhere. */
const OTHER_MARKS = /^(?:\/\/+|\/\*+|<!--)\s*|\s*(?:\*+\/|-->)$/g;
/** `name=web`, `name:web`: what is wrong is between key and value. */
const SIGNED = /^["']?[\w./-]+["']?\s*[:：=]/;

function isStray(
	text: string,
	indent: number,
	owner: ReadLine,
	holders: readonly ReadLine[],
	below: Following | undefined,
	kind: Kind,
	grammar: Grammar,
): boolean {
	const isLeftOut = DOTS.test(text);
	if (!(isLeftOut || WORDS.test(text)) || SIGNED.test(text)) return false;
	const column = ownColumn(owner);
	// A word that has something below it that stands further right is a key.
	const holds = below?.isNext && below.column > indent;
	if (holds && kind === "half-typed") return false;
	let holder: ReadLine | undefined = owner;
	if (indent <= column)
		holder = holders.findLast((read) => ownColumn(read) < indent);
	else if (!/^["'[{]/.test(owner.value)) {
		// It is the text of the key above, unless an entry or item follows there.
		const isValue = owner.value !== "" || !below || below.column <= column;
		if (isValue) return false;
	}
	return kind === "output" || isLeftOut || isNoKey(text, holder, grammar);
}

/** Is a line no key whose colon was forgotten? */
function isNoKey(
	text: string,
	holder: ReadLine | undefined,
	grammar: Grammar,
): boolean {
	const words = text.split(/\s+/);
	const [word = ""] = /^[\w./-]+/.exec(text) ?? [];
	const isSentence =
		words.length > 3 && words.every((each) => /^[A-Za-z]+[,.]?$/.test(each));
	if (grammar.isNearField(word)) return isSentence;
	const isFree = holder?.key !== undefined && grammar.isMap(holder.key);
	// A label's or annotation's name with its domain is no word of a sentence.
	if (isFree && QUALIFIED.test(word)) return false;
	return !isFree || words.length > 2 || /[^\0-\x7f]/.test(text);
}

/** The next line that is an entry or item. */
interface Following {
	readonly column: number;
	/** Is nothing but comments before it? */
	readonly isNext: boolean;
}

/** Of each line what follows below. */
function entriesBelow(
	lines: Lines,
	effort: Effort,
): readonly (Following | undefined)[] {
	const following: (Following | undefined)[] = [];
	let below: Following | undefined;
	for (let line = lines.count - 1; line >= 0; line--) {
		following[line] = below;
		const read = effort.line(lines.content(line));
		if (!read) continue;
		const { key, dashes, column = 0 } = read;
		const isText = key === undefined && dashes.length === 0;
		below = isText
			? below && { ...below, isNext: false }
			: { column: dashes[0] ?? column, isNext: true };
	}
	return following;
}
