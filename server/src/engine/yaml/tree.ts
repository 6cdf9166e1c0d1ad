import type { Range } from "../text/edit";
import { memoize } from "../text/memo";

/** What the rest of the engine knows of YAML: the `yaml` package's nodes stay in this folder. */
export type Node = Mapping | Sequence | Scalar | Alias;

/** Where a node hangs: the entry or item whose value it is; nothing for a document's root. */
export type Holder = Entry | Item | undefined;

interface Base extends Range {
	readonly holder: Holder;
	readonly anchor: string | undefined;
}

export interface Mapping extends Base {
	readonly kind: "mapping";
	readonly flow: boolean;
	readonly entries: readonly Entry[];
}

export interface Entry extends Range {
	readonly parent: Mapping;
	readonly key: Range & { readonly text: string };
	/** Nothing stands where the value should be: Kubernetes reads null. */
	readonly value: Node | undefined;
}

export interface Sequence extends Base {
	readonly kind: "sequence";
	readonly flow: boolean;
	readonly items: readonly Item[];
}

export interface Item extends Range {
	readonly parent: Sequence;
	readonly index: number;
	/** In block style `start` is the offset of the dash. */
	readonly value: Node | undefined;
}

export type ScalarStyle = "plain" | "single" | "double" | "block";

export interface Scalar extends Base {
	readonly kind: "scalar";
	readonly style: ScalarStyle;
	/** The text that the YAML means: escapes, folds and indentation resolved. */
	readonly text: string;
	/** Does a template expression or a tag decide what it says, so that its text alone does not tell? */
	readonly templated: boolean;
}

export interface Alias extends Base {
	readonly kind: "alias";
	/** Nothing when the anchor is not defined before the alias. */
	readonly target: Exclude<Node, Alias> | undefined;
}

/** A part of a tree while a reader builds it. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Moves a node that was read of one text, and all below it, to where it stands in another.
 * @param to the offset in the other text
 * @param each is given every node when all below it has been moved
 */
export function moveTree(
	node: Writable<Node>,
	to: (offset: number) => number,
	each: (node: Writable<Node>) => void,
): void {
	node.start = to(node.start);
	node.end = to(node.end);
	const parts: readonly Writable<Entry | Item>[] =
		node.kind === "mapping"
			? node.entries
			: node.kind === "sequence"
				? node.items
				: [];
	for (const part of parts) {
		part.start = to(part.start);
		part.end = to(part.end);
		if ("key" in part) {
			const { key } = part;
			part.key = { ...key, start: to(key.start), end: to(key.end) };
		}
		if (part.value) moveTree(part.value, to, each);
	}
	each(node);
}

/** What an alias stands for; any other node is itself. */
export function resolve(
	node: Node | undefined,
): Exclude<Node, Alias> | undefined {
	return node?.kind === "alias" ? node.target : node;
}

/**
 * The entry of a key as Kubernetes' YAML reader sees it: the last of equal keys wins, merge keys (`<<`) fill what the
 * mapping itself leaves out.
 */
export function entryOf(mapping: Mapping, key: string): Entry | undefined {
	return (
		ownEntry(mapping, key) ??
		(mapping.entries.some(isMerge)
			? mergedEntries(mapping).get(key)
			: undefined)
	);
}

function ownEntry({ entries }: Mapping, key: string): Entry | undefined {
	for (let i = entries.length - 1; i >= 0; i--) {
		const entry = entries[i];
		if (entry?.key.text === key) return entry;
	}
	return undefined;
}

const isMerge = ({ key }: Entry): boolean => key.text === "<<";

/** No object of Kubernetes has as many keys: what mappings that merge each other add up to is bounded. */
const MOST_KEYS = 1000;

/** What merge keys bring to a mapping, by key, once that is known. */
const broughtTo = memoize(
	(_: Mapping): { entries?: Map<string, Entry> } => ({}),
);

/** Mappings may merge each other a thousand times over: those that bring something come first, without recursion. */
function mergedEntries(mapping: Mapping): ReadonlyMap<string, Entry> {
	const waiting = [mapping];
	const begun = new Set<Mapping>();
	for (let at = waiting.at(-1); at; at = waiting.at(-1)) {
		begun.add(at);
		const first = mergedInto(at).find(
			(source) =>
				!begun.has(source) &&
				source.entries.some(isMerge) &&
				!broughtTo(source).entries,
		);
		if (first) waiting.push(first);
		else {
			broughtTo(at).entries ??= bring(at);
			waiting.pop();
		}
	}
	return broughtTo(mapping).entries ?? new Map();
}

/** What goes in a circle brings nothing more. */
function bring(mapping: Mapping): Map<string, Entry> {
	const found = new Map<string, Entry>();
	for (const source of mergedInto(mapping)) {
		for (const { key } of source.entries) {
			const own = found.has(key.text) ? undefined : ownEntry(source, key.text);
			if (own && !isMerge(own)) found.set(key.text, own);
		}
		for (const [key, entry] of broughtTo(source).entries ?? [])
			if (found.size < MOST_KEYS && !found.has(key)) found.set(key, entry);
	}
	return found;
}

/** The mappings that stand behind a mapping's merge keys, in their order. */
const mergedInto = ({ entries }: Mapping): readonly Mapping[] =>
	entries.filter(isMerge).flatMap(({ value }) => {
		const merged = resolve(value);
		const sources =
			merged?.kind === "sequence"
				? merged.items.map((item) => resolve(item.value))
				: [merged];
		return sources.filter((source) => source?.kind === "mapping");
	});

/** The resolved value of a key; nothing when the key is missing or has no value. */
export function valueAt(
	node: Node | undefined,
	...path: readonly string[]
): Exclude<Node, Alias> | undefined {
	let at = resolve(node);
	for (const key of path) {
		if (at?.kind !== "mapping") return undefined;
		at = resolve(entryOf(at, key)?.value);
	}
	return at;
}

/** The items' resolved values of a sequence; none when the node is no sequence. */
export function itemsOf(node: Node | undefined): readonly Item[] {
	const resolved = resolve(node);
	return resolved?.kind === "sequence" ? resolved.items : [];
}

/** Every node that is written below a node, and it; what an alias stands for only where its anchor is. */
export function nodesOf(node: Node | undefined): readonly Node[] {
	const found: Node[] = [];
	const visit = (each: Node | undefined): void => {
		if (!each) return;
		found.push(each);
		if (each.kind === "mapping")
			for (const { value } of each.entries) visit(value);
		if (each.kind === "sequence")
			for (const { value } of each.items) visit(value);
	};
	visit(node);
	return found;
}
