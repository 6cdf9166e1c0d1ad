import type { Lines } from "../text/lines";
import type { Entry, Item, Node, Scalar, Sequence } from "./tree";

/** Whole lines of a document, from 0, both ends included. */
export interface LineSpan {
	readonly first: number;
	readonly last: number;
}

/**
 * The lines of an entry or item of block style: from the line of its key or dash to the end of its value and the
 * comments that are indented below it. `yaml` itself gives comments away by other rules (to whatever stands before
 * them), which is why ownership is decided here, from columns alone.
 */
export function linesOf(lines: Lines, part: Entry | Item): LineSpan {
	const first = lines.lineAt(part.start);
	const column = lines.column(part.start);
	let last = lines.lineAt(Math.max(part.start, part.end - 1));
	// The line behind the last line end is none.
	if (endsWithKept(lines, part))
		while (last + 2 < lines.count && lines.isBlank(last + 1)) last++;
	// In brackets columns say nothing.
	if (part.parent.flow)
		return { first, last: lastWithComment(lines, part, last) };
	for (let line = last + 1; line < lines.count; line++) {
		if (lines.isBlank(line)) continue;
		if (!lines.isComment(line) || lines.indent(line) <= column) break;
		last = line;
	}
	return { first, last };
}

/** The last line of the comment that begins behind a part on its last line. */
export function lastWithComment(
	lines: Lines,
	{ end }: Entry | Item,
	last: number,
): number {
	const behind = lines.content(last).indexOf("#", end - lines.start(last));
	let line = last;
	while (
		behind !== -1 &&
		line + 1 < lines.count &&
		lines.isComment(line + 1) &&
		lines.indent(line + 1) === behind
	)
		line++;
	return line;
}

/** Does a block scalar end the part to which the blank lines behind it belong? */
function endsWithKept(lines: Lines, part: Entry | Item): boolean {
	const at = endOf(part.value);
	return at?.kind === "scalar" && keepsBlankLines(lines, at);
}

/** What ends a value: its last entry's, or item's, and so on. */
export function endOf(value: Node | undefined): Node | undefined {
	let at = value;
	while (at?.kind === "mapping" || at?.kind === "sequence")
		at = (at.kind === "mapping" ? at.entries : at.items).at(-1)?.value;
	return at;
}

/** `|+`, `>2+`: the blank lines behind the text are part of it. */
const KEEP = /[|>][1-9]?\+[1-9]?[ \t]*(?:#.*)?$/;

/** Do the blank lines behind a scalar belong to it? */
export const keepsBlankLines = (lines: Lines, scalar: Scalar): boolean =>
	scalar.style === "block" &&
	KEEP.test(lines.content(lines.lineAt(scalar.start)));

/**
 * The lines of an item with what leads up to it: the nearest block of comments above, and the blank lines, are its own, as
 * a person would say who moves it. What stands above that block, behind a blank line, speaks of the list or of a part of
 * it, and an item that is commented out is one by itself: these stay where they are.
 */
export function itemWithLead(lines: Lines, item: Item): LineSpan {
	const { first, last } = linesOf(lines, item);
	const floor = floorOf(lines, item);
	const own = firstOfLead(lines, first, floor, item.parent.flow);
	const isAllBlank = blanksOnly(lines, floor + 1, own);
	// Between a list and its key they are the list's.
	if (isAllBlank && item.index === 0 && !isOnlyItem(item))
		return { first: withoutBlanks(lines, own, first), last };
	// Blank lines part what stays from what comes next, unless that has its own or is a bracket.
	let lead = own;
	const isLastInFlow =
		item.parent.flow && item.index === item.parent.items.length - 1;
	if (last + 1 >= lines.count || lines.isBlank(last + 1) || isLastInFlow)
		while (lead - 1 > floor && lines.isBlank(lead - 1)) lead--;
	return { first: Math.min(first, isAllBlank ? floor + 1 : lead), last };
}

/**
 * The last of the lines that go when an item leaves its list: behind a first item, which has no blank lines of its own, those
 * that part it from the next.
 */
export function lastToLeave(lines: Lines, item: Item, own: LineSpan): number {
	let { last } = own;
	const { items } = item.parent;
	if (item.index > 0 || items.length < 2 || lines.isBlank(own.first))
		return last;
	while (lines.isBlank(last + 1)) last++;
	return last;
}

/** The line before which something must be put to stand in front of an item and of what leads up to it. */
export function lineBeforeItem(lines: Lines, item: Item): number {
	const { first } = linesOf(lines, item);
	const floor = floorOf(lines, item);
	const own = firstOfLead(lines, first, floor, item.parent.flow);
	if (item.index === 0) return withoutBlanks(lines, own, first);
	return Math.min(first, blanksOnly(lines, floor + 1, own) ? floor + 1 : own);
}

/** What has stood between an item of block style and the one above it, or the list's key. */
export interface Surroundings {
	/** What stays there when the item leaves. */
	readonly left: readonly string[];
	/** What goes with it. */
	readonly lead: readonly string[];
}

export function surroundingsOf(
	lines: Lines,
	item: Item,
): Surroundings | undefined {
	if (item.parent.flow) return undefined;
	const { first } = itemWithLead(lines, item);
	return {
		left: contentsOf(lines, floorOf(lines, item) + 1, first),
		lead: contentsOf(lines, first, lines.lineAt(item.start)),
	};
}

/**
 * The line below lines that have been left above an item, where it is put before another item of the list or behind the last.
 * @returns nothing where they are not there any more
 */
export function lineBelowLeft(
	lines: Lines,
	list: Sequence,
	index: number,
	left: readonly string[],
): number | undefined {
	const before = list.items[index - 1];
	const item = list.items[index];
	const [some] = list.items;
	if (list.flow || !some) return undefined;
	const top =
		(before ? linesOf(lines, before).last : lineOfHolder(lines, some)) + 1;
	const end = item ? linesOf(lines, item).first : lines.count;
	const below = top + left.length;
	return below <= end &&
		contentsOf(lines, top, below).every((line, at) => line === left[at])
		? below
		: undefined;
}

/** The lines from one on, up to another one. */
export function contentsOf(lines: Lines, from: number, to: number): string[] {
	const contents: string[] = [];
	for (let line = from; line < to; line++) contents.push(lines.content(line));
	return contents;
}

/** The line of the comments that lead up to an item, or its own where there are none. */
const withoutBlanks = (lines: Lines, lead: number, item: number): number =>
	lead < item && lines.isComment(lead) ? lead : item;

const isOnlyItem = ({ parent }: Item): boolean => parent.items.length === 1;

/** The last line above an item that certainly is not its own. */
function floorOf(lines: Lines, item: Item): number {
	const before = item.parent.items[item.index - 1];
	return before ? linesOf(lines, before).last : lineOfHolder(lines, item);
}

function blanksOnly(lines: Lines, from: number, to: number): boolean {
	for (let line = from; line < to; line++)
		if (!lines.isBlank(line)) return false;
	return true;
}

/** The first line of the nearest block of comments above an item, without items in it that are commented out. */
function firstOfLead(
	lines: Lines,
	item: number,
	floor: number,
	inFlow: boolean,
): number {
	let bottom = item;
	while (bottom - 1 > floor && lines.isBlank(bottom - 1)) bottom--;
	let top = bottom;
	while (top - 1 > floor && lines.isComment(top - 1)) top--;
	const last = inFlow
		? lastWithBrace(lines, top, bottom)
		: lastCommentedOut(lines, top, bottom);
	if (last === undefined) return top;
	return last + 1 < bottom ? last + 1 : item;
}

/** `# - name: debug`, with the columns of `#` and of the dash */
const COMMENTED_OUT = /^\s*#+(\s*)- +["']?[\w.-]+["']?:(?:\s|$)/;

/** The last line of the last item that is commented out within a block of comments. */
function lastCommentedOut(
	lines: Lines,
	top: number,
	bottom: number,
): number | undefined {
	let last: number | undefined;
	for (let line = top; line < bottom; line++) {
		const indent = COMMENTED_OUT.exec(lines.content(line))?.[1]?.length;
		if (indent === undefined) continue;
		last = line;
		while (line + 1 < bottom && commentIndent(lines, line + 1) >= indent + 2)
			last = ++line;
	}
	return last;
}

/** The same in flow style: `# { name: debug },`, or the last line of several. */
function lastWithBrace(
	lines: Lines,
	top: number,
	bottom: number,
): number | undefined {
	let line = bottom - 1;
	while (line >= top && !/^\s*#+\s*[{}]/.test(lines.content(line))) line--;
	return line >= top ? line : undefined;
}

function commentIndent(lines: Lines, line: number): number {
	const inner = lines.content(line).replace(/^\s*#+/, "");
	return inner.length - inner.trimStart().length;
}

/** The first line of an entry with the comments that stand directly above it, at its own column. */
export function firstLineWithComments(lines: Lines, entry: Entry): number {
	let line = lines.lineAt(entry.start);
	const column = lines.column(entry.start);
	while (
		line > 0 &&
		lines.isComment(line - 1) &&
		lines.indent(line - 1) === column
	)
		line--;
	return line;
}

/** The line before which a new entry stands beside another one of block style. */
export function lineBeside(
	lines: Lines,
	beside: Entry,
	side: "before" | "after",
): number {
	// An entry that shares its line with a dash has no room above.
	return side === "before" && beginsLine(lines, beside.start)
		? firstLineWithComments(lines, beside)
		: linesOf(lines, beside).last + 1;
}

/** Does nothing but blanks stand before the offset on its line? */
export function beginsLine(lines: Lines, offset: number): boolean {
	return (
		lines.text.slice(lines.start(lines.lineAt(offset)), offset).trim() === ""
	);
}

function lineOfHolder(lines: Lines, item: Item): number {
	const { holder } = item.parent;
	if (!holder) return lines.lineAt(item.parent.start) - 1;
	return lines.lineAt("key" in holder ? holder.key.start : holder.start);
}
