import type { Splice } from "../text/edit";
import { Document } from "./document";
import { flowLayout } from "./flow";
import { bare, type FlowPiece, insertIntoFlow } from "./flow-edit";
import { blanksLast, indentAt, insertLines, splitLines } from "./line-edit";
import { lineBeside } from "./ownership";
import { flowKey, flowValue, type Tree } from "./render";
import { isPlain } from "./string-text";
import { flowStyleOf } from "./style";
import type { Entry, Node } from "./tree";

/** A key as it is written beside another one, with the colon and the blanks behind it. */
export function keyLike(
	{ text }: Document,
	{ key, value }: Entry,
	name: string,
): string {
	const quote = /["']/.exec(text[key.start] ?? "")?.[0] ?? "";
	const between = value ? text.slice(key.end, value.start) : "";
	const colon = /^[ \t]*:[ \t]*$/.test(between) ? between : ": ";
	return quote + name + quote + colon;
}

/** Puts an entry beside another one, laid out as its neighbours are. */
export function insertBeside(
	document: Document,
	beside: Entry,
	side: "before" | "after",
	entry: FlowPiece,
): readonly Splice[] | undefined {
	const { lines } = document;
	const { parent } = beside;
	if (parent.flow) {
		const index = parent.entries.indexOf(beside) + (side === "after" ? 1 : 0);
		return insertIntoFlow(document, parent, index, entry);
	}
	const [head = "", ...further] = splitLines(entry.text);
	const indent = " ".repeat(lines.column(beside.key.start));
	const block = [...entry.lead, indent + head, ...further];
	return [
		insertLines(
			lines,
			lineBeside(lines, beside, side),
			side === "before" ? blanksLast(block) : block,
		),
	];
}

/** A string as the value of an entry of flow style. */
export function scalarInFlow(
	document: Document,
	{ parent }: Entry,
	value: string,
): string {
	const { eol } = document.lines;
	return flowValue(value, "", flowStyleOf(document, parent), eol);
}

/** Adds entries to a mapping of flow style, beside one that it has. */
export function addToFlow(
	document: Document,
	beside: Entry,
	side: "before" | "after",
	entries: { readonly [key: string]: Tree },
): readonly Splice[] | undefined {
	const { lines } = document;
	const { parent } = beside;
	const style = flowStyleOf(document, parent);
	const indent = indentAt(lines, beside.start);
	const written = Object.entries(entries).map(
		([key, value]) =>
			flowKey(key, style) +
			style.colon +
			flowValue(value, indent, style, lines.eol),
	);
	const separator = flowLayout(document, parent)?.ownLines
		? `,${lines.eol}${indent}`
		: style.comma;
	return insertBeside(
		document,
		beside,
		side,
		bare(written.join(separator), indent),
	);
}

/** The data that a text of YAML says; nothing where there is more to it: comments, anchors, templates. */
export function readTree(text: string): Tree | undefined {
	const { root, faults } = new Document(text);
	return faults.length > 0 || /(?:^|\s)#/.test(text) ? undefined : treeOf(root);
}

function treeOf(node: Node | undefined): Tree | undefined {
	if (!node) return null;
	if (node.anchor !== undefined || node.kind === "alias") return undefined;
	if (node.kind === "scalar") {
		if (node.templated) return undefined;
		if (node.style !== "plain" || isPlain(node.text, true)) return node.text;
		if (/^(?:null|~)$/.test(node.text)) return null;
		if (/^(?:true|false)$/.test(node.text)) return node.text === "true";
		return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(node.text)
			? Number(node.text)
			: undefined;
	}
	if (node.kind === "sequence") {
		const items = node.items.map(({ value }) => treeOf(value));
		return items.every((item) => item !== undefined) ? items : undefined;
	}
	const tree: Record<string, Tree> = {};
	for (const { key, value } of node.entries) {
		const inner = treeOf(value);
		if (inner === undefined) return undefined;
		tree[key.text] = inner;
	}
	return tree;
}
