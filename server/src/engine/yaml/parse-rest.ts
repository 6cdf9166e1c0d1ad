import type { Lines } from "../text/lines";
import { Gaps } from "./gaps";
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
	if (gaps.areNone) return undefined;
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
	#left: number;

	constructor(readonly gaps: Gaps) {
		this.#left = gaps.runs.size + gaps.values.size;
	}

	/** Has everything found its place? */
	get isDone(): boolean {
		return this.#left === 0;
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
		for (const part of parts) this.#giveValue(part);
		const run = this.gaps.runs.get(owner.start);
		const [first, next, ...others] = parts;
		if (!run || !first || next?.start !== run.next) return parts;
		this.#left--;
		const own = run.parts as readonly Part[];
		for (const part of own as readonly Writable<Part>[]) part.parent = owner;
		return [first, ...own, next, ...others];
	}

	#giveValue(part: Writable<Entry | Item>): void {
		const value: Writable<Node> | undefined = this.gaps.values.get(part.start);
		if (!value || part.value) return;
		this.#left--;
		value.holder = part;
		part.value = value;
		part.end = value.end;
	}
}
