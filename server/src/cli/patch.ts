import { formatPatch, type StructuredPatchHunk, structuredPatch } from "diff";
import { applyWithin, type Edit, Lines, type Source } from "../engine/engine";

/** How many unchanged lines a patch shows around a change. */
const CONTEXT = 4;

/**
 * What an edit changes in a file, as a patch in the unified format. Each document is compared on its own: a comparison of
 * a long file with many changes takes longer than all that led to them.
 */
export function patchOf(shown: string, before: Source, edit: Edit): string {
	const lines = new Lines(before.text);
	const hunks: StructuredPatchHunk[] = [];
	let grown = 0;
	for (const part of partsOf(before, edit)) {
		const from = Math.max(0, lines.lineAt(part.start) - CONTEXT);
		const to = Math.min(lines.count, lines.lineAt(part.end) + 1 + CONTEXT);
		const [start, end] = [lines.start(from), lines.start(to)];
		const old = before.text.slice(start, end);
		const now = applyWithin(before.text, { start, end }, part.edit) ?? old;
		for (const hunk of structuredPatch("", "", old, now, "", "", {
			context: CONTEXT,
		}).hunks)
			add(hunks, lines, {
				...hunk,
				oldStart: hunk.oldStart + from,
				newStart: hunk.newStart + from + grown,
			});
		grown += new Lines(now).count - new Lines(old).count;
	}
	return formatPatch({
		oldFileName: `a/${shown}`,
		newFileName: `b/${shown}`,
		oldHeader: "",
		newHeader: "",
		hunks,
	});
}

/** A stretch of whole documents, and what an edit does there. */
interface Part {
	readonly start: number;
	readonly end: number;
	readonly edit: Edit;
}

function partsOf(source: Source, edit: Edit): readonly Part[] {
	const parts: Part[] = [];
	for (const splice of edit) {
		const first = source.documentAt(splice.start);
		const last = source.documentAt(Math.max(splice.start, splice.end - 1));
		const start = first?.start ?? 0;
		const end = last ? last.start + last.document.text.length : start;
		const before = parts.at(-1);
		if (before && start < before.end)
			parts[parts.length - 1] = {
				start: before.start,
				end: Math.max(before.end, end),
				edit: [...before.edit, splice],
			};
		else parts.push({ start, end, edit: [splice] });
	}
	return parts;
}

/** Adds a hunk behind others; one with the last of them where their surroundings meet. */
function add(
	hunks: StructuredPatchHunk[],
	lines: Lines,
	next: StructuredPatchHunk,
): void {
	const last = hunks.at(-1);
	if (!last) {
		hunks.push(next);
		return;
	}
	const changed = last.lines.findLastIndex((line) => /^[-+]/.test(line)) + 1;
	const tail = last.lines.slice(changed).filter(isContext).length;
	const head = next.lines.findIndex((line) => !isContext(line));
	const end = last.oldStart + last.oldLines - tail;
	const start = next.oldStart + head;
	if (start - end > 2 * CONTEXT) {
		hunks.push(next);
		return;
	}
	const between = Array.from(
		{ length: start - end },
		(_, index) => ` ${lineOf(lines, end + index - 1)}`,
	);
	hunks[hunks.length - 1] = {
		...last,
		oldLines: next.oldStart + next.oldLines - last.oldStart,
		newLines: next.newStart + next.newLines - last.newStart,
		lines: [
			...last.lines.slice(0, changed),
			...between,
			...next.lines.slice(head),
		],
	};
}

const isContext = (line: string): boolean => line.startsWith(" ");

/** A line as patches show it: all but its `\n`. */
const lineOf = (lines: Lines, line: number): string =>
	lines.text.slice(lines.start(line), lines.next(line)).replace(/\n$/, "");
