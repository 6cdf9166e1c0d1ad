import type { Lines } from "../text/lines";
import { type Gap, Gaps } from "./gaps";
import { parse, type SyntaxFault } from "./parse";
import {
	type Entry,
	type Item,
	type Mapping,
	moveTree,
	type Node,
	type Sequence,
	type Writable,
} from "./tree";

/**
 * Reads a text of which the beginning has been read: what is surely whole there is not read by `yaml` once more, which takes
 * several times as long.
 *
 * @param open the mappings and lists that are open where the reading ended, with what is whole of them
 * @returns nothing when that does not fit to what follows
 */
export function parseRest(
	lines: Lines,
	open: readonly (Mapping | Sequence)[],
):
	| { readonly root: Node | undefined; readonly faults: readonly SyntaxFault[] }
	| undefined {
	const gaps = new Gaps(lines, open);
	if (gaps.all.length === 0) return undefined;
	const text = gaps.rest(lines.text);
	const { root, faults } = parse({ text, expressions: [], structural: false });
	const filler = new Filler(gaps);
	filler.fill(root);
	return filler.isDone
		? { root, faults: faults.map((fault) => gaps.movedFault(fault)) }
		: undefined;
}

/** Moves what has been read of a text with gaps to where it stands in the whole, and puts into the gaps what belongs there. */
class Filler {
	readonly #left: Map<number, Gap>;

	constructor(readonly gaps: Gaps) {
		this.#left = new Map(gaps.all.map((gap) => [gap.owner, gap]));
	}

	/** Has everything found its place? */
	get isDone(): boolean {
		return this.#left.size === 0;
	}

	fill(root: Writable<Node> | undefined): void {
		if (!root) return;
		moveTree(
			root,
			(offset) => this.gaps.moved(offset),
			(node) => {
				if (node.kind === "mapping")
					node.entries = this.#filled(node, node.entries);
				else if (node.kind === "sequence") {
					const items: readonly Writable<Item>[] = this.#filled(
						node,
						node.items,
					);
					for (const [index, item] of items.entries()) item.index = index;
					node.items = items;
				}
			},
		);
	}

	#filled<Part extends Entry | Item>(
		owner: Part["parent"],
		parts: readonly Part[],
	): readonly Part[] {
		const gap = this.#left.get(owner.start);
		const [first, next, ...others] = parts;
		if (owner.flow || !gap || !first || next?.start !== gap.next) return parts;
		this.#left.delete(owner.start);
		const own = gap.parts as readonly Part[];
		for (const part of own as readonly Writable<Part>[]) part.parent = owner;
		return [first, ...own, next, ...others];
	}
}
