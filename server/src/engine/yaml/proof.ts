import { type Edit, shifted } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "./document";
import { type Alias, type Node, nodesOf } from "./tree";

/** A key that stands behind a question mark, has an anchor, or is an alias. */
const UNUSUAL_KEY =
	/(?:^|[{[,])[ \t]*(?:-[ \t]+)*(?:\?[ \t\r\n]|[&*][^\s,[\]{}]+[ \t]+(?:["'][^"'\n]*["']|[\w./-]*)[ \t]*:(?=[ \t\r\n]|$))/gm;

/**
 * Has the document keys that are written in a way that edits do not know? Where they begin and what belongs to them cannot
 * be told from columns.
 */
const hasUnusualKeys = memoize(({ text, lines, root }: Document): boolean => {
	const found = [...text.matchAll(UNUSUAL_KEY)].filter(
		({ index }) =>
			!/(?:^|\s)#/.test(text.slice(lines.start(lines.lineAt(index)), index)),
	);
	if (found.length === 0) return false;
	const scalars = nodesOf(root).filter(({ kind }) => kind === "scalar");
	return found.some(
		({ index, 0: { length } }) =>
			!scalars.some(
				({ start, end }) => start <= index && index + length <= end,
			),
	);
});

/** Does an edit change nothing but the text of scalars? */
function staysInScalars({ root }: Document, edit: Edit): boolean {
	const scalars = nodesOf(root).filter(({ kind }) => kind === "scalar");
	return edit.every((splice) =>
		scalars.some(
			({ start, end }) => start <= splice.start && splice.end <= end,
		),
	);
}

/** Can the lines that an edit of a document touches be told apart from others? */
export const isTractable = (document: Document, edit: Edit): boolean =>
	!hasUnusualKeys(document) || staysInScalars(document, edit);

/** How many keys of a document repeat one of their mapping. */
export const repeatedKeys = memoize(({ root }: Document): number => {
	let count = 0;
	for (const node of nodesOf(root))
		if (node.kind === "mapping")
			count +=
				node.entries.length -
				new Set(node.entries.map(({ key }) => key.text)).size;
	return count;
});

/** Can a document have aliases at all? */
export const mayHaveAliases = ({ text }: Document): boolean =>
	text.includes("*") && text.includes("&");

/** The aliases of a document that have no anchor in front of them. */
export const lostAliasesIn = (document: Document): readonly Alias[] =>
	aliasesOf(document).filter(({ target }) => target === undefined);

/** How many there are. */
export const lostAliases = (document: Document): number =>
	lostAliasesIn(document).length;

/**
 * The anchors of aliases that an edit leaves where they are and that stand for something else afterwards, one for each alias.
 * @param after the document that the edit makes of it
 */
export function changedAliases(
	before: Document,
	edit: Edit,
	after: Document,
): readonly string[] {
	const meant = new Map(
		aliasesOf(before).map(({ start, target }) => [
			shifted(edit, start),
			target,
		]),
	);
	return aliasesOf(after).flatMap(({ start, target }) => {
		const original = meant.get(start);
		return original && target && written(original) !== written(target)
			? (original.anchor ?? [])
			: [];
	});
}

const aliasesOf = ({ root }: Document): readonly Alias[] =>
	nodesOf(root).filter((node): node is Alias => node.kind === "alias");

/** What a node says; aliases in it speak for themselves. */
const written = memoize((node: Exclude<Node, Alias>): string =>
	JSON.stringify(contentOf(node)),
);

function contentOf(node: Node | undefined): unknown {
	switch (node?.kind) {
		case "mapping":
			return node.entries.map(({ key, value }) => [key.text, contentOf(value)]);
		case "sequence":
			return [node.items.map(({ value }) => contentOf(value))];
		case "scalar":
			return [node.text, node.style === "plain"];
		default:
			return node?.kind ?? null;
	}
}
