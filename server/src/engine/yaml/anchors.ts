import type { Document } from "./document";
import { type Alias, type Item, itemsOf, type Node } from "./tree";

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
	const nodes = [...nodesOf(document.root)];
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

/** Every node that is written in the document; what an alias stands for only where its anchor is. */
function* nodesOf(node: Node | undefined): Generator<Node> {
	if (!node) return;
	yield node;
	if (node.kind === "mapping")
		for (const entry of node.entries) yield* nodesOf(entry.value);
	if (node.kind === "sequence")
		for (const item of itemsOf(node)) yield* nodesOf(item.value);
}
