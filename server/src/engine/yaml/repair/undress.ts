import { isSkipped, readLine } from "../outline";
import { ALIEN_DASH } from "./characters";
import { type Draft, type Foreign, type PlacedSlip, textOf } from "./draft";
import { withoutEntities } from "./entities";
import type { Grammar } from "./grammar";
import type { SlipKind } from "./slip";
import { tableIn } from "./tables";

/**
 * Takes away what stands around and before the lines of a text that was copied from somewhere: Markdown fences with the
 * prose around them, the `>` of a quoted mail, line numbers, the marks of a diff.
 *
 * @returns the likeliest first: how many blanks belong to line numbers, and whether a blank is the mark of a diff, is not always clear
 */
export function undress(
	draft: Draft,
	grammar: Grammar,
): readonly [Draft, ...Draft[]] {
	const unquoted = withoutPrefix(withoutEntities(draft), "mail");
	// Most texts have nothing of all this: what stays the same draft is worked on once.
	const plain = new Set(
		[2, 1].map((gap) => withoutPrefix(unquoted, "number", gap)),
	);
	const unmarked = new Set(
		[...plain]
			.map(withoutFences)
			.flatMap((each) =>
				[true, false].map((marksAll) => withoutDiff(each, marksAll)),
			),
	);
	const found = [...unmarked].map((each) => withoutProse(each, grammar));
	const drafts = new Map<string, Draft>();
	for (const each of found.length > 1 ? found : []) {
		const text = textOf(each);
		if (!drafts.has(text)) drafts.set(text, each);
	}
	const [first = found[0] ?? draft, ...others] = drafts.values();
	return [first, ...others];
}

/** Drops sentences and tables before the first line of YAML and behind the last; comments stay. */
function withoutProse(draft: Draft, grammar: Grammar): Draft {
	const { lines } = draft;
	const table = tableIn(lines);
	const isNothing = (line: string | undefined) =>
		line === undefined || line.trim() === "";
	const isSentence = (at: number): boolean =>
		table.has(at) ||
		isProse(
			lines[at] ?? "",
			isNothing(lines[at + 1]) || isHead(lines[at + 1] ?? "", grammar),
			grammar,
		);
	const isPassed = (at: number) =>
		isNothing(lines[at]) || isSkipped(lines[at] ?? "") || isSentence(at);
	let first = 0;
	while (first < lines.length && isPassed(first)) first++;
	let last = lines.length - 1;
	while (last > first && isPassed(last) && !/^\s+\S/.test(lines[last] ?? ""))
		last--;
	const dropped = new Set<number>();
	// The blank lines behind a sentence, or before one at the end, go with it.
	const drop = (at: number, before: number): void => {
		if (isNothing(lines[at]) ? dropped.has(before) : isSentence(at))
			dropped.add(at);
	};
	for (let at = 0; at < first; at++) drop(at, at - 1);
	for (let at = lines.length - 1; at > last; at--) drop(at, at + 1);
	const kind = [...dropped].some((at) => table.has(at)) ? "output" : "prose";
	const found = cut(draft, kind, (line, at) =>
		dropped.has(at) ? undefined : line,
	);
	if (found === draft) return draft;
	const foreign = [...dropped].flatMap((at): [number, Foreign][] => {
		const line = lines[at];
		return line === undefined
			? []
			: [[at, { comment: line && `# ${line}`, goes: true }]];
	});
	return { ...found, foreign: new Map(foreign) };
}

/** Does a manifest begin with a line, or what people copy of one? */
function isHead(line: string, grammar: Grammar): boolean {
	const { key, column } = readLine(line);
	return (
		column === 0 &&
		key !== undefined &&
		(/^(?:apiVersion|kind|metadata)$/.test(key) ||
			grammar.typeOfSnippet(key, false) !== undefined)
	);
}

/**
 * Is a line words of a sentence, a command or a file's name, rather than an entry that was broken?
 * @param stands does nothing follow, or a manifest, so that a single word is a title and not a key that somebody is typing?
 */
function isProse(line: string, stands: boolean, grammar: Grammar): boolean {
	if (MAIL_HEAD.test(line) || AROUND.test(line)) return true;
	if (isSkipped(line) || /^\s*[-[\]{}"']/.test(line)) return false;
	const { key, dashes } = readLine(line.trimStart().replace(ALIEN_DASH, "- "));
	const [word = ""] = /[\w./-]+/.exec(line) ?? [];
	if (grammar.isNearField(word)) return false;
	// `Here is the manifest:` has the shape of a key, but the words of a sentence.
	if (key !== undefined)
		return dashes.length === 0 && /^\S.*\s|\.(?:ya?ml|json)$/.test(key);
	if (/^[\w./-]+\s*[:：=]/.test(line)) return false;
	if (/[.!?。！？$>#]|[^\0-\x7f]/.test(line)) return true;
	// `Hi,`
	if (/^[A-Z][a-z]+,\s*$/.test(line)) return true;
	const words = line.trim().split(/\s+/);
	if (words.length === 2) return /^[^\s:]/.test(line);
	return words.length > 2 || stands;
}

/** `-----Original Message-----`, `Subject: it does not start` */
const MAIL_HEAD =
	/^(?:-{2,} ?[\w ]*Message ?-{2,}|(?:From|To|Cc|Sent|Date|Subject|差出人|宛先|件名|送信日時)\s*[:：]\s.*)\s*$/;

/**
 * The marks of code elsewhere (`{code:yaml}`, `[code]`), a chat's times, a prompt, the end of a here-document, and what a
 * command has to say beside its output.
 */
const AROUND =
	/^\s*(?:EO[FT]|ya?ml|Copy(?: code)?|\{(?:code|noformat)(?:[:|][^{}]*)?\}|\[\/?code[^\]]*\]|\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?\]?(?: [A-Z][\w.' -]*:?)?|\[[\w.-]+@[^\]]*\] ?[$#%](?: .*)?|(?:WARNING|[Ww]arning|[Ee]rror|error from server[^:]*|ERROR): +\S+ \S.*)\s*$/;

/** Also one in a list of Markdown, which is indented, and one that says more than a language: ` ```yaml title="pod.yaml" `. */
const FENCE = /^\s{0,8}(?:`{3,}|~{3,})\s*(?:[\w-]+(?:[\s{][^`]*)?)?\s*$/;

/** Keeps what stands between two fences; what is before the first, or behind the last, is prose. */
function withoutFences(draft: Draft): Draft {
	const fences = draft.lines.flatMap((line, at) =>
		line !== undefined && FENCE.test(line) ? [at] : [],
	);
	const [first, second] = fences;
	if (first === undefined || fences.length > 2) return draft;
	const hasText = (lines: readonly (string | undefined)[]) =>
		lines.some((line) => line !== undefined && /^\s*[\w"'{[]/.test(line));
	const isOpening =
		second !== undefined ||
		/[`~]\s*[\w-]/.test(draft.lines[first] ?? "") ||
		(!hasText(draft.lines.slice(0, first)) &&
			hasText(draft.lines.slice(first + 1)));
	const from = isOpening ? first : -1;
	const to = second ?? (isOpening ? draft.lines.length : first);
	// Prose is short; much that is no prose is a document with a fence in one of its texts.
	const isInside = (at: number) => at > from && at < to;
	const outside = draft.lines.filter(
		(line, at) =>
			!isInside(at) && line !== undefined && /^\s*[\w"'-]+:(?:\s|$)/.test(line),
	);
	if (outside.length > 2) return draft;
	// The mark with which the document begins is none of the prose, nor are the comments above it.
	const marker = draft.lines.findIndex((line) =>
		/^---(?:\s|$)/.test(line ?? ""),
	);
	const isHead = (line: string, at: number) =>
		at < from && at <= marker && (at === marker || isSkipped(line));
	const margin = (draft.lines[first] ?? "").search(/\S/);
	const isIndented = draft.lines.every(
		(line = "", at) =>
			!isInside(at) || line.trim() === "" || line.search(/\S/) >= margin,
	);
	const inside = isIndented ? margin : 0;
	return cut(draft, "fence", (line, at) => {
		if (isInside(at)) return line.slice(Math.min(inside, line.length));
		return isHead(line, at) ? line : undefined;
	});
}

const PREFIXES: Readonly<Record<"mail" | "number", RegExp>> = {
	// An answer to an answer has several.
	mail: /^(?:>(?: ?>){0,3}|&gt;|[|│](?=\s|$))/,
	number:
		/^\s*(?:\d{1,5}(?: ?[:|│)]|\.(?=\s|$)|(?=\s|$))|(?:\(\d{1,5}\)|\[\d{1,5}\]|L\d{1,5}:?)(?=\s|$))/,
};
/** The mark of a mail whose lines all stand aside. */
const MAIL_ASIDE = /^ {1,4}>/;
/** In so many lines in a row it is no accident. */
const ROW = 2;

/** Takes a mark away that begins each line, or each of a block of lines. */
function withoutPrefix(whole: Draft, kind: "mail" | "number", most = 1): Draft {
	const pattern = PREFIXES[kind];
	const draft = kind === "mail" ? withoutAside(whole) : whole;
	const marked = draft.lines.map((line) =>
		line === undefined ? undefined : pattern.exec(line)?.[0].length,
	);
	const rows = rowsOf(marked.map((length) => length !== undefined)).filter(
		({ first, last }) =>
			last - first + 1 >= ROW &&
			(kind !== "number" || counts(draft.lines.slice(first, last + 1))),
	);
	if (rows.length === 0) return draft;
	const margin =
		kind === "number" ? columnOf(draft.lines, rows, most) : undefined;
	if (margin !== undefined)
		return cut(draft, kind, (line, at) =>
			marked[at] === undefined ? line : line.slice(margin),
		);
	const widths = new Map<number, number>();
	const step = stepOf(draft.lines.filter((_, at) => marked[at] === undefined));
	for (const { first, last } of rows) {
		const gap = gapOf(draft.lines.slice(first, last + 1), pattern, most, step);
		for (let at = first; at <= last; at++) widths.set(at, gap);
	}
	return cut(draft, kind, (line, at) => {
		const gap = widths.get(at);
		if (gap === undefined) return line;
		const rest = line.slice(pattern.exec(line)?.[0].trimEnd().length ?? 0);
		return rest.slice(Math.min(gap, rest.length - rest.trimStart().length));
	});
}

/** Takes the blanks away in front of the marks of a mail; where other lines stand among them, it is a text that has such marks. */
function withoutAside(draft: Draft): Draft {
	const { lines } = draft;
	const isAside = (line: string | undefined) => MAIL_ASIDE.test(line ?? "");
	const first = lines.findIndex(isAside);
	if (first === -1) return draft;
	const end = lines.findLastIndex(isAside) + 1;
	const isWhole =
		end - first >= ROW &&
		lines.every((line = "", at) =>
			at < first || at >= end
				? !/^\s/.test(line)
				: line.trim() === "" || isAside(line),
		);
	return isWhole
		? cut(draft, "mail", (line) => (isAside(line) ? line.trimStart() : line))
		: draft;
}

/**
 * The column at which the text begins behind numbers that are as wide as the widest of them, with blanks behind: `9  a`, `10 b`.
 */
function columnOf(
	lines: readonly (string | undefined)[],
	rows: readonly { first: number; last: number }[],
	most: number,
): number | undefined {
	const numbered = rows.flatMap(({ first, last }) =>
		lines.slice(first, last + 1).map((line = "") => line.trimEnd()),
	);
	const widths = numbered.map((line) => /^\d*/.exec(line)?.[0].length ?? 0);
	const width = Math.max(...widths);
	// Where all are as wide, or not at the left margin, it is like any other mark.
	if (Math.min(...widths) === 0 || widths.every((each) => each === width))
		return undefined;
	/** The fewest blanks behind the numbers of each width. */
	const blanks = new Map<number, number>();
	for (const [at, line] of numbered.entries()) {
		const own = widths[at] ?? 0;
		const gap = line.slice(own).search(/\S/);
		if (gap !== -1) blanks.set(own, Math.min(gap, blanks.get(own) ?? gap));
	}
	// As many behind short numbers as behind long ones: nothing is padded.
	if (new Set(blanks.values()).size === 1) return undefined;
	const gaps = [...blanks].map(([own, gap]) => own + gap - width);
	const gap = Math.min(...gaps, most);
	return gap > 0 ? width + gap : undefined;
}

/** Do the numbers in front of lines count? */
function counts(lines: readonly (string | undefined)[]): boolean {
	const numbers = lines.map((line) =>
		Number.parseInt(/\d+/.exec(line ?? "")?.[0] ?? "", 10),
	);
	return numbers.every(
		(number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1,
	);
}

/**
 * How many blanks part the marks from the text: those that all lines have, but no more than is usual.
 * @param step by which the lines without marks are indented
 */
function gapOf(
	lines: readonly (string | undefined)[],
	pattern: RegExp,
	most: number,
	step: number,
): number {
	const rests = lines.flatMap((line = "") => {
		const mark = pattern.exec(line)?.[0] ?? "";
		const rest = line.slice(mark.trimEnd().length);
		return rest.trim() === "" ? [] : [rest];
	});
	const gaps = rests.map((rest) => rest.length - rest.trimStart().length);
	const usual = Math.min(...gaps, most);
	// Without a blank behind the marks those lines would stand as the others do.
	const isTight = fitsWith(0, rests, step) && !fitsWith(-usual, rests, step);
	return isTight ? 0 : usual;
}

/**
 * Takes the marks of a diff away, its head lines, and the lines that it deletes.
 * @param marksAll may a blank in front of a line be a mark too, where each line begins with one?
 */
function withoutDiff(draft: Draft, marksAll: boolean): Draft {
	const lines = draft.lines.map((line) => line ?? "");
	const isHead = (line: string) =>
		/^(?:@@ |diff --git |index [0-9a-f]{7,}\.\.|--- (?:a\/|\/dev\/null|\S+\.(?:ya?ml|json)\b)|\+\+\+ |\\ No newline)/.test(
			line,
		);
	const hasHead = lines.some(isHead);
	const isAdded = (line: string) => /^\+(?!\+\+ )/.test(line);
	const contents = lines.filter((line) => line.trim() !== "" && !isHead(line));
	const added = contents.filter(isAdded).length;
	const isMarked = (line: string) => /^[-+ ]/.test(line);
	// All of it was added, with a blank behind each mark.
	if (added === contents.length && contents.every((line) => /^\+ /.test(line)))
		return cut(draft, "diff", (line) => line.replace(/^\+ ?/, ""));
	if (!hasHead && added === 0) return draft;
	const isWhole = contents.every(isMarked) && (marksAll || hasHead);
	if (!isWhole && !hasHead) {
		// Marks in front of a few lines: only what was added can be told from a list's dash.
		const step = stepOf(lines.filter((line) => !isAdded(line)));
		const rests = lines.filter(isAdded).map((line) => line.slice(1));
		const isInMargin = fitsWith(1, rests, step) && !fitsWith(0, rests, step);
		return cut(draft, "diff", (line) => {
			if (!isAdded(line)) return line;
			const rest = line.slice(1);
			return isInMargin && /^\s/.test(rest) ? ` ${rest}` : rest;
		});
	}
	return cut(draft, "diff", (line) => {
		if (isHead(line)) return undefined;
		if (line.startsWith("-")) return isWhole ? undefined : line;
		return isMarked(line) ? line.slice(1) : line;
	});
}

/** The columns by which lines are indented, or a multiple of which. */
function stepOf(lines: readonly (string | undefined)[]): number {
	let step = 0;
	for (const line of lines) {
		if (line === undefined || line.trim() === "") continue;
		let [a, b] = [step, line.length - line.trimStart().length];
		while (b > 0) [a, b] = [b, a % b];
		step = a;
	}
	return step;
}

/** Are lines indented by multiples of a step, if so many blanks more stood in front of those that are indented? */
const fitsWith = (
	blanks: number,
	lines: readonly string[],
	step: number,
): boolean =>
	step > 1 &&
	lines.every((line) => {
		const indent = line.length - line.trimStart().length;
		return line.trim() === "" || indent === 0 || (indent + blanks) % step === 0;
	});

/** Changes the beginnings of lines, or drops lines, and marks the first of them. */
function cut(
	draft: Draft,
	kind: SlipKind,
	change: (line: string, at: number) => string | undefined,
): Draft {
	let slip: PlacedSlip | undefined;
	const lines = draft.lines.map((line, at) => {
		if (line === undefined) return undefined;
		const after = change(line, at);
		// A blank line goes with a sentence beside it.
		if (after !== line && line.trim() !== "")
			slip ??= {
				kind,
				line: at,
				start: 0,
				end: Math.max(
					1,
					after === undefined ? line.length : line.length - after.length,
				),
			};
		return after;
	});
	return slip ? { ...draft, lines, slips: [...draft.slips, slip] } : draft;
}

/** The spans of indexes at which something holds. */
function rowsOf(
	holds: readonly boolean[],
): readonly { first: number; last: number }[] {
	const rows: { first: number; last: number }[] = [];
	for (const [at, is] of holds.entries()) {
		const row = rows.at(-1);
		if (is && row?.last === at - 1) row.last = at;
		else if (is) rows.push({ first: at, last: at });
	}
	return rows;
}
