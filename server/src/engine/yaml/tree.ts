import type { Range } from "../text/edit";

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
		ownEntry(mapping, key) ?? mergedEntry(mapping, key, new Set([mapping]))
	);
}

function ownEntry({ entries }: Mapping, key: string): Entry | undefined {
	for (let i = entries.length - 1; i >= 0; i--) {
		const entry = entries[i];
		if (entry?.key.text === key) return entry;
	}
	return undefined;
}

/** @param seen mappings that have been looked at: merge keys may go in circles, and the same way many times */
function mergedEntry(
	mapping: Mapping,
	key: string,
	seen: Set<Mapping>,
): Entry | undefined {
	for (const merge of mapping.entries) {
		if (merge.key.text !== "<<") continue;
		const merged = resolve(merge.value);
		const sources =
			merged?.kind === "sequence"
				? merged.items.map((item) => resolve(item.value))
				: [merged];
		for (const source of sources) {
			if (source?.kind !== "mapping" || seen.has(source)) continue;
			seen.add(source);
			const found = ownEntry(source, key) ?? mergedEntry(source, key, seen);
			if (found) return found;
		}
	}
	return undefined;
}

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
