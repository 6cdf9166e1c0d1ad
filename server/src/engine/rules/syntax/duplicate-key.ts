import { podsOf } from "../../kubernetes/workloads";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { removeEntry } from "../../yaml/edit";
import type { Entry, Mapping, Node } from "../../yaml/tree";
import { defineRule } from "../rule";

const twice = text({
	en: (key: string, line: number) =>
		`\`${key}\` stands twice here. Kubernetes keeps the last one: what line ${line} says is lost.`,
	ja: (key, line) =>
		`\`${key}\` が2回書かれています。Kubernetesが使うのは最後のもので、${line}行目の内容は失われます。`,
});
const first = text({
	en: (key: string) => `This \`${key}\` is lost`,
	ja: (key) => `この \`${key}\` は使われない`,
});
const removeFirst = text({
	en: (key: string, line: number) =>
		`Remove the \`${key}\` of line ${line}, which is lost anyway`,
	ja: (key, line) => `使われない${line}行目の \`${key}\` を削除`,
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
			const line = document.lines.lineAt(lost.start) + 1;
			report({
				at: entry.key,
				message: twice(key, line),
				related: [{ at: lost.key, message: first(key) }],
				fixes: [
					{
						title: removeFirst(key, line),
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
