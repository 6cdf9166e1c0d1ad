import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import { PRINTED } from "../yaml/repair/characters";
import { type Node, nodesOf, type Scalar } from "../yaml/tree";

/** A text that ends with a quote although it does not begin with one. */
export interface UnopenedQuote extends Range {
	readonly quote: '"' | "'";
	/** Can it have begun further ahead, so that what stands before it was a part of it? */
	readonly mayBeginBefore: boolean;
}

/** The texts of a YAML document whose opening quote is missing: the closing one is read as their last character. */
export const unopenedQuotes = memoize(
	(document: Document): readonly UnopenedQuote[] => {
		if (!document.mentions('"') && !document.mentions("'")) return [];
		return nodesOf(document.root)
			.flatMap((node): readonly UnopenedQuote[] => {
				if (node.kind === "scalar")
					return isPlain(node)
						? found(node, document, mayGoOnBefore(node))
						: [];
				if (node.kind !== "mapping") return [];
				return node.entries.flatMap(({ key }) => found(key, document, false));
			})
			.sort((a, b) => a.start - b.start);
	},
);

const isPlain = ({ style, templated }: Scalar): boolean =>
	style === "plain" && !templated;

/** In brackets a comma before it may have been one of the text. */
const mayGoOnBefore = ({ holder }: Scalar): boolean => {
	if (!holder || "key" in holder || !holder.parent.flow) return false;
	const before = holder.parent.items[holder.index - 1]?.value;
	return before !== undefined && isUnquoted(before);
};

const isUnquoted = (node: Node): boolean =>
	node.kind === "scalar" && node.style === "plain";

function found(
	{ start, end }: Range,
	document: Document,
	mayBeginBefore: boolean,
): readonly UnopenedQuote[] {
	const written = document.slice({ start, end });
	const [, quote] = UNOPENED.exec(written) ?? [];
	return (quote === '"' || quote === "'") && !isMeant(written)
		? [{ start, end, quote, mayBeginBefore }]
		: [];
}

/**
 * One quote in all, at the end, and no backslash: in quotes that would be something else. What begins with a printed quote is
 * opened by that.
 */
const UNOPENED = new RegExp(
	`^(?![${PRINTED.double}${PRINTED.single}])[^"'\\\\\\r\\n]+(["'])$`,
);

/** `a screen of 27"`, `the users'` */
const isMeant = (written: string): boolean =>
	/[A-Za-z].*\s\d+"$|\s.*(?:s|\d)'$/.test(written);
