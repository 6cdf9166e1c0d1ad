import { linesInTexts } from "./characters";
import type { Draft, PlacedSlip } from "./draft";

/** What HTML writes for characters that mean something to it; a blank is what a no-break one was written for. */
const CHARACTERS: Readonly<Record<string, string>> = {
	quot: '"',
	"#34": '"',
	apos: "'",
	"#39": "'",
	"#x27": "'",
	lt: "<",
	gt: ">",
	amp: "&",
	nbsp: " ",
	"#160": " ",
};
const ENTITY = `&(?:${Object.keys(CHARACTERS).join("|")});`;
const ENTITIES = new RegExp(ENTITY, "g");
/**
 * One where a value, an item or a part of brackets begins: YAML takes it for an anchor, and nobody calls one so. In the middle of
 * a text it may be meant.
 */
const BEGINS_VALUE = new RegExp(
	`^\\s*(?:(?:- +)+|(?:- +)*[\\w./-]+: +|(?:- +)*(?:[\\w./-]+: +)?[[{][^"']*?[[{,:] *|(?=&nbsp;))${ENTITY}`,
);

/** Writes the characters that HTML has written otherwise, all over the text, where one stands where no text can begin with it. */
export function withoutEntities(draft: Draft): Draft {
	const { lines } = draft;
	const texts = linesInTexts(draft, mayBegin);
	const first = lines.findIndex(
		(line = "", at) => mayBegin(line) && !texts.has(at),
	);
	if (first === -1) return draft;
	const [found] = (lines[first] ?? "").matchAll(ENTITIES);
	if (!found) return draft;
	const slip: PlacedSlip = {
		kind: "entity",
		line: first,
		start: found.index,
		end: found.index + found[0].length,
	};
	return {
		...draft,
		lines: lines.map((line) =>
			line?.replace(
				ENTITIES,
				(entity) => CHARACTERS[entity.slice(1, -1)] ?? entity,
			),
		),
		slips: [...draft.slips, slip],
	};
}

const mayBegin = (line: string): boolean =>
	line.includes("&") && BEGINS_VALUE.test(line);
