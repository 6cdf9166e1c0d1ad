import { parse } from "./parse";
import { UNSURE } from "./quick-scalar";
import {
	type Entry,
	type Item,
	moveTree,
	type Node,
	type Writable,
} from "./tree";

/** How many characters of a text are read apart, beside what each of its parts takes: then the whole is read at once. */
const MOST = 6000;
const EACH = 300;

/** Reads single values by `yaml`, as if they stood alone where they stand: what is around them need not be read by it. */
export class ApartReader {
	#left = MOST;

	/**
	 * @param text from the start of the line of the value's key or dash to the end of the lines that stand further right than that
	 * @param from where it begins in the whole
	 * @param column of the key or dash
	 * @param at where the value begins at the earliest, behind the colon or dash, in the text
	 */
	read(
		text: string,
		from: number,
		column: number,
		at: number,
		holder: Entry | Item,
	): Node {
		this.#left -= EACH + text.length;
		if (this.#left < 0) throw UNSURE;
		const isEntry = "key" in holder;
		const before = " ".repeat(column) + (isEntry ? "k:" : "-");
		const alone = before.padEnd(at) + text.slice(at);
		const { root, faults } = parse({
			text: alone,
			expressions: [],
			structural: false,
		});
		if (faults.length > 0) throw UNSURE;
		const [only, ...others] =
			root?.kind === "mapping"
				? root.entries
				: root?.kind === "sequence"
					? root.items
					: [];
		if (!only?.value || others.length > 0 || isOfWhole(only.value))
			throw UNSURE;
		moveTree(
			only.value,
			(offset) => offset + from,
			({ kind }) => {
				// What it stands for is somewhere in the whole.
				if (kind === "alias") throw UNSURE;
			},
		);
		const value: Writable<Node> = only.value;
		value.holder = holder;
		return only.value;
	}
}

/** Is it a mapping or list in block style, or a text without a line that says where it ends? */
const isOfWhole = (node: Node): boolean =>
	node.kind === "mapping" || node.kind === "sequence"
		? !node.flow
		: node.kind === "scalar" && node.style === "block" && !/\S/.test(node.text);
