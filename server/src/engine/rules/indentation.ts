import { repairsOf } from "../kubernetes/indentation";
import { makeEdit, type Range } from "../text/edit";
import { fixedText, type Message, text } from "../text/language";
import type { Document } from "../yaml/document";
import type { Misplaced, Repair } from "../yaml/repair";
import type { RuleContext } from "./rule";

const found = text({
	en: (what: string, columns: number, side: "left" | "right", owner: string) =>
		`${capitalised(what)} stands ${columns === 1 ? "1 column" : `${columns} columns`} too far to the ${side}: it belongs to ${owner}.`,
	ja: (what, columns, side, owner) =>
		`${what}が${columns}桁${side === "left" ? "左" : "右"}にずれています。${owner}に属する行です。`,
});

const title = text({
	en: (what: string, owner: string, others: number) =>
		`Put ${what} at its right column, as part of ${owner}${others === 0 ? "" : `, and ${others === 1 ? "1 other line" : `${others} other lines`} too`}`,
	ja: (what, owner, others) =>
		`${what}を正しい桁に直し、${owner}に属する行にする${others === 0 ? "" : `(ほかに${others}か所も直す)`}`,
});

const entry = text({
	en: (line: string) => `\`${line}\``,
	ja: (line) => `\`${line}\` `,
});
const top = fixedText({
	en: "the top level of the document",
	ja: "ドキュメントの最上位",
});
const item = fixedText({ en: "this list item", ja: "このリスト項目" });
const field = text({
	en: (key: string) => `\`${key}\``,
	ja: (key) => `\`${key}\` `,
});
const owner = fixedText({ en: "It belongs here", ja: "属する要素" });

/** Reports the lines of a broken document that stand too far to one side. All share the fix that mends the document. */
export function reportMisplaced(
	document: Document,
	side: "left" | "right",
	{ report }: RuleContext,
): void {
	const repairs = repairsOf(document);
	const [best] = repairs;
	if (!best) return;
	const fixes = repairs.map((repair) => ({
		title: titleOf(repair, document),
		safety: repairs.length === 1 ? ("safe" as const) : ("review" as const),
		preferred: repairs.length === 1,
		edit: () => makeEdit(repair.edit),
	}));
	for (const misplaced of best.misplaced) {
		if (misplaced.target > misplaced.column !== (side === "left")) continue;
		const opener = openerOf(misplaced, document);
		report({
			at: misplaced.range,
			message: (language) =>
				found(
					describe(misplaced)(language),
					Math.abs(misplaced.target - misplaced.column),
					side,
					nameOf(opener, document)(language),
				)(language),
			related: opener ? [{ at: opener, message: owner }] : [],
			fixes,
		});
	}
}

/** Says of the first line that moves where it goes: repairs that are equally good differ in that. */
function titleOf({ misplaced }: Repair, document: Document): Message {
	const [first] = misplaced;
	return (language) =>
		title(
			first ? describe(first)(language) : "?",
			nameOf(first && openerOf(first, document), document)(language),
			misplaced.length - 1,
		)(language);
}

const openerOf = (
	{ ownerLine }: Misplaced,
	{ lines }: Document,
): Range | undefined =>
	ownerLine === undefined ? undefined : lines.contentRange(ownerLine);

const nameOf = (opener: Range | undefined, { text }: Document): Message =>
	opener ? entry(shorten(text.slice(opener.start, opener.end))) : top;

const describe = ({ isItem, key }: Misplaced): Message =>
	isItem || key === undefined ? item : field(key);

const shorten = (line: string): string =>
	line.length > 60 ? `${line.slice(0, 59)}…` : line;

const capitalised = (words: string): string =>
	words.charAt(0).toUpperCase() + words.slice(1);
