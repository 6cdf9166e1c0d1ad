import { commasBehindValues } from "../../kubernetes/slips";
import { fixedText, text } from "../../text/language";
import { isManifest } from "../breaks";
import { defineRule } from "../rule";

const found = text({
	en: (value: string) =>
		`The comma is part of the value here, which is \`${value}\`: outside of \`[ … ]\` and \`{ … }\` nothing is separated by commas.`,
	ja: (value) =>
		`このカンマは値の一部になり、値は \`${value}\` になります。\`[ … ]\` と \`{ … }\` の外では、カンマで区切る必要はありません。`,
});
const remove = fixedText({ en: "Remove the comma", ja: "カンマを削除" });
const removeAll = text({
	en: (count: number) => `Remove all ${count} commas of this kind`,
	ja: (count) => `同様のカンマを${count}個すべて削除`,
});

export default defineRule({
	id: "comma-behind-value",
	title: fixedText({
		en: "A value ends with a comma, as in JSON",
		ja: "値の末尾にJSONのようなカンマがある",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	mentions: [","],
	checkDocument(document, { report }) {
		if (!isManifest(document)) return;
		const places = commasBehindValues(document).map(({ text: value, end }) => ({
			value,
			at: { start: end - 1, end },
		}));
		const removing = (all: typeof places) => () =>
			all.map(({ at }) => ({ ...at, text: "" }));
		const isOne = places.length === 1;
		for (const place of places) {
			const { at, value } = place;
			report({
				at,
				message: found(value),
				fixes: [
					// Who types one by habit types several.
					isOne
						? undefined
						: {
								title: removeAll(places.length),
								safety: "review",
								preferred: true,
								edit: removing(places),
							},
					{
						title: remove,
						safety: "review",
						preferred: isOne,
						edit: removing([place]),
					},
				],
			});
		}
	},
});
