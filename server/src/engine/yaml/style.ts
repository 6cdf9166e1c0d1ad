import type { Document } from "./document";
import { flowLayout, partsOf, separatorNear } from "./flow";
import { indentAt } from "./line-edit";
import {
	type Mapping,
	type Node,
	nodesOf,
	type Scalar,
	type Sequence,
} from "./tree";

/** How block style is written in a document. */
export interface BlockStyle {
	/** Columns from a key to those below it. */
	readonly step: number;
	/** Columns from a key to the dashes of its list. */
	readonly dash: number;
	/** Columns from a dash to what it holds. */
	readonly item: number;
	/** Are lists of words written as `[a, b]`? */
	readonly flowWords: boolean;
	/** Are quotes single ones as a rule? */
	readonly single: boolean;
	/** Do all keys stand in quotes, needed or not, and all strings? */
	readonly quotedKeys: boolean;
	readonly quotedValues: boolean;
}

/** How flow style is written at a place. */
export interface FlowStyle {
	/** Do lists and mappings reach over several lines? */
	readonly multiline: boolean;
	/** In spite of that, those that hold nothing but scalars do not. */
	readonly leafMappings: boolean;
	readonly leafLists: boolean;
	/** Does `[{` stand on one line, and `}, {`? */
	readonly cuddled: boolean;
	readonly trailingComma: boolean;
	readonly quotedKeys: boolean;
	readonly quotedValues: boolean;
	readonly single: boolean;
	readonly colon: string;
	readonly comma: string;
	readonly bracePadding: string;
	readonly bracketPadding: string;
	readonly step: string;
}

type Collection = Mapping | Sequence;

const isCollection = (node: Node | undefined): node is Collection =>
	node?.kind === "mapping" || node?.kind === "sequence";

/**
 * The style of block lists and mappings at a place: as most of those in the same list or mapping have it, else those around
 * it.
 */
export function blockStyleOf(
	document: Document,
	within: Collection,
): BlockStyle {
	const around: Collection[] = [];
	for (let at: Collection | undefined = within; at; at = at.holder?.parent)
		around.push(at);
	const usual = (kind: Collection["kind"]) => {
		for (const at of around) {
			const found = mostOften(stepsIn(document, at, kind));
			if (found !== undefined) return found;
		}
		return undefined;
	};
	let words = 0;
	for (const node of nodesOf(document.root))
		if (node.kind === "sequence" && isLeaf(node)) words += node.flow ? 1 : -1;
	const dash = usual("sequence");
	const step = usual("mapping") ?? (dash || 2);
	return {
		step,
		dash: dash ?? step,
		item: mostOften(itemsIn(document)) ?? 2,
		flowWords: words > 0,
		single: isSingle(document.text),
		...quotesIn(document),
	};
}

function quotesIn({
	root,
	text,
}: Document): Pick<BlockStyle, "quotedKeys" | "quotedValues"> {
	const mappings = nodesOf(root).flatMap((node) =>
		node.kind === "mapping" && !node.flow ? [node] : [],
	);
	const keys = mappings.flatMap(({ entries }) => entries.map(({ key }) => key));
	const strings = mappings.flatMap((node) => stringsIn(node) ?? []);
	return {
		quotedKeys:
			keys.length > 1 &&
			keys.every(({ start }) => /["']/.test(text[start] ?? "")),
		quotedValues:
			strings.length > 1 && strings.every(({ style }) => style !== "plain"),
	};
}

/** How far the block lists, or mappings, in a part of a document are indented below their keys. */
function stepsIn(
	{ lines }: Document,
	within: Collection,
	kind: Collection["kind"],
): number[] {
	const steps: number[] = [];
	for (const node of nodesOf(within)) {
		if (node.kind !== kind || !isCollection(node) || node.flow) continue;
		const { holder } = node;
		const [first] = partsOf(node);
		if (!first || !holder || !("key" in holder)) continue;
		const step = lines.column(first.start) - lines.column(holder.key.start);
		// Behind a question mark a key may stand further right than what it holds.
		if (step > 0 || (step === 0 && kind === "sequence")) steps.push(step);
	}
	return steps;
}

/** How far what the dashes of a document hold is indented, where it begins on their lines. */
const itemsIn = ({ lines, root }: Document): number[] =>
	nodesOf(root).flatMap((node) =>
		node.kind === "sequence" && !node.flow
			? node.items.flatMap(({ start, value }) =>
					value &&
					value.anchor === undefined &&
					value.start > start + 1 &&
					lines.lineAt(value.start) === lines.lineAt(start)
						? [lines.column(value.start) - lines.column(start)]
						: [],
				)
			: [],
	);

const isSingle = (text: string): boolean =>
	(text.match(/[\s[{,]'[^'\n]*'/g)?.length ?? 0) >
	(text.match(/[\s[{,]"[^"\n]*"/g)?.length ?? 0);

function mostOften(numbers: readonly number[]): number | undefined {
	const times = new Map<number, number>();
	for (const each of numbers) times.set(each, (times.get(each) ?? 0) + 1);
	return [...times].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The style of what is added to a list or mapping of flow style: its own where that shows, else that around it. */
export function flowStyleOf(document: Document, within: Collection): FlowStyle {
	const { lines, text } = document;
	const near = flowNear(document, within);
	const first = <T>(of: (node: Collection) => T | undefined): T | undefined => {
		for (const node of near) {
			const found = of(node);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	const isLong = ({ start, end }: Node) =>
		text.slice(start, end).includes("\n");
	const quotedKeys =
		first((node) =>
			node.kind === "mapping" && node.entries[0]
				? text[node.entries[0].key.start] === '"'
				: undefined,
		) ?? false;
	const values = first(stringsIn) ?? [];
	const quotedValues =
		quotedKeys ||
		(values.length > 0 && values.every(({ style }) => style === "double"));
	const ownLines = (node: Collection) => {
		const layout = flowLayout(document, node);
		return layout?.ownLines ? layout : undefined;
	};
	const trailingComma = first(ownLines)?.trailingComma ?? false;
	const inner = partsOf(within).flatMap(({ value }) =>
		isCollection(value) && partsOf(value).length > 0 ? [value] : [],
	);
	const padding = (kind: Node["kind"]) =>
		first((node) =>
			node.kind === kind && partsOf(node).length > 0 && !isLong(node)
				? (/^[ \t]*/.exec(text.slice(node.start + 1))?.[0] ?? "")
				: undefined,
		);
	return {
		multiline: inner.length > 0 ? inner.some(isLong) : !!ownLines(within),
		leafMappings: mostShort(near, "mapping", isLong),
		leafLists: mostShort(near, "sequence", isLong),
		cuddled:
			first((node) => {
				const [head] = node.kind === "sequence" ? node.items : [];
				return isCollection(head?.value) && isLong(head.value)
					? !text.slice(node.start, head.start).includes("\n")
					: undefined;
			}) ??
			(trailingComma && quotedValues && !quotedKeys),
		trailingComma,
		quotedKeys,
		quotedValues,
		single: isSingle(text),
		colon:
			first((node) => {
				const [head] = node.kind === "mapping" ? node.entries : [];
				const between = head?.value
					? text.slice(head.key.end, head.value.start)
					: "";
				return /^:[ \t]*$/.test(between) ? between : undefined;
			}) ?? ": ",
		comma: separatorNear(document, within),
		bracePadding: padding("mapping") ?? (quotedKeys ? "" : " "),
		bracketPadding: padding("sequence") ?? "",
		step:
			first((node) => {
				const [head] = partsOf(node);
				if (!head || !ownLines(node)) return undefined;
				const outer = indentAt(lines, node.start);
				const indent = indentAt(lines, head.start);
				return indent.length > outer.length && indent.startsWith(outer)
					? indent.slice(outer.length)
					: undefined;
			}) ?? "  ",
	};
}

/** Collections of flow style: one itself, those around it, then all. */
function flowNear(document: Document, within: Collection): Collection[] {
	const near: Collection[] = [];
	for (let at: Collection | undefined = within; at; at = at.holder?.parent)
		if (at.flow) near.push(at);
	for (const node of nodesOf(document.root))
		if (isCollection(node) && node.flow) near.push(node);
	return near;
}

/** The strings that a mapping, or the mappings of a list, have as values. */
function stringsIn(node: Collection): Scalar[] | undefined {
	const values = partsOf(node).flatMap(({ value }) =>
		node.kind === "sequence" && value?.kind === "mapping"
			? value.entries.map((entry) => entry.value)
			: [value],
	);
	const strings = values.filter(
		(value): value is Scalar =>
			value?.kind === "scalar" &&
			(value.style !== "plain" ||
				/^[A-Za-z](?!rue$|alse$|ull$)/.test(value.text)),
	);
	return strings.length > 0 ? strings : undefined;
}

const isLeaf = (node: Collection): boolean =>
	partsOf(node).length > 0 &&
	partsOf(node).every(({ value }) => value?.kind === "scalar");

function mostShort(
	near: readonly Collection[],
	kind: Collection["kind"],
	isLong: (node: Node) => boolean,
): boolean {
	let short = 0;
	for (const node of new Set(near))
		if (node.kind === kind && isLeaf(node)) short += isLong(node) ? -1 : 1;
	return short > 0;
}
