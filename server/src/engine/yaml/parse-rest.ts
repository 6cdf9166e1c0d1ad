import type { Lines } from "../text/lines";
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

/** What is shorter need not be left out. */
const LEAST = 200;

/** Lines that are left out, and what has been read of them. */
interface Gap {
	readonly start: number;
	readonly end: number;
	/** The entries or items that stand there; those around them stay, so that the reader sees what it goes on with. */
	readonly parts: readonly (Entry | Item)[];
	/** Where their mapping or list begins, and its first part behind them. */
	readonly owner: number;
	readonly next: number;
}

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
	const gaps = open.flatMap((node) => gapIn(node, lines) ?? []);
	if (gaps.length === 0) return undefined;
	let text = "";
	let at = 0;
	for (const { start, end } of gaps) {
		text += lines.text.slice(at, start);
		at = end;
	}
	text += lines.text.slice(at);
	const { root, faults } = parse({ text, expressions: [], structural: false });
	const filler = new Filler(gaps);
	filler.fill(root);
	if (!filler.isDone) return undefined;
	return {
		root,
		faults: faults.map(({ code, start, end }) => ({
			code,
			start: filler.moved(start),
			end: filler.moved(end),
		})),
	};
}

/** All but the first and the last whole part of a mapping or list. */
function gapIn(node: Mapping | Sequence, lines: Lines): Gap | undefined {
	const parts: readonly (Entry | Item)[] =
		node.kind === "mapping" ? node.entries : node.items;
	const first = parts[1];
	const next = parts.at(-1);
	if (!first || !next || parts.length < 3) return undefined;
	const start = lines.start(lines.lineAt(first.start));
	const end = lines.start(lines.lineAt(next.start));
	if (end - start < LEAST) return undefined;
	// What has a name may be meant further below.
	if (/[\s[{,]&/.test(lines.text.slice(start, end))) return undefined;
	return {
		start,
		end,
		parts: parts.slice(1, -1),
		owner: node.start,
		next: next.start,
	};
}

/** Moves what has been read of a text with gaps to where it stands in the whole, and puts into the gaps what belongs there. */
class Filler {
	readonly #gaps: Map<number, Gap>;
	/** Offsets in the text with gaps from which on there is so much more in the whole; descending. */
	readonly #seams: readonly { readonly from: number; readonly by: number }[];

	constructor(gaps: readonly Gap[]) {
		this.#gaps = new Map(gaps.map((gap) => [gap.owner, gap]));
		let by = 0;
		this.#seams = gaps
			.map(({ start, end }) => {
				const from = start - by;
				by += end - start;
				return { from, by };
			})
			.reverse();
	}

	/** Has everything found its place? */
	get isDone(): boolean {
		return this.#gaps.size === 0;
	}

	moved(offset: number): number {
		const seam = this.#seams.find(({ from }) => from <= offset);
		return offset + (seam?.by ?? 0);
	}

	fill(root: Writable<Node> | undefined): void {
		if (!root) return;
		moveTree(
			root,
			(offset) => this.moved(offset),
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
		const gap = this.#gaps.get(owner.start);
		const [first, next, ...others] = parts;
		if (owner.flow || !gap || !first || next?.start !== gap.next) return parts;
		this.#gaps.delete(owner.start);
		const own = gap.parts as readonly Part[];
		for (const part of own as readonly Writable<Part>[]) part.parent = owner;
		return [first, ...own, next, ...others];
	}
}
