import { commonItems } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import type { Pod } from "./pod";
import {
	isBlurred,
	type Labels,
	podLabels,
	type Resource,
	resourcesOf,
	selects,
} from "./resources";

/** The objects of some documents, by what others know of them. */
export class Index {
	/** Tells it from all others; who keeps it in mind need not keep the index. */
	readonly id = Symbol("index");
	#known: Known | undefined;
	#isClear: boolean | undefined;
	#asked = 0;

	/** @param since how it differs from an older one of the same file */
	constructor(
		readonly documents: readonly Document[],
		readonly since?: Difference,
	) {}

	get isClear(): boolean {
		// Where all was clear, only what is new can be blurred.
		const news = this.since?.wasClear ? this.since.documents : this.documents;
		this.#isClear ??= !news.some(isBlurred);
		return this.#isClear;
	}

	/** Is it known that all is clear? */
	get isKnownClear(): boolean {
		return this.#isClear === true;
	}

	ofKind(kind: string): readonly Resource[] {
		return this.#resources(resourceKey(kind));
	}

	named(kind: string, name: string): readonly Resource[] {
		return this.#resources(resourceKey(kind, name));
	}

	/** Pods that a selector selects, and those of which it is not known. */
	selected(selector: Labels): readonly Pod[] {
		const matching = this.#pods(podKey(selector)).filter((pod) => {
			const labels = podLabels(pod);
			return labels !== undefined && selects(selector, labels);
		});
		return [...matching, ...this.#pods(UNKNOWN)];
	}

	#resources(key: string): readonly Resource[] {
		if (this.#isWorthwhile()) return this.#all.resources.get(key) ?? NOTHING;
		const found: Resource[] = [];
		for (const document of this.documents)
			for (const { resource, keys } of entriesOf(document))
				if (keys.includes(key)) found.push(resource);
		return found;
	}

	#pods(key: string): readonly Pod[] {
		if (this.#isWorthwhile()) return this.#all.pods.get(key) ?? NOTHING;
		const found: Pod[] = [];
		for (const document of this.documents)
			for (const { podKeys } of entriesOf(document))
				for (const [pod, keys] of podKeys)
					if (keys.includes(key)) found.push(pod);
		return found;
	}

	/** After a keystroke few ask: looking through the documents is then less than sorting them. */
	#isWorthwhile(): boolean {
		this.#asked++;
		return this.#known !== undefined || this.#asked > FEW;
	}

	get #all(): Known {
		if (this.#known) return this.#known;
		const resources = new Map<string, Resource[]>();
		const pods = new Map<string, Pod[]>();
		for (const document of this.documents) {
			for (const { resource, keys, podKeys } of entriesOf(document)) {
				for (const key of keys) put(resources, key, resource);
				for (const [pod, own] of podKeys)
					for (const key of own) put(pods, key, pod);
			}
		}
		this.#known = { resources, pods };
		return this.#known;
	}
}

/** How an index differs from another. */
export interface Difference {
	/** Which other. */
	readonly id: symbol;
	/** Questions that may be answered differently; all others are answered the same. */
	readonly keys: ReadonlySet<string>;
	/** What the other one does not have. */
	readonly documents: readonly Document[];
	/** Was it known of all documents of the other one what they hold? */
	readonly wasClear: boolean;
}

/** What a question about objects of a kind, or of a kind and name, looks at. */
export const resourceKey = (kind: string, name?: string): string =>
	name === undefined ? kind : `${kind}/${name}`;

/** What a question about Pods looks at, beside the Pods whose labels are not known. */
export const podKey = (selector: Labels): string => {
	const [first] = selector;
	return first ? first.join("=") : ANY;
};

interface Known {
	/** By kind, and by kind and name. */
	readonly resources: ReadonlyMap<string, readonly Resource[]>;
	/** By each of their labels. */
	readonly pods: ReadonlyMap<string, readonly Pod[]>;
}

const NOTHING: readonly never[] = [];

/** As many documents may change at once, or questions be asked, before all is looked at anew. */
const FEW = 16;

/** Keys under which no label stands: all Pods whose labels are known, and those whose labels are not. */
const ANY = "=";
export const UNKNOWN = "?";

/** Under what the objects of a document are found: worked out once, as an index is made at each keystroke. */
const entriesOf = memoize((document: Document) =>
	resourcesOf(document).map((resource) => {
		const { kind, name, pods } = resource;
		const podKeys = pods
			.filter(({ place }) => place.origin !== "snippet")
			.map((pod): readonly [Pod, readonly string[]] => {
				const labels = podLabels(pod);
				return [
					pod,
					labels
						? [ANY, ...[...labels].map((label) => label.join("="))]
						: [UNKNOWN],
				];
			});
		const keys = name === undefined ? [kind] : [kind, resourceKey(kind, name)];
		return { resource, keys, podKeys };
	}),
);

function put<Value>(
	groups: Map<string, Value[]>,
	key: string,
	value: Value,
): void {
	const group = groups.get(key);
	if (group) group.push(value);
	else groups.set(key, [value]);
}

/** The newest index of a file, on some of its documents. */
const newest = memoize((_: Document): { index?: Index } => ({}));

/** The index of a file; it knows how it differs from the one before a keystroke. */
export const indexOf = memoize((source: Source): Index => {
	const documents = source.documents.map(({ document }) => document);
	const marked = [documents[0], documents.at(-1)].flatMap((document) =>
		document ? [newest(document)] : [],
	);
	const before = marked.find(({ index }) => index)?.index;
	const index = new Index(documents, before && difference(before, documents));
	for (const mark of marked) mark.index = index;
	return index;
});

function difference(
	{ id, documents: before, isKnownClear }: Index,
	after: readonly Document[],
): Difference | undefined {
	const { head, tail } = commonItems(before, after);
	const documents = after.slice(head, after.length - tail);
	const changed = [...before.slice(head, before.length - tail), ...documents];
	if (changed.length > FEW) return undefined;
	const keys = changed.flatMap((document) =>
		entriesOf(document).flatMap(({ keys: own, podKeys }) => [
			...own,
			...podKeys.flatMap(([, labels]) => labels),
		]),
	);
	return { id, keys: new Set(keys), documents, wasClear: isKnownClear };
}
