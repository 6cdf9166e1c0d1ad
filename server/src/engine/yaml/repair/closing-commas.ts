import { Lines } from "../../text/lines";
import { withoutProperties } from "../outline";
import { type Draft, type PlacedSlip, rowOf, textOf } from "./draft";
import { type Effort, endOf } from "./effort";

/** The last line of brackets, with a comma behind it. */
const CLOSES_WITH_COMMA = /^\s*[\]}]+\s*,\s*$/;

/**
 * Takes the comma away behind brackets of several lines that stand among entries and items without brackets: `"ports": [ … ],`
 * was copied out of JSON.
 */
export function withoutClosingCommas(draft: Draft, effort: Effort): Draft {
	if (!draft.lines.some((line = "") => CLOSES_WITH_COMMA.test(line)))
		return draft;
	const lines = new Lines(textOf(draft));
	const after = [...draft.lines];
	const slips: PlacedSlip[] = [];
	for (let line = 0; line < lines.count && !effort.isSpent; line++) {
		const read = effort.line(lines.content(line));
		if (!read) continue;
		const last = endOf(lines, line, read, effort);
		// Behind what never ends it is not known what closes what.
		if (last === undefined) break;
		const content = lines.content(last);
		const isBrackets = /^[[{]/.test(withoutProperties(read.value));
		if (isBrackets && last > line && CLOSES_WITH_COMMA.test(content)) {
			const start = content.lastIndexOf(",");
			after[last] = content.slice(0, start).trimEnd();
			const row = rowOf(draft, last);
			slips.push({ kind: "comma", line: row, start, end: start + 1 });
		}
		line = last;
	}
	return slips.length > 0
		? { ...draft, lines: after, slips: [...draft.slips, ...slips] }
		: draft;
}
