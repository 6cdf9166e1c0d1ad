import { linesInTexts } from "./characters";
import { type Draft, LONGEST_LINE, type PlacedSlip } from "./draft";
import type { Grammar } from "./grammar";
import { isOneCloserTooMany } from "./inside";

/** `mountPath: /logs name: logs`: a value that is a word, and another entry behind it. */
const TWO_ENTRIES =
	/^(\s*(?:- +)*)([A-Za-z]\w*): +((?!- )[^\s"'[{|>&*!#]\S*|"[^"]*"|'[^']*')( +|\t+)([A-Za-z]\w*):(?: +\S.*)?$/;
/** `valueFrom: fieldRef:` */
const HOLDER_BEHIND = /^(\s*(?:- +)*)([A-Za-z]\w*):( +)([A-Za-z]\w*):\s*$/;
/** `volumes:  - name: logs` */
const ITEM_BEHIND = /^(\s*)([A-Za-z]\w*):( +)- +([A-Za-z]\w*):(?:\s|$)/;

/** Gives each entry, and a list's first item, a line of its own where two of them share one. */
export function breakLines(draft: Draft, grammar: Grammar): Draft {
	const lines: (string | undefined)[] = [];
	const rows: number[] = [];
	const slips: PlacedSlip[] = [];
	const mayBreak = (line: string) => breakOf(line, grammar) !== undefined;
	const texts = linesInTexts(draft, mayBreak);
	for (const [row, line] of draft.lines.entries()) {
		const isText = line === undefined || texts.has(row);
		const at = isText ? undefined : breakOf(line, grammar);
		if (line === undefined || !at) {
			lines.push(line);
			rows.push(row);
			continue;
		}
		const { end, start, column } = at;
		lines.push(line.slice(0, end), " ".repeat(column) + line.slice(start));
		rows.push(row, row);
		slips.push({ kind: "line-break", line: row, start, end: line.length });
	}
	if (slips.length === 0) return draft;
	const loose = new Set(
		rows.flatMap((row, at) => (draft.loose.has(row) ? [at] : [])),
	);
	return { ...draft, lines, rows, loose, slips: [...draft.slips, ...slips] };
}

/** Where the first part of a line ends, where the second begins, and the column at which it belongs. */
function breakOf(
	line: string,
	grammar: Grammar,
): { end: number; start: number; column: number } | undefined {
	const isOfTwo = line.indexOf(":") < line.lastIndexOf(":");
	if (!isOfTwo || line.length > LONGEST_LINE) return undefined;
	const two = TWO_ENTRIES.exec(line);
	if (two) {
		const [, lead = "", key = "", value = "", gap = "", other = ""] = two;
		if (!grammar.isField(key) || !grammar.isField(other)) return undefined;
		// `name: a, value: b }` has lost the bracket in front of it.
		if (isOneCloserTooMany(line.trimEnd())) return undefined;
		const end =
			line.indexOf(value + gap, lead.length + key.length) + value.length;
		return { end, start: end + gap.length, column: lead.length };
	}
	const holder = HOLDER_BEHIND.exec(line);
	if (holder) {
		const [, lead = "", key = "", gap = "", inner = ""] = holder;
		if (!grammar.isField(key) || !grammar.isField(inner)) return undefined;
		const end = lead.length + key.length + 1;
		return { end, start: end + gap.length, column: lead.length + 2 };
	}
	const item = ITEM_BEHIND.exec(line);
	if (!item) return undefined;
	const [, lead = "", key = "", gap = "", first = ""] = item;
	if (!grammar.isField(key) || !grammar.isField(first)) return undefined;
	const end = lead.length + key.length + 1;
	return { end, start: end + gap.length, column: lead.length };
}
