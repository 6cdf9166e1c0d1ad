import { isSkipped, readLine } from "../outline";
import { type Draft, type PlacedSlip, rowOf } from "./draft";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";

/** How many lines of a text are looked at: for each its list is looked for. */
const MOST = 100;
/** What it takes to look whether an item reaches to a line. */
const BY_LINE = 0.2;
/** `- - name: web`, `-- name: web` */
const TWIN = /^( *)-( *)-( *)(?=["']?[A-Za-z])/;

/**
 * Takes one of two dashes away that begin an object of a list of objects: no such list holds lists. Lines of the object that
 * stand right for two dashes move along.
 */
export function singleDashes(
	draft: Draft,
	grammar: Grammar,
	effort: Effort,
): Draft {
	if (!draft.lines.some((line) => line !== undefined && TWIN.test(line)))
		return draft;
	const lines = [...draft.lines];
	const slips: PlacedSlip[] = [];
	let tried = 0;
	for (const [at, line = ""] of draft.lines.entries()) {
		const [all, lead = "", gap = "", rest = ""] = TWIN.exec(line) ?? [];
		if (all === undefined) continue;
		const dash = lead.length;
		const column = all.length;
		const single = `${lead}-${rest || " "}${line.slice(column)}`;
		const { key, column: moved = column } = readLine(single);
		if (key === undefined || !grammar.isField(key)) continue;
		if (++tried > MOST || effort.isSpent) break;
		if (!isInObjects(lines, at, dash, grammar, effort)) continue;
		const inner = dash + 1 + gap.length;
		lines[at] = single;
		slips.push({
			kind: "twin-dash",
			line: rowOf(draft, at),
			start: inner,
			end: inner + 1,
		});
		// What stands at the key, or is another item of the inner list, was written for two dashes.
		const last = lastOfItem(lines, at, dash);
		effort.spend(BY_LINE * (last - at));
		let next = at + 1;
		while (next <= last && isNothing(lines[next])) next++;
		const first = readLine(lines[next] ?? "");
		const isInner =
			next <= last &&
			(first.dashes[0] === inner ||
				(first.dashes[0] ?? first.column) === column);
		const shift = column - moved;
		for (let below = at + 1; isInner && shift > 0 && below <= last; below++)
			lines[below] = lines[below]?.replace(new RegExp(`^ {1,${shift}}`), "");
	}
	return slips.length > 0
		? { ...draft, lines, slips: [...draft.slips, ...slips] }
		: draft;
}

const isNothing = (line: string | undefined): boolean =>
	line === undefined || isSkipped(line);

const indentOf = (line: string): number =>
	line.length - line.trimStart().length;

/** The last line that stands further right than an item's dash. */
function lastOfItem(
	lines: readonly (string | undefined)[],
	at: number,
	dash: number,
): number {
	let last = at;
	for (let below = at + 1; below < lines.length; below++) {
		const line = lines[below];
		if (line === undefined || line.trim() === "") continue;
		if (indentOf(line) <= dash) break;
		last = below;
	}
	return last;
}

/** Is the key above the dashes of a list one that holds objects wherever it stands? */
function isInObjects(
	lines: readonly (string | undefined)[],
	at: number,
	dash: number,
	grammar: Grammar,
	effort: Effort,
): boolean {
	for (let above = at - 1; above >= 0; above--) {
		const line = lines[above];
		const read = line === undefined ? undefined : effort.line(line);
		if (!read) continue;
		const { dashes, key, column = 0, value } = read;
		const from = dashes[0] ?? column;
		if (from > dash || (dashes.length > 0 && from === dash && column > dash))
			continue;
		return key !== undefined && value === "" && grammar.isList(key);
	}
	return false;
}
