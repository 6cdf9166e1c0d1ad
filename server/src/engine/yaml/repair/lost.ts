import { composeEdits } from "../../text/compose";
import { applyEdit, type Edit, makeEdit, originOf } from "../../text/edit";
import { Lines } from "../../text/lines";
import type { Document } from "../document";
import type { Break, Repair } from "./break";
import type { Effort } from "./effort";
import type { Grammar } from "./grammar";
import { lostDashes } from "./lost-dash";
import { lostKeys } from "./lost-keys";
import { stuckIn, troubleIn } from "./trouble";

/** So many places at most at which a text has lost a key or a dash. */
const MOST = 3;

/** How a document is read that has lost what holds some of its lines: keys or dashes, each where one only fits. */
export function lostRepair(
	document: Document,
	grammar: Grammar,
	effort: Effort,
): Repair | undefined {
	let edit: Edit = [];
	let breaks: readonly Break[] = [];
	let isSafe = true;
	let current = document;
	for (let round = 0; round < MOST; round++) {
		const stuck = stuckIn(current, grammar, effort);
		if (!stuck) return undefined;
		const { lines, text } = current;
		const next = [
			...lostDashes(current, stuck, grammar),
			...lostKeys(current, stuck, grammar, effort),
		]
			.map((found) => ({ ...found, text: applyEdit(text, found.edit) }))
			.find((found) =>
				isFurther(found.text, lines.count, stuck.trouble.line, effort),
			);
		if (!next) return undefined;
		const before = edit;
		const back = (offset: number) => originOf(before, offset);
		breaks = [
			...breaks,
			...next.slips.map((slip) => ({
				...slip,
				range: { start: back(slip.range.start), end: back(slip.range.end) },
			})),
		];
		edit = makeEdit(composeEdits(before, next.edit));
		isSafe &&= next.isSafe;
		current = effort.read(next.text);
		if (!current.isFaulty)
			return { breaks, edit, text: next.text, isSafe, others: [] };
	}
	return undefined;
}

/** Is a text never stuck, or only further below than before, when it had so many lines? */
function isFurther(
	text: string,
	count: number,
	line: number,
	effort: Effort,
): boolean {
	const lines = new Lines(text);
	if (!effort.spend(lines.count)) return false;
	const trouble = troubleIn(lines);
	if (!trouble) return !effort.read(text).isFaulty;
	return trouble.line > line + lines.count - count;
}
