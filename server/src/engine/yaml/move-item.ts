import type { Splice } from "../text/edit";
import type { Lines } from "../text/lines";
import { crossesAnchor } from "./anchors";
import type { Document } from "./document";
import { insertIntoFlow, liftPiece, removeFromFlow } from "./flow-edit";
import { insertLines, removeLines, together } from "./line-edit";
import {
	beginsLine,
	contentsOf,
	itemWithLead,
	type LineSpan,
} from "./ownership";
import type { Item } from "./tree";

/**
 * Moves an item within its list to the place of another one; those between move by one. Its comments move along; blank
 * lines between items stay as many, and no other line is written anew.
 * @returns nothing where a template decides which lines there are, or an anchor would change places with its alias
 */
export function moveItem(
	document: Document,
	item: Item,
	to: Item,
): readonly Splice[] | undefined {
	const isUp = to.index < item.index;
	if (
		item.parent !== to.parent ||
		item === to ||
		crossesAnchor(document, item, isUp ? to.start : to.end)
	)
		return undefined;
	return item.parent.flow
		? moveInFlow(document, item, to)
		: moveLines(document, item, to);
}

/** Lines of templates, and block scalars to which the blank lines behind them belong. */
const FIXED =
	/^\s*\{\{|\{\{-?\s*(?:if|else|end|range|with|define|block)\b|[|>][1-9]?\+[1-9]?\s*$/m;

function moveLines(
	document: Document,
	item: Item,
	to: Item,
): readonly Splice[] | undefined {
	const { lines } = document;
	const span = ownLines(lines, item);
	const target = ownLines(lines, to);
	if (!span || !target) return undefined;
	const isUp = to.index < item.index;
	const [above, below] = isUp ? [target, span] : [span, target];
	const region = lines.text.slice(
		lines.start(above.first),
		lines.end(below.last),
	);
	if (FIXED.test(region)) return undefined;
	const own = contents(lines, span);
	if (isUp) {
		let first = span.first;
		while (first - 1 > above.last && lines.isBlank(first - 1)) first--;
		const gap = contents(lines, { first, last: span.first - 1 });
		return [
			insertLines(lines, target.first, [...own, ...gap]),
			removeLines(lines, { first, last: span.last }),
		];
	}
	let { last } = span;
	while (last + 1 < below.first && lines.isBlank(last + 1)) last++;
	const gap = contents(lines, { first: span.last + 1, last });
	return [
		removeLines(lines, { first: span.first, last }),
		insertLines(lines, target.last + 1, [...gap, ...own]),
	];
}

/** The lines of an item with the comments that speak of it, without blank lines around. */
function ownLines(lines: Lines, item: Item): LineSpan | undefined {
	if (!beginsLine(lines, item.start)) return undefined;
	const { first: lead, last } = itemWithLead(lines, item);
	let first = lead;
	while (first < last && lines.isBlank(first)) first++;
	return { first, last };
}

const contents = (lines: Lines, { first, last }: LineSpan): string[] =>
	contentsOf(lines, first, last + 1);

function moveFlowLines(
	document: Document,
	item: Item,
	to: Item,
): readonly Splice[] | undefined {
	const list = item.parent;
	const piece = liftPiece(document, item, []);
	const index = to.index + (to.index > item.index ? 1 : 0);
	const additions = piece && insertIntoFlow(document, list, index, piece);
	const removal = removeFromFlow(document, item);
	return additions && removal && together(document.lines, additions, removal);
}

function moveInFlow(
	document: Document,
	item: Item,
	to: Item,
): readonly Splice[] | undefined {
	const { text } = document;
	const { items } = item.parent;
	const isUp = to.index < item.index;
	const neighbour = items[item.index + (isUp ? -1 : 1)];
	if (!neighbour) return undefined;
	const [above, below] = isUp ? [to, item] : [item, to];
	// Whose a comment is can be told only where each item has lines of its own.
	if (/\s#/.test(text.slice(above.start, below.end)))
		return moveFlowLines(document, item, to);
	const [left, right] = isUp ? [neighbour, item] : [item, neighbour];
	const separator = text.slice(left.end, right.start);
	if (!/^\s*,\s*$/.test(separator)) return undefined;
	const own = text.slice(item.start, item.end);
	return isUp
		? [
				{ start: to.start, end: to.start, text: own + separator },
				{ start: neighbour.end, end: item.end, text: "" },
			]
		: [
				{ start: item.start, end: neighbour.start, text: "" },
				{ start: to.end, end: to.end, text: separator + own },
			];
}
