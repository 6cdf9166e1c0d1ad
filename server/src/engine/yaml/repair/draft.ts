import { commonEnds, type Splice } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { SlipKind } from "./slip";

/** A slip and where it stands: a line and columns of the document as it is written. */
export interface PlacedSlip {
	readonly kind: SlipKind;
	readonly line: number;
	readonly start: number;
	readonly end: number;
}

/** The lines of a document on their way to be mended. They keep their numbers. */
export interface Draft {
	/** Without line ends; nothing for a line that goes. */
	readonly lines: readonly (string | undefined)[];
	/** Lines whose columns say little of where the person wanted them. */
	readonly loose: ReadonlySet<number>;
	readonly slips: readonly PlacedSlip[];
	/** Of each line the one of the text that it is, or is a part of; nothing as long as each is its own. */
	readonly rows?: readonly number[];
	/** Lines of the text that are no YAML, and are not there for whoever reads the draft. */
	readonly foreign?: ReadonlyMap<number, Foreign>;
}

/** How long a line may be that is read in several ways: nobody types longer ones. */
export const LONGEST_LINE = 2000;

/** A line that is no YAML. */
export interface Foreign {
	readonly comment: string;
	/** Is it better removed than turned into a comment? */
	readonly goes: boolean;
}

/** The draft with its foreign lines as they are best left, or the other way. */
export function withForeign(draft: Draft, isOtherWay = false): Draft {
	const { foreign, lines } = draft;
	if (!foreign) return draft;
	return {
		...draft,
		lines: lines.map((line, at) => {
			const found = foreign.get(rowOf(draft, at));
			if (!found) return line;
			return found.goes !== isOtherWay ? undefined : found.comment;
		}),
	};
}

/** The line of the text that a line of a draft is, or is a part of. */
export const rowOf = ({ rows }: Draft, line: number): number =>
	rows?.[line] ?? line;

export function draftOf(lines: Lines): Draft {
	return {
		lines: Array.from({ length: lines.count }, (_, line) =>
			lines.content(line),
		),
		loose: new Set(),
		slips: [],
	};
}

/** The draft as a text of its own, in which the lines that go are blank: each line keeps its number. */
export function textOf({ lines }: Draft): string {
	return lines.map((line) => line ?? "").join("\n");
}

/**
 * The splices that make the lines of a document those of a draft, whose lines may be parts of them: blanks in front and the
 * rest of a line each on its own.
 */
export function splicesOf(
	lines: Lines,
	{ lines: parts, rows }: Pick<Draft, "lines" | "rows">,
): readonly Splice[] {
	const drafted = rows ? joined(lines, parts, rows) : parts;
	const last = drafted.findLastIndex((line) => line !== undefined);
	// Where the last lines go from a text without final line end, the one before them goes too.
	const isOpenEnd =
		last >= 0 && last < drafted.length - 1 && !lines.text.endsWith("\n");
	return drafted.flatMap((after, line): Splice[] => {
		if (isOpenEnd && line > last)
			return line === last + 1
				? [{ start: lines.end(last), end: lines.text.length, text: "" }]
				: [];
		const start = lines.start(line);
		if (after === undefined)
			return [{ start, end: lines.next(line), text: "" }];
		const before = lines.content(line);
		if (before === after) return [];
		const [own, now] = [blanksOf(before), blanksOf(after)];
		const [rest, restNow] = [before.slice(own.length), after.slice(now.length)];
		const { head, tail } = commonEnds(rest, restNow);
		const splices: Splice[] = [];
		const blanks = commonEnds(own, now);
		if (own !== now)
			splices.push({
				start: start + blanks.head,
				end: start + own.length - blanks.tail,
				text: now.slice(blanks.head, now.length - blanks.tail),
			});
		if (rest !== restNow)
			splices.push({
				start: start + own.length + head,
				end: start + before.length - tail,
				text: restNow
					.slice(head, restNow.length - tail)
					.replaceAll("\n", lines.eol),
			});
		return splices;
	});
}

/** The lines of the text again, some of which have a line end in them now. */
function joined(
	lines: Lines,
	parts: readonly (string | undefined)[],
	rows: readonly number[],
): readonly (string | undefined)[] {
	const whole: (string | undefined)[] = [];
	for (const [at, part] of parts.entries()) {
		const row = rows[at] ?? at;
		const before = whole[row];
		whole[row] =
			before === undefined || part === undefined
				? (part ?? before)
				: before + lines.eol + part;
	}
	return Array.from({ length: lines.count }, (_, row) => whole[row]);
}

const blanksOf = (line: string): string => /^ */.exec(line)?.[0] ?? "";
