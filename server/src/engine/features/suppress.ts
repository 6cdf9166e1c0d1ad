import type { Splice } from "../text/edit";
import { type Message, text } from "../text/language";
import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { type Node, resolve } from "../yaml/tree";
import type { Finding } from "./finding";

interface Suppression {
	readonly title: Message;
	readonly splices: readonly Splice[];
}

const onLine = text({
	en: (rule: string) => `Ignore ${rule} on this line`,
	ja: (rule) => `この行の ${rule} を無視`,
});

const inFile = text({
	en: (rule: string) => `Ignore ${rule} in this file`,
	ja: (rule) => `このファイルの ${rule} を無視`,
});

/** A comment above the finding's line that silences its rule; nothing where a comment would not be one. */
export function suppressLine(
	document: Document,
	finding: Finding,
): Suppression | undefined {
	const { lines } = document;
	const line = lines.lineAt(finding.at.start);
	if (isJson(document.text) || insideText(document.root, lines.start(line)))
		return undefined;
	const start = lines.start(line);
	const indent = " ".repeat(lines.indent(line));
	const comment = `${indent}# sidecar-patterns-ignore ${finding.rule.id}${lines.eol}`;
	return {
		title: onLine(finding.rule.id),
		splices: [{ start, end: start, text: comment }],
	};
}

/** A comment at the top of the file that silences a rule in all of it. */
export function suppressFile(
	source: Source,
	rule: string,
): Suppression | undefined {
	if (isJson(source.text)) return undefined;
	const [first] = source.documents;
	const start = first?.start ?? 0;
	const eol = first?.document.lines.eol ?? "\n";
	return {
		title: inFile(rule),
		splices: [
			{
				start,
				end: start,
				text: `# sidecar-patterns-ignore-file ${rule}${eol}`,
			},
		],
	};
}

const isJson = (text: string): boolean => /^\uFEFF?\s*[{[]/.test(text);

/** Does a line begin inside a scalar that goes over several lines, so that a `#` would be text? */
function insideText(root: Node | undefined, offset: number): boolean {
	let node: Node | undefined = root;
	while (node) {
		if (node.kind === "scalar")
			return node.start < offset && offset <= node.end;
		const children: readonly (Node | undefined)[] =
			node.kind === "mapping"
				? node.entries.map(({ value }) => value)
				: node.kind === "sequence"
					? node.items.map(({ value }) => value)
					: [];
		node = children.find(
			(child) =>
				child !== undefined &&
				resolve(child) === child &&
				child.start <= offset &&
				offset <= child.end,
		);
	}
	return false;
}
