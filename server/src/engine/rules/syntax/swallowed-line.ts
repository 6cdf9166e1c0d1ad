import { swallowedLines } from "../../kubernetes/slips";
import { fixedText, text } from "../../text/language";
import { Document } from "../../yaml/document";
import { isManifest, refitChange } from "../breaks";
import { defineRule } from "../rule";

const MESSAGES = {
	item: text({
		en: (line: string) =>
			`This is no list item: it is read as the rest of the text above, which becomes \`${line}\`.`,
		ja: (line) =>
			`リスト項目ではなく、上の行の文字列の続きとして読み取られ、値は \`${line}\` になります。`,
	}),
	entry: text({
		en: (line: string) =>
			`This is no field: it is read as the rest of the text above, which becomes \`${line}\`.`,
		ja: (line) =>
			`フィールドではなく、上の行の文字列の続きとして読み取られ、値は \`${line}\` になります。`,
	}),
};
const value = fixedText({ en: "The text begins here", ja: "文字列の始まり" });

export default defineRule({
	id: "swallowed-line",
	title: fixedText({
		en: "A line is read as the rest of the text above",
		ja: "行が、上の行の文字列の続きとして読み取られる",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, { report }) {
		if (!isManifest(document)) return;
		const found = swallowedLines(document);
		const isBetter = (text: string) =>
			swallowedLines(new Document(text)).length < found.length;
		for (const { at, value: scalar, looksLike } of found)
			report({
				at,
				message: MESSAGES[looksLike](shorten(scalar.text)),
				related: [{ at: scalar, message: value }],
				fixes: [0, 1].map((index) =>
					refitChange(document, at, index, isBetter),
				),
			});
	},
});

const shorten = (text: string): string =>
	text.length > 60 ? `${text.slice(0, 59)}…` : text;
