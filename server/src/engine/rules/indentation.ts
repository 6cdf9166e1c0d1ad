import { repairsOf } from "../kubernetes/indentation";
import { makeEdit } from "../text/edit";
import { fixedText, text } from "../text/language";
import type { Document } from "../yaml/document";
import type { Misplaced } from "../yaml/repair";
import type { RuleContext } from "./rule";

const found = text({
	en: (what: string, columns: number, side: "left" | "right", owner: string) =>
		`${what} stands ${columns === 1 ? "1 column" : `${columns} columns`} too far to the ${side}: it belongs to the entry that begins with \`${owner}\`.`,
	ja: (what, columns, side, owner) =>
		`${what}が${columns}桁${side === "left" ? "左" : "右"}にずれています。\`${owner}\` で始まる要素に属する行です。`,
});

const title = text({
	en: (places: number) =>
		places === 1
			? "Put the line at its right column"
			: `Put the lines at their right columns (${places} places)`,
	ja: (places) =>
		places === 1 ? "行を正しい桁に直す" : `${places}か所の行を正しい桁に直す`,
});

const item = fixedText({ en: "This list item", ja: "このリスト項目" });
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
		title: title(repair.misplaced.length),
		safety: repairs.length === 1 ? ("safe" as const) : ("review" as const),
		preferred: repairs.length === 1,
		edit: () => makeEdit(repair.edit),
	}));
	for (const misplaced of best.misplaced) {
		if (misplaced.target > misplaced.column !== (side === "left")) continue;
		const line = document.lines.contentRange(misplaced.ownerLine);
		report({
			at: misplaced.range,
			message: (language) =>
				found(
					describe(misplaced, item(language)),
					Math.abs(misplaced.target - misplaced.column),
					side,
					shorten(document.text.slice(line.start, line.end)),
				)(language),
			related: [{ at: line, message: owner }],
			fixes,
		});
	}
}

const describe = ({ isItem, key }: Misplaced, itemName: string): string =>
	isItem || key === undefined ? itemName : `\`${key}\``;

const shorten = (line: string): string =>
	line.length > 60 ? `${line.slice(0, 59)}…` : line;
