import type { Document } from "./document";
import { type Alias, type Entry, type Item, type Node, nodesOf } from "./tree";

/**
 * Would moving an item to an offset put an alias before its anchor, or between two anchors of one name?
 * Documents without anchors answer at once.
 */
export function crossesAnchor(
	document: Document,
	item: Item,
	to: number,
): boolean {
	if (!document.text.includes("&") || !document.text.includes("*"))
		return false;
	const low = Math.min(item.start, to);
	const high = Math.max(item.end, to);
	const passed = (node: Node) =>
		node.start >= low && node.end <= high && !inside(node, item);
	const nodes = nodesOf(document.root);
	const anchors = nodes.filter((node) => node.anchor !== undefined);
	const aliases = nodes.filter((node): node is Alias => node.kind === "alias");
	const ownAnchors = anchors.filter((node) => inside(node, item));
	const ownAliases = aliases.filter((node) => inside(node, item));
	return (
		ownAliases.some(({ target }) => target !== undefined && passed(target)) ||
		aliases.some(
			(alias) =>
				passed(alias) && ownAnchors.some((anchor) => anchor === alias.target),
		) ||
		ownAnchors.some((own) =>
			anchors.some((other) => other.anchor === own.anchor && passed(other)),
		)
	);
}

const inside = (node: Node, item: Item): boolean =>
	node.start >= item.start && node.end <= item.end;

/** A node with an anchor that is used elsewhere. */
export type Anchored = Exclude<Node, Alias> & { readonly anchor: string };

/**
 * The anchor through which a place is shared: it, or what it stands in, is used through an alias or merge key as well, so
 * that a change there would change what those mean.
 */
export function sharedThrough(
	{ root, text }: Document,
	place: Node | Entry | Item,
): Anchored | undefined {
	if (!text.includes("&") || !text.includes("*")) return undefined;
	const used = new Set<Node>();
	for (const node of nodesOf(root))
		if (node.kind === "alias" && node.target) used.add(node.target);
	let node: Node | undefined = "kind" in place ? place : place.parent;
	while (node && !(used.has(node) && isAnchored(node)))
		node = node.holder?.parent;
	return node && isAnchored(node) ? node : undefined;
}

const isAnchored = (node: Node): node is Anchored => node.anchor !== undefined;
