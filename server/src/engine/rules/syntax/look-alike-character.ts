import { lookAlikesIn } from "../../kubernetes/slips";
import { podsOf } from "../../kubernetes/workloads";
import { fixedText } from "../../text/language";
import { Document } from "../../yaml/document";
import { refitChange, slipMend, slipMessage } from "../breaks";
import { defineRule } from "../rule";

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
		if (document.faults.length > 0 || podsOf(document).length === 0) return;
		for (const { kind, start, end, isColumn, edit } of lookAlikesIn(document))
			report({
				at: { start, end },
				message: slipMessage(kind),
				fixes: [
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
