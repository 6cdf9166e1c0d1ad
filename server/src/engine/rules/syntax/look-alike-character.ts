import type { Change } from "../../kubernetes/change";
import { entityIn, type LookAlike, lookAlikesIn } from "../../kubernetes/slips";
import { fixedText, text } from "../../text/language";
import { Document } from "../../yaml/document";
import { isManifest, refitChange } from "../breaks";
import { defineRule } from "../rule";
import { slipMend, slipMessage } from "../slip-texts";

const everywhere = text({
	en: (count: number) => `Write what is meant at all ${count} places`,
	ja: (count) => `${count}か所すべてを本来の文字に直す`,
});

/** Who pastes a text with such characters has them everywhere. */
function mendAll(found: readonly LookAlike[]): Change | undefined {
	if (found.length < 2) return undefined;
	return {
		title: everywhere(found.length),
		safety: "review",
		preferred: true,
		edit: () => {
			const splices = found.flatMap(({ edit }) => edit());
			// Two on one line are mended by the same splices.
			return [
				...new Map(
					splices.map((splice) => [
						`${splice.start}-${splice.end}-${splice.text}`,
						splice,
					]),
				).values(),
			];
		},
	};
}

export default defineRule({
	id: "look-alike-character",
	title: fixedText({
		en: "A character looks like YAML's punctuation, but is another one",
		ja: "YAMLの記号に似た別の文字が使われている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, { report }) {
		if (!isManifest(document)) return;
		const found = lookAlikesIn(document);
		const all = mendAll(found);
		const entity = entityIn(document);
		if (entity)
			report({
				at: entity,
				message: slipMessage(entity.kind),
				fixes: [
					{
						title: slipMend(entity.kind),
						safety: "review",
						preferred: true,
						edit: entity.edit,
					},
				],
			});
		for (const { kind, start, end, isColumn, edit } of found)
			report({
				at: { start, end },
				message: slipMessage(kind),
				fixes: [
					found.some((each) => each.isColumn) ? undefined : all,
					isColumn
						? refitChange(
								document,
								{ start, end },
								0,
								(text) => lookAlikesIn(new Document(text)).length === 0,
							)
						: {
								title: slipMend(kind),
								safety: "review",
								preferred: true,
								edit,
							},
				],
			});
	},
});
