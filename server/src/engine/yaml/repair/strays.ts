import { Lines } from "../../text/lines";
import {
	isSkipped,
	lastLineOf,
	ownColumn,
	type ReadLine,
	readLine,
} from "../outline";
import {
	type Draft,
	type Foreign,
	type PlacedSlip,
	rowOf,
	textOf,
} from "./draft";
import type { Grammar } from "./grammar";
import { tableIn } from "./tables";

/** What a stray line is: the output of a command, a comment without `#`, or the beginning of a key. */
type Kind = "output" | "no-hash" | "half-typed";

/**
 * Takes lines away that are neither entries nor items nor the rest of a text above: a key that somebody is typing, a comment
 * without `#`. Whoever reads the draft goes on as if they were not there.
 */
export function withoutStrays(draft: Draft, grammar: Grammar): Draft {
	const lines = new Lines(textOf(draft));
	const foreign = new Map<number, Foreign>(draft.foreign);
	const slips: PlacedSlip[] = [];
	const dropped = new Set<number>();
	const table = tableIn(draft.lines);
	const following = entriesBelow(lines);
	/** The lines of entries and items above. */
	const above: { read: ReadLine; line: number }[] = [];
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const read = readLine(content);
		const isText = read.key === undefined && read.dashes.length === 0;
		const start = lines.indent(line);
		const text = content.slice(start).trimEnd();
		const kind = table.has(line) ? "output" : kindOf(text);
		// Where columns say little, it may be the rest of the text above.
		const mayStray = isText && !draft.loose.has(line);
		if (
			mayStray &&
			isStray(lines, line, above, following[line], kind, grammar)
		) {
			const row = rowOf(draft, line);
			slips.push({ kind, line: row, start, end: start + text.length });
			const comment = `${content.slice(0, start)}# ${text.replaceAll(OTHER_MARKS, "")}`;
			foreign.set(row, { comment, goes: kind === "output" });
			dropped.add(line);
			continue;
		}
		const last = lastLineOf(lines, line, read);
		if (last === undefined) break;
		if (!isText) above.push({ read, line });
		line = last;
	}
	if (slips.length === 0) return draft;
	return {
		...draft,
		foreign,
		lines: draft.lines.map((line, at) => (dropped.has(at) ? undefined : line)),
		slips: [...draft.slips, ...slips],
	};
}

/** Of several words is what says something; a key of which only the beginning is there is one. */
function kindOf(text: string): Kind {
	const isRemark =
		/^(?:\/[/*]|<!--|[-=*_]{4})/.test(text) ||
		/[^\0-\x7f]/.test(text) ||
		text.split(/\s+/).length > 2;
	return isRemark ? "no-hash" : "half-typed";
}

/** Letters, what begins a comment elsewhere, or a line that is drawn. */
const WORDS = /^(?:\/[/*]|<!--|[^\0-\x7f]|[A-Za-z_]|[-=*_]{4,}$)/;
/** The marks of comments elsewhere. */
const OTHER_MARKS = /^(?:\/\/+|\/\*+|<!--)\s*|\s*(?:\*+\/|-->)$/g;
/** `name=web`, `name:web`: what is wrong is between key and value. */
const SIGNED = /^["']?[\w./-]+["']?\s*[:：=]/;

function isStray(
	lines: Lines,
	line: number,
	above: readonly { read: ReadLine }[],
	below: Following | undefined,
	kind: Kind,
	grammar: Grammar,
): boolean {
	const text = lines.content(line).trim();
	const indent = lines.indent(line);
	const owner = above.at(-1)?.read;
	if (!owner || !WORDS.test(text) || SIGNED.test(text)) return false;
	const column = ownColumn(owner);
	// A word that has something below it that stands further right is a key.
	const holds = below?.isNext && below.column > indent;
	if (holds && kind === "half-typed") return false;
	let holder: ReadLine | undefined = owner;
	if (indent <= column)
		holder = above.findLast(
			({ read }) => read.value === "" && ownColumn(read) < indent,
		)?.read;
	else if (!/^["'[{]/.test(owner.value)) {
		// It is the text of the key above, unless an entry or item follows there.
		const isValue = owner.value !== "" || !below || below.column <= column;
		if (isValue) return false;
	}
	return kind === "output" || isNoKey(text, holder, grammar);
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
	return !isFree || words.length > 2 || /[^\0-\x7f]/.test(text);
}

/** The next line that is an entry or item. */
interface Following {
	readonly column: number;
	/** Is nothing but comments before it? */
	readonly isNext: boolean;
}

/** Of each line what follows below. */
function entriesBelow(lines: Lines): readonly (Following | undefined)[] {
	const following: (Following | undefined)[] = [];
	let below: Following | undefined;
	for (let line = lines.count - 1; line >= 0; line--) {
		following[line] = below;
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const { key, dashes, column = 0 } = readLine(content);
		const isText = key === undefined && dashes.length === 0;
		below = isText
			? below && { ...below, isNext: false }
			: { column: dashes[0] ?? column, isNext: true };
	}
	return following;
}
