import { podsOf } from "../../kubernetes/workloads";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { removeEntry } from "../../yaml/edit";
import type { Entry, Mapping, Node } from "../../yaml/tree";
import { defineRule } from "../rule";

const twice = text({
	en: (key: string) =>
		`\`${key}\` stands twice here. Kubernetes keeps the last one: what the other says is lost.`,
	ja: (key) =>
		`\`${key}\` が2回書かれています。Kubernetesが使うのは最後のもので、もう一方の内容は失われます。`,
});
const first = text({
	en: (key: string) => `This \`${key}\` is lost`,
	ja: (key) => `この \`${key}\` は使われない`,
});
const removeFirst = text({
	en: (key: string) => `Remove the earlier \`${key}\`, which is lost anyway`,
	ja: (key) => `使われない前の \`${key}\` を削除`,
});

export default defineRule({
	id: "duplicate-key",
	title: fixedText({
		en: "A key stands twice in a mapping",
		ja: "マッピングに同じキーが2回書かれている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, { report }) {
		if (document.faults.length > 0 || podsOf(document).length === 0) return;
		for (const [entry, lost] of duplicatesIn(document)) {
			const { text: key } = entry.key;
			report({
				at: entry.key,
				message: twice(key),
				related: [{ at: lost.key, message: first(key) }],
				fixes: [
					{
						title: removeFirst(key),
						safety: "review",
						edit: () => removeEntry(document, lost),
					},
				],
			});
		}
	},
});

/** The entries whose keys have stood before in their mappings, each with the one that it replaces. */
function duplicatesIn(document: Document): [Entry, Entry][] {
	const found: [Entry, Entry][] = [];
	const mappings: Mapping[] = [];
	const visit = (node: Node | undefined): void => {
		if (node?.kind === "mapping") mappings.push(node);
		else if (node?.kind === "sequence")
			for (const { value } of node.items) visit(value);
	};
	visit(document.root);
	// A list of what is to be seen, not recursion: documents may be deep.
	for (let at = 0; at < mappings.length; at++) {
		const known = new Map<string, Entry>();
		for (const entry of mappings[at]?.entries ?? []) {
			const before = known.get(entry.key.text);
			if (before && entry.key.text !== "<<") found.push([entry, before]);
			known.set(entry.key.text, entry);
			visit(entry.value);
		}
	}
	return found;
}
