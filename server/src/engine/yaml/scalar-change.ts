import { commonEnds, type Range } from "../text/edit";
import { look } from "../text/notice";
import type {
	Entry,
	Holder,
	Item,
	Node,
	Scalar,
	ScalarStyle,
	Writable,
} from "./tree";

/** One scalar, before and after a keystroke, of a document in which nothing else is different. */
export interface ScalarChange {
	readonly from: Scalar;
	readonly to: Scalar;
}

/** A document's text, and what it was read as. */
export interface Reading {
	readonly text: string;
	readonly root: Node | undefined;
}

/**
 * The one scalar in which two readings differ. Nothing when they differ elsewhere too, be it in a comment, when the
 * change adds or removes a line, or when the scalar has an anchor: what it says is said in two places then.
 *
 * Where a scalar begins at the same offset, ends as far from the end of the text, and is written in the same manner, while
 * nothing around it has changed, a reader comes to it and goes on behind it as it did before: neither tree need be
 * compared with the other.
 */
export function changeBetween(
	before: Reading,
	after: Reading,
): ScalarChange | undefined {
	const { head, tail } = commonEnds(before.text, after.text);
	const from = scalarAround(before.root, {
		start: head,
		end: before.text.length - tail,
	});
	const to = scalarAround(after.root, {
		start: head,
		end: after.text.length - tail,
	});
	const isSame =
		from !== undefined &&
		to !== undefined &&
		from.start === to.start &&
		before.text.length - from.end === after.text.length - to.end &&
		from.style === to.style &&
		[from, to].every((each) => !each.templated && !each.anchor) &&
		lineEndsIn(before.text, from) === lineEndsIn(after.text, to);
	return isSame ? { from, to } : undefined;
}

/** The scalar that holds a range, other than as a key or behind an alias. */
function scalarAround(
	root: Node | undefined,
	{ start, end }: Range,
): Scalar | undefined {
	let node = root;
	while (node?.kind === "mapping" || node?.kind === "sequence") {
		const parts: readonly (Entry | Item)[] =
			node.kind === "mapping" ? node.entries : node.items;
		node = parts.find(
			({ value }) => value && value.start <= start && end <= value.end,
		)?.value;
	}
	return node?.kind === "scalar" ? node : undefined;
}

function lineEndsIn(text: string, { start, end }: Scalar): number {
	let count = 0;
	for (
		let at = text.indexOf("\n", start);
		at !== -1 && at < end;
		at = text.indexOf("\n", at + 1)
	)
		count++;
	return count;
}

/** A scalar of which it is noticed who reads its text. */
class WatchedScalar implements Scalar {
	readonly kind = "scalar";
	readonly start: number;
	readonly end: number;
	readonly holder: Holder;
	readonly anchor: string | undefined;
	readonly style: ScalarStyle;
	readonly templated: boolean;
	readonly #text: string;

	constructor(scalar: Scalar) {
		this.start = scalar.start;
		this.end = scalar.end;
		this.holder = scalar.holder;
		this.anchor = scalar.anchor;
		this.style = scalar.style;
		this.templated = scalar.templated;
		this.#text = scalar.text;
	}

	get text(): string {
		look();
		return this.#text;
	}
}

/**
 * From now on whoever reads the text of a scalar is noticed. To be called before anybody has seen it.
 * @returns what has taken its place; nothing when it is a whole document
 */
export function watch(scalar: Scalar): Scalar | undefined {
	const holder: Writable<Entry | Item> | undefined = scalar.holder;
	if (!holder) return undefined;
	holder.value = new WatchedScalar(scalar);
	return holder.value;
}
