import type { Change } from "../../kubernetes/change";
import { isObject } from "../../kubernetes/companions";
import { refitsOf } from "../../kubernetes/repairs";
import type { Version } from "../../kubernetes/versions";
import { podsOf } from "../../kubernetes/workloads";
import type { Splice } from "../../text/edit";
import { fixedText, type Message, text } from "../../text/language";
import { Document } from "../../yaml/document";
import { removeEntry } from "../../yaml/edit";
import { beginsLine } from "../../yaml/ownership";
import { splitInBrackets } from "../../yaml/split";
import type { Entry, Mapping, Node } from "../../yaml/tree";
import { refitChange } from "../breaks";
import { dashItemsIn } from "../dash-mends";
import { KeyMend } from "../key-mends";
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

const begin = text({
	en: (key: string) => `Begin a new list item with \`${key}\``,
	ja: (key) => `\`${key}\` から新しいリスト項目を始める`,
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
	checkDocument(document, { report, version }) {
		if (document.isFaulty) return;
		if (podsOf(document).length === 0 && !isObject(document)) return;
		const duplicates = duplicatesIn(document);
		if (duplicates.length === 0) return;
		const dashes = dashItemsIn(document, version);
		for (const [entry, lost] of duplicates) {
			const { text: key } = entry.key;
			const begun = beginItem(document, entry, version);
			report({
				at: entry.key,
				message: twice(key),
				related: [{ at: lost.key, message: first(key) }],
				fixes: [
					begun instanceof NextItem || begun?.preferred
						? begun
						: (dashes.get(entry) ?? begun ?? refit(document, entry)),
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

/** A dash that is missing: from here on the keys of an item in a list stand a second time. */
function beginItem(
	document: Document,
	entry: Entry,
	version: Version,
): Change | undefined {
	const { lines } = document;
	const { parent: mapping } = entry;
	const { holder } = mapping;
	if (!holder || "key" in holder) return undefined;
	const at = mapping.entries.indexOf(entry);
	const before = mapping.entries.slice(0, at);
	const behind = mapping.entries.slice(at);
	const keysOf = (entries: readonly Entry[]) =>
		new Set(entries.map(({ key }) => key.text));
	const above = keysOf(before);
	const isFirst = above.size === before.length;
	const again = behind.filter(({ key }) => above.has(key.text));
	if (!isFirst || keysOf(behind).size < behind.length) return undefined;
	// One key may well have been written twice; several are another item, and so is what the server takes for two.
	const isSure = again.length > 1;
	if (!isSure && (at < 2 || behind.length < 2 || !isFirstKey(entry)))
		return undefined;
	const beginning = (edit: () => readonly Splice[] | undefined): Change => {
		const title = begin(entry.key.text);
		return isSure
			? new NextItem(title, document, edit)
			: new KeyMend(title, document, version, 1, edit);
	};
	if (mapping.flow) return beginning(() => splitInBrackets(document, entry));
	const dash = lines.column(holder.start);
	const column = lines.column(entry.start);
	if (!beginsLine(lines, entry.start) || column < dash + 2) return undefined;
	const gap = " ".repeat(column - dash - 1);
	const start = entry.start - (column - dash);
	return beginning(() => [{ start, end: entry.start, text: `-${gap}` }]);
}

/** Another item, unless its keys stand twice because lines above it have moved. Looked for when somebody asks. */
class NextItem implements Change {
	readonly safety = "review";

	constructor(
		readonly title: Message,
		readonly document: Document,
		readonly edit: () => readonly Splice[] | undefined,
	) {}

	get preferred(): boolean {
		const [refit, other] = refitsOf(this.document);
		return (
			refit === undefined ||
			other !== undefined ||
			duplicatesIn(new Document(refit.text)).length > 0
		);
	}
}

/** Is it called as the first one of its mapping: the key with which items begin? */
const isFirstKey = ({ key, parent }: Entry): boolean =>
	parent.entries[0]?.key.text === key.text;

/** The other one may have lost its place: the name of a port, at the column of the container's. */
const refit = (document: Document, { key }: Entry): Change =>
	refitChange(
		document,
		key,
		0,
		(text) =>
			timesTwice(new Document(text), key.text) < timesTwice(document, key.text),
	);

const timesTwice = (document: Document, key: string): number =>
	duplicatesIn(document).filter(([entry]) => entry.key.text === key).length;

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
