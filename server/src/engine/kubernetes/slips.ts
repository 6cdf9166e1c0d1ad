import type { Range, Splice } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import { BULLETS, PRINTED, straighten } from "../yaml/repair/characters";
import { draftOf, splicesOf } from "../yaml/repair/draft";
import { withoutEntities } from "../yaml/repair/entities";
import type { SlipKind } from "../yaml/repair/slip";
import {
	type Entry,
	type Mapping,
	type Node,
	nodesOf,
	type Scalar,
} from "../yaml/tree";
import { schemaFor } from "./companions";

/** Characters that look like those of YAML and are none; nearly no document has any of them. */
const LOOK_ALIKE = new RegExp(
	`[\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000：﹕︓${PRINTED.double}${PRINTED.single}]`,
);
/** What looks like an item's dash, where an item may begin. */
const LOOK_ALIKE_DASH = new RegExp(`^[ \\t]*[${BULLETS}]\\s`, "m");
const LOOK_ALIKES = new RegExp(LOOK_ALIKE.source, "g");
const PRINTED_QUOTES = new RegExp(`[${PRINTED.double}${PRINTED.single}]`, "g");
const IN_PRINTED_QUOTES = new RegExp(
	`^${PRINTED_QUOTES.source}.*${PRINTED_QUOTES.source}$`,
	"s",
);

/** `“web"`: YAML's own quote behind a text that begins with a printed one. */
const HALF_PRINTED = new RegExp(
	`^(?:[${PRINTED.double}][^"${PRINTED.double}]*"|[${PRINTED.single}][^'${PRINTED.single}]*')$`,
);

/** `-Xmx1g`, as programs are told and people are not */
const FLAG = /(?:^|\s)--?[A-Za-z]/;

export interface LookAlike extends Range {
	readonly kind: SlipKind;
	/** Is it in front of a line, so that it decides the line's column? */
	readonly isColumn: boolean;
	/** Writes its line as it was meant. */
	edit(): readonly Splice[];
}

/** The characters of a YAML document that look like its punctuation, where punctuation is meant. */
export const lookAlikesIn = memoize(
	(document: Document): readonly LookAlike[] => {
		const { text } = document;
		if (!LOOK_ALIKE.test(text) && !LOOK_ALIKE_DASH.test(text)) return [];
		const { lines } = document;
		const draft = draftOf(lines);
		const straight = straighten(draft, 2);
		const texts = textsIn(document.root);
		const fields = schemaFor(document).fieldNames;
		const doubtful = new Set<LookAlike>();
		const found = straight.slips.flatMap((slip): LookAlike[] => {
			const { kind, line } = slip;
			const start = lines.start(line) + slip.start;
			const end = lines.start(line) + slip.end;
			const text = textAt(texts, start);
			// Elsewhere than in a text they stand in a comment.
			if (!text || !kind.startsWith("alien") || end > text.end) return [];
			const isColumn = slip.start === 0;
			const isSure = isMeant(kind, text, lines.content(line), isColumn, fields);
			if (!isSure && !(kind === "alien-quote" && isQuoted(text))) return [];
			const edit = () =>
				splicesOf(lines, {
					lines: draft.lines.map((content, at) =>
						at === line ? straight.lines[at] : content,
					),
				});
			const each = { kind, start, end, isColumn, edit };
			if (!isSure) doubtful.add(each);
			return [each];
		});
		// Where a value of another kind is in printed quotes, those around prose are no part of it either.
		const isHabit = found.some(
			(each) => each.kind === "alien-quote" && !doubtful.has(each),
		);
		return isHabit ? found : found.filter((each) => !doubtful.has(each));
	},
);

/** The first character that HTML writes otherwise where YAML takes it for an anchor, and what mends all of them. */
export const entityIn = memoize(
	(document: Document): Omit<LookAlike, "isColumn"> | undefined => {
		if (!/&#?\w+;/.test(document.text) || document.templated) return undefined;
		const { lines } = document;
		const draft = withoutEntities(draftOf(lines));
		const slip = draft.slips[0];
		if (!slip) return undefined;
		const at = lines.start(slip.line);
		return {
			kind: slip.kind,
			start: at + slip.start,
			end: at + slip.end,
			edit: () => splicesOf(lines, draft),
		};
	},
);

/** Is it a text in one pair of printed quotes? */
const isQuoted = ({ scalar }: Text): boolean =>
	scalar?.style === "plain" &&
	!scalar.templated &&
	IN_PRINTED_QUOTES.test(scalar.text) &&
	scalar.text.match(PRINTED_QUOTES)?.length === 2;

/** Is a look-alike that stands where punctuation could stand one that was meant to be it? */
function isMeant(
	kind: SlipKind,
	text: Text,
	line: string,
	isColumn: boolean,
	fields: ReadonlySet<string>,
): boolean {
	const { scalar } = text;
	if (!scalar) return true;
	// In quotes and block scalars each character is what it is.
	if (scalar.style !== "plain" || scalar.templated) return false;
	if (kind === "alien-colon") return isColonMeant(scalar, line, fields);
	// Where a list is wanted, its field says so.
	if (kind === "alien-dash") return false;
	// The first line's quotes and blanks are around the text, a later line's are in it.
	if (isColumn) return false;
	const inner = scalar.text.replace(LOOK_ALIKES, "");
	// Nobody ends with one kind of quote what began with another.
	if (kind === "alien-quote" && HALF_PRINTED.test(scalar.text)) return true;
	if (kind === "alien-blank")
		return !isProse(scalar) || /^[\x20-\x7E]*$/.test(inner);
	// `“Yes” or “no”` begins and ends with a quote, and is not in quotes.
	const isWhole = scalar.text.match(PRINTED_QUOTES)?.length === 2;
	const isFlow = scalar.holder?.parent.flow ?? false;
	return (
		(isWhole || isFlow) &&
		(!isProse(scalar) || /^[\x21-\x7E]*$/.test(inner) || FLAG.test(inner))
	);
}

/** `- name：web` where objects are listed, or a field that was taken for the rest of the text above. */
function isColonMeant(
	scalar: Scalar,
	line: string,
	fields: ReadonlySet<string>,
): boolean {
	const [, key = ""] = /^\s*(?:- +)*["']?([\w./-]+)/.exec(line) ?? [];
	return fields.has(key) && !isProse(scalar) && !isArgument(scalar);
}

/**
 * Values that end with a comma, as if they stood in JSON: the only word of an entry's value, and what stands on a line next
 * to such a one.
 */
export function commasBehindValues(document: Document): readonly Scalar[] {
	if (!/,[ \t]*(?:#.*)?$/m.test(document.text)) return [];
	const scalars = scalarsIn(document.root);
	const sure = commasByHabit(scalars);
	if (sure.length === 0) return sure;
	const { lines } = document;
	const known = new Set(sure.map(({ start }) => lines.lineAt(start)));
	const isBeside = (scalar: Scalar): boolean => {
		const line = lines.lineAt(scalar.start);
		return (
			known.has(line) ||
			(mayEndWithComma(scalar) &&
				lines.lineAt(scalar.end) === line &&
				(known.has(line - 1) || known.has(line + 1)))
		);
	};
	return scalars.filter(
		(scalar) => scalar.text.endsWith(",") && isBeside(scalar),
	);
}

function commasByHabit(scalars: readonly Scalar[]): readonly Scalar[] {
	const all = scalars.filter(endsWithComma);
	const found = all.filter(
		(scalar) =>
			isEntry(scalar.holder) || !isOfOption(scalar.text) || isHabit(scalar),
	);
	return found.some((scalar) => !isProse(scalar))
		? all
		: // A separator or a prefix of names may well end with a comma; several of them in one place are a habit.
			found.filter(
				({ holder }) =>
					isEntry(holder) &&
					holder.parent.entries.some(
						({ value }) =>
							value !== holder.value &&
							value?.kind === "scalar" &&
							endsWithComma(value),
					),
			);
}

/** Does each item of a list end with a comma, but the last one, as JSON wants it? One that is meant stands alone. */
function isHabit({ holder }: Scalar): boolean {
	if (!holder || isEntry(holder)) return false;
	const values = holder.parent.items.map(({ value }) => value);
	const isOne = (value: (typeof values)[number]) =>
		value?.kind === "scalar" && endsWithComma(value);
	return (
		values.filter(isOne).length > 1 &&
		values.every((value, at) => isOne(value) || at === values.length - 1)
	);
}

/** May an option mean the comma: `-d,`, `--features=a,`? */
const isOfOption = (text: string): boolean =>
	/^-\w,$|=|[^\w/.)}"'-],$/.test(text);

const endsWithComma = (scalar: Scalar): boolean =>
	mayEndWithComma(scalar) && /^[^\s,]+,$/.test(scalar.text);

const mayEndWithComma = ({ style, holder, templated }: Scalar): boolean =>
	style === "plain" &&
	!templated &&
	holder !== undefined &&
	!holder.parent.flow;

/** A line that is read as the rest of the value above, though it looks like an item or an entry. */
export interface Swallowed {
	readonly at: Range;
	readonly value: Scalar;
	readonly looksLike: "item" | "entry";
}

/** Lines that an unquoted value over several lines has swallowed. */
export const swallowedLines = memoize(
	(document: Document): readonly Swallowed[] => {
		const { lines } = document;
		const fields = schemaFor(document).fieldNames;
		return scalarsIn(document.root).flatMap((value): Swallowed[] => {
			if (value.style !== "plain" || value.templated) return [];
			if (!/[\r\n]/.test(lines.text.slice(value.start, value.end))) return [];
			const first = lines.lineAt(value.start);
			const last = lines.lineAt(Math.max(value.start, value.end - 1));
			// Prose goes on over several lines; a word does not.
			const isWord = !/\s/.test(
				lines.text.slice(value.start, lines.end(first)).trim(),
			);
			const prose = isProse(value);
			for (let line = first + 1; line <= last; line++) {
				const content = lines.content(line).trim();
				const behind = content.replace(/^(?:-\s+)+/, "");
				const isItem = prose
					? isWord && behind !== content && isField(behind, fields)
					: behind !== content;
				if (isItem)
					return [{ at: lines.contentRange(line), value, looksLike: "item" }];
				const isEntry =
					prose || isArgument(value)
						? isWord && isTightField(content, fields)
						: isWord && isField(content, fields);
				if (isEntry)
					return [{ at: lines.contentRange(line), value, looksLike: "entry" }];
			}
			return [];
		});
	},
);

/** `imagePullPolicy Always`, `image:nginx` */
function isField(content: string, fields: ReadonlySet<string>): boolean {
	const [, word = ""] = /^([A-Za-z]\w+)(?:[ :]|$)/.exec(content) ?? [];
	return fields.has(word);
}

/** `image:nginx`, which no sentence has. */
const isTightField = (content: string, fields: ReadonlySet<string>): boolean =>
	/^\w+:\S+$/.test(content) && isField(content, fields);

/** Keys whose mappings hold texts for people and programs, of which Kubernetes knows nothing. */
const FREE = new Set(["annotations", "data", "stringData"]);

/** Is it a text in which anything may stand: an annotation, a variable's value? */
function isProse({ holder }: Scalar): boolean {
	if (!isEntry(holder)) return false;
	const { key, parent } = holder;
	if (key.text === "value") return hasKey(parent, "name");
	const above = parent.holder;
	return isEntry(above) && FREE.has(above.key.text);
}

/** Is it a word of a command line? */
function isArgument({ holder }: Scalar): boolean {
	if (!holder || isEntry(holder)) return false;
	const above = holder.parent.holder;
	return isEntry(above) && /^(?:args|command)$/.test(above.key.text);
}

const hasKey = ({ entries }: Mapping, name: string): boolean =>
	entries.some(({ key }) => key.text === name);

const isEntry = (holder: Scalar["holder"]): holder is Entry =>
	holder !== undefined && "key" in holder;

/** Where characters are texts: a scalar, or a key. */
interface Text extends Range {
	readonly scalar: Scalar | undefined;
}

/** In the order of the document. */
function textsIn(root: Node | undefined): readonly Text[] {
	return nodesOf(root)
		.flatMap((node): readonly Text[] => {
			if (node.kind === "scalar")
				return [{ start: node.start, end: node.end, scalar: node }];
			if (node.kind !== "mapping") return [];
			return node.entries.map(({ key: { start, end } }) => ({
				start,
				end,
				scalar: undefined,
			}));
		})
		.sort((a, b) => a.start - b.start);
}

/** The last text that begins at or before an offset. */
function textAt(texts: readonly Text[], offset: number): Text | undefined {
	let low = 0;
	let high = texts.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((texts[middle]?.start ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	return texts[low - 1];
}

const scalarsIn = (root: Node | undefined): readonly Scalar[] =>
	nodesOf(root).filter((node) => node.kind === "scalar");
