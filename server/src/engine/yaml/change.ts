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
export interface Change {
	/** Nothing once nobody can ask for it any more. */
	readonly from: Scalar | undefined;
	readonly to: Scalar;
}

/** A document's text, and what it was read as. */
export interface Reading {
	readonly text: string;
	readonly root: Node | undefined;
}

/**
 * The one scalar in which two readings differ. Nothing when they differ elsewhere too, be it in a comment, when the
 * change adds or removes a line, or when there are aliases: what one of them says is said in two places.
 */
export function changeBetween(
	before: Reading,
	after: Reading,
): Change | undefined {
	const change = onlyDifference(before.root, after.root);
	if (!change?.from) return undefined;
	const { from, to } = change;
	const isAllElseSame =
		before.text.slice(0, from.start) === after.text.slice(0, to.start) &&
		before.text.slice(from.end) === after.text.slice(to.end) &&
		lineEndsIn(before.text, from) === lineEndsIn(after.text, to);
	return isAllElseSame ? change : undefined;
}

/** @returns nothing, too, when there is no difference at all */
function onlyDifference(
	before: Node | undefined,
	after: Node | undefined,
): Change | undefined {
	let found: Change | undefined;
	const isAlike = (a: Node | undefined, b: Node | undefined): boolean => {
		if (!a || !b) return a === b;
		if (a.anchor !== b.anchor) return false;
		if (a.kind === "scalar" && b.kind === "scalar") {
			if (a.text === b.text) return a.style === b.style;
			if (found || a.style !== b.style || a.templated || b.templated)
				return false;
			found = { from: a, to: b };
			return true;
		}
		if (a.kind === "mapping" && b.kind === "mapping")
			return (
				a.entries.length === b.entries.length &&
				a.entries.every(({ key, value }, index) => {
					const other = b.entries[index];
					return other?.key.text === key.text && isAlike(value, other.value);
				})
			);
		if (a.kind === "sequence" && b.kind === "sequence")
			return (
				a.items.length === b.items.length &&
				a.items.every(({ value }, index) =>
					isAlike(value, b.items[index]?.value),
				)
			);
		return false;
	};
	return isAlike(before, after) ? found : undefined;
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
