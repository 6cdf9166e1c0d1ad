import type { Lines } from "../text/lines";
import type { SyntaxFault } from "./parse";
import type { Entry, Item, Mapping, Sequence } from "./tree";

/** What is shorter need not be left out. */
const LEAST = 200;

/** Lines that are left out, and what has been read of them. */
export interface Gap {
	readonly start: number;
	readonly end: number;
	/** The entries or items that stand there; those around them stay, so that the reader sees what it goes on with. */
	readonly parts: readonly (Entry | Item)[];
	/** Where their mapping or list begins, and its first part behind them. */
	readonly owner: number;
	readonly next: number;
}

/** What is left out of a text because it has been read. */
export class Gaps {
	readonly all: readonly Gap[];
	/** Offsets in the text with gaps from which on there is so much more in the whole; descending. */
	readonly #seams: readonly { readonly from: number; readonly by: number }[];

	/** @param open the mappings and lists that are open where the reading ended, with what is whole of them */
	constructor(lines: Lines, open: readonly (Mapping | Sequence)[]) {
		this.all = open.flatMap((node) => gapIn(node, lines) ?? []);
		let by = 0;
		this.#seams = this.all
			.map(({ start, end }) => {
				const from = start - by;
				by += end - start;
				return { from, by };
			})
			.reverse();
	}

	/** What is left of a text. */
	rest(text: string): string {
		let rest = "";
		let at = 0;
		for (const { start, end } of this.all) {
			rest += text.slice(at, start);
			at = end;
		}
		return rest + text.slice(at);
	}

	/** Where an offset of the rest is in the whole. */
	moved(offset: number): number {
		const seam = this.#seams.find(({ from }) => from <= offset);
		return offset + (seam?.by ?? 0);
	}

	movedFault({ code, start, end }: SyntaxFault): SyntaxFault {
		return { code, start: this.moved(start), end: this.moved(end) };
	}
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
