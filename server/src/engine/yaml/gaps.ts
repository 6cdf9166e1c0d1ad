import type { Range } from "../text/edit";
import type { Lines } from "../text/lines";
import type { SyntaxFault } from "./parse";
import type { Entry, Item, Mapping, Node, Sequence } from "./tree";

/** What is shorter need not be left out. */
const LEAST = 100;

/** An anchor, not the `&&` of a program. */
const ANCHOR = /(?:[-:,[{]|![^\s]*)\s+&[^\s&]|[[{,]&|^\s*&/;

/** Parts of a mapping or list that are left out with their lines. */
export interface Run {
	readonly parts: readonly (Entry | Item)[];
	/** Where the first part behind them begins. */
	readonly next: number;
}

/**
 * What is left out of a text because it has been read. What stays is the first and the last part of each mapping and list
 * that is open, so that the reader sees what it goes on with, and without their values where these are surely over.
 */
export class Gaps {
	/** By where their mapping or list begins. */
	readonly runs = new Map<number, Run>();
	/** By where the entry or item begins that stays. */
	readonly values = new Map<number, Node>();
	/** Ascending. */
	readonly #ranges: Range[] = [];
	/** Offsets in the text with gaps from which on there is so much more in the whole; descending. */
	readonly #seams: readonly { readonly from: number; readonly by: number }[];

	/** @param open the mappings and lists that are open where the reading ended, with what is whole of them */
	constructor(
		readonly lines: Lines,
		open: readonly (Mapping | Sequence)[],
	) {
		for (const [depth, node] of open.entries())
			this.#leaveOut(node, depth + 1 < open.length);
		let by = 0;
		this.#seams = this.#ranges
			.map(({ start, end }) => {
				const from = start - by;
				by += end - start;
				return { from, by };
			})
			.reverse();
	}

	get areNone(): boolean {
		return this.#ranges.length === 0;
	}

	/** What is left of a text. */
	rest(text: string): string {
		let rest = "";
		let at = 0;
		for (const { start, end } of this.#ranges) {
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

	/** @param goesOn does a part follow that is not whole? Else what follows may stand at any column of what is right above. */
	#leaveOut(node: Mapping | Sequence, goesOn: boolean): void {
		const parts = node.kind === "mapping" ? node.entries : node.items;
		const [first, second] = parts;
		const last = parts.at(-1);
		if (!first || !last) return;
		if (goesOn || last !== first) this.#leaveOutValue(first);
		if (second && last !== second) {
			const isLeftOut = this.#cut(
				this.#startOf(second, node),
				this.#startOf(last, node),
			);
			if (isLeftOut)
				this.runs.set(node.start, {
					parts: parts.slice(1, -1),
					next: last.start,
				});
		}
		if (!goesOn) {
			const { value } = last;
			if (value?.kind === "mapping" || value?.kind === "sequence")
				this.#leaveOut(value, false);
		} else if (last !== first) this.#leaveOutValue(last);
	}

	/** In block style a part has its lines for itself. */
	#startOf(part: Entry | Item, { flow }: Mapping | Sequence): number {
		const { lines } = this;
		return flow ? part.start : lines.start(lines.lineAt(part.start));
	}

	#leaveOutValue(part: Entry | Item): void {
		const { value } = part;
		// Between the commas of a list something has to stand.
		if (!value || (part.parent.kind === "sequence" && part.parent.flow)) return;
		const sign =
			"key" in part ? this.lines.text.indexOf(":", part.key.end) : part.start;
		if (this.#cut(sign + 1, value.end)) this.values.set(part.start, value);
	}

	#cut(start: number, end: number): boolean {
		if (end - start < LEAST) return false;
		// What has a name may be meant further below.
		if (ANCHOR.test(this.lines.text.slice(start, end))) return false;
		this.#ranges.push({ start, end });
		return true;
	}
}
