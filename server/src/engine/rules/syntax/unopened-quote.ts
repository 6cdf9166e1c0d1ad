import { unopenedQuotes } from "../../kubernetes/unopened-quotes";
import { fixedText, text } from "../../text/language";
import { isManifest } from "../breaks";
import { defineRule } from "../rule";

const found = text({
	en: (quote: string) =>
		`No quote opens this text: the ${quote === '"' ? '`"`' : "`'`"} at its end is a part of it.`,
	ja: (quote) =>
		`開始の引用符がないため、末尾の ${quote === '"' ? '`"`' : "`'`"} も文字列の一部になります。`,
});
const open = fixedText({
	en: "Open the quote in front of the text",
	ja: "文字列の先頭に引用符を補う",
});
const remove = fixedText({
	en: "Remove the quote",
	ja: "引用符を削除",
});

export default defineRule({
	id: "unopened-quote",
	title: fixedText({
		en: "A text ends with a quote that nothing opens",
		ja: "文字列の末尾に、対応する開始のない引用符がある",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, { report }) {
		if (!isManifest(document)) return;
		for (const { start, end, quote, mayBeginBefore } of unopenedQuotes(
			document,
		))
			report({
				at: { start: end - 1, end },
				message: found(quote),
				fixes: [
					{
						title: open,
						safety: "review",
						preferred: !mayBeginBefore,
						edit: () => [{ start, end: start, text: quote }],
					},
					{
						title: remove,
						safety: "review",
						edit: () => [{ start: end - 1, end, text: "" }],
					},
				],
			});
	},
});
