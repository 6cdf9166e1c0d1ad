import type { Document } from "../yaml/document";
import { type EmptyList, readEmptyList } from "../yaml/empty-list";
import { type Surroundings, surroundingsOf } from "../yaml/ownership";
import type { Source } from "../yaml/source";
import type { Container } from "./container";
import {
	LISTS,
	type ListName,
	type Lists,
	listsOf,
	otherList,
} from "./patching/lists";
import { waysOf } from "./patching/ways";
import type { Pod } from "./pod";
import type { Sight } from "./sight";
import { podsOf } from "./workloads";

/** Who converts more than so many containers of a Pod in a session has looked at the patches between. */
const MOST_STATES = 16;

/**
 * In which order containers have stood in the lists of a Pod, as long as a host keeps it. Nothing in a text says where one
 * stood before it was converted; who goes back in the same session gets it there.
 */
export class Orders {
	readonly #known = new Map<string, readonly string[]>();
	/** Where a container has been seen last in a list. */
	readonly #last = new Map<string, ReadonlyMap<string, Container>>();
	/** Lists of init containers that have been there without any. */
	readonly #empty = new Map<string, EmptyList>();
	/** Does `containers` stand above `initContainers`? */
	readonly #above = new Map<string, boolean>();
	readonly #states = new Map<string, readonly Lists[]>();
	/** What has been noted last of what is beside a file. */
	#noted: Sight | undefined;

	/** Notes the order in each Pod of a file; those that are missing now keep their places while the others do. */
	note(file: string, { documents }: Source): void {
		this.#noteAll(
			file,
			documents.map(({ document }) => document),
		);
	}

	/** The same for the patches of a file; once for each sight. */
	noteAround(file: string, sight: Sight): void {
		if (this.#noted === sight) return;
		this.#noted = sight;
		const documents = new Map<string, Set<Document>>();
		for (const { patches } of waysOf(file, sight).flat())
			for (const patch of patches) {
				const own = documents.get(patch.file) ?? new Set();
				documents.set(patch.file, own.add(patch.document));
			}
		for (const [name, own] of documents) this.#noteAll(name, [...own]);
	}

	#noteAll(file: string, documents: readonly Document[]): void {
		const seen = new Set<string>();
		for (const document of documents) {
			if (!document.mayHoldPod) continue;
			for (const pod of podsOf(document)) {
				for (const list of LISTS) {
					const key = keyOf(file, pod, list);
					const order = orderOf(pod, list);
					// Two of a name cannot be told apart later.
					if (!order || seen.has(key)) {
						this.#known.delete(key);
						this.#last.delete(key);
					} else {
						const known = merged(this.#known.get(key) ?? [], order);
						this.#known.set(key, known);
						this.#noteLast(key, pod[list], known);
					}
					seen.add(key);
				}
				this.#noteEmpty(keyOf(file, pod, "initContainers"), pod);
				this.#noteState(keyOf(file, pod, "containers"), pod);
				this.#noteLists(keyOf(file, pod, "containers"), pod);
			}
		}
	}

	/** How the list that a native sidecar stands in was written when nothing stood in it; nothing where there was none. */
	emptyListOf(file: string, { pod, list }: Container): EmptyList | undefined {
		return list === "initContainers"
			? this.#empty.get(keyOf(file, pod, list))
			: undefined;
	}

	/** On which side of a list the other one stood; nothing where both have not been seen. */
	sideOf(
		file: string,
		pod: Pod,
		list: ListName,
	): "before" | "after" | undefined {
		const isAbove = this.#above.get(keyOf(file, pod, "containers"));
		if (isAbove === undefined) return undefined;
		return isAbove === (list === "initContainers") ? "before" : "after";
	}

	#noteLast(
		key: string,
		containers: readonly Container[],
		known: readonly string[],
	): void {
		const last = new Map(
			[...(this.#last.get(key) ?? [])].filter(([name]) => known.includes(name)),
		);
		for (const container of containers)
			if (container.name !== undefined) last.set(container.name, container);
		this.#last.set(key, last);
	}

	#noteLists(key: string, pod: Pod): void {
		const [above, below] = LISTS.map((list) => pod.listEntry(list));
		if (above && below) this.#above.set(key, above.start < below.start);
	}

	/** The lists of a Pod as they have been, the newest last. */
	statesOf(file: string, pod: Pod): readonly Lists[] {
		return this.#states.get(keyOf(file, pod, "containers")) ?? [];
	}

	#noteState(key: string, pod: Pod): void {
		const now = listsOf(pod);
		const known = this.#states.get(key) ?? [];
		if (JSON.stringify(known.at(-1)) !== JSON.stringify(now))
			this.#states.set(key, [...known, now].slice(-MOST_STATES));
	}

	#noteEmpty(key: string, pod: Pod): void {
		const entry = pod.listEntry("initContainers");
		const isOwn = entry?.parent === pod.spec && this.#known.has(key);
		const empty = isOwn ? readEmptyList(pod.document, entry) : undefined;
		if (empty) this.#empty.set(key, empty);
		else if (!isOwn) this.#empty.delete(key);
	}

	/**
	 * Where a container that has left the other list belongs among those that are there.
	 * @returns nothing where it has not been seen there, or the others have changed places
	 */
	indexOf(
		file: string,
		{ pod, list, name = "" }: Container,
	): number | undefined {
		const other = otherList(list);
		const known = this.#known.get(keyOf(file, pod, other)) ?? [];
		const order = orderOf(pod, other) ?? [];
		const at = known.indexOf(name);
		const old = order.filter((each) => known.includes(each));
		if (at === -1 || !isWithin(old, known)) return undefined;
		const next = order.findIndex((each) => known.indexOf(each) > at);
		return next === -1 ? order.length : next;
	}

	/** The same for a container of a patch. */
	indexInPatch(file: string, patch: Pod, name: string): number | undefined {
		const [container] = patch.all.filter((each) => each.name === name);
		return container && this.indexOf(file, container);
	}

	/**
	 * What stood above a container in the list that it has left, from the one on that comes before its place now.
	 * @returns nothing where one of them has not been seen there
	 */
	surroundingsOf(file: string, container: Container): Surroundings | undefined {
		const { pod, list, name = "" } = container;
		const other = otherList(list);
		const last = this.#last.get(keyOf(file, pod, other))?.get(name);
		const index = this.indexOf(file, container);
		if (!last || index === undefined) return undefined;
		const before = pod[other][index - 1]?.name;
		const then = last.pod[other];
		const from = then.findLastIndex(
			(each, at) => at < last.index && each.name === before,
		);
		if (before !== undefined && from === -1) return undefined;
		const { lines } = last.pod.document;
		const all = then
			.slice(from + 1, last.index + 1)
			.map((each) => surroundingsOf(lines, each.item));
		const left = all.flatMap((each) => each?.left ?? []);
		const own = all.at(-1);
		return own && !all.includes(undefined) ? { ...own, left } : undefined;
	}
}

const keyOf = (
	file: string,
	{ kind, name, place }: Pod,
	list: ListName,
): string => JSON.stringify([file, kind, name, place.path, list]);

/** The names in a list; nothing where one is missing or stands twice. */
function orderOf(pod: Pod, list: ListName): readonly string[] | undefined {
	const names = pod[list].flatMap(({ name }) => name ?? []);
	return new Set(names).size === pod[list].length ? names : undefined;
}

/** The names of both, in the order that is now; those that are missing stay where they were, if the others have. */
function merged(
	known: readonly string[],
	order: readonly string[],
): readonly string[] {
	const left = order.filter((name) => known.includes(name));
	if (!isWithin(left, known)) return order;
	const all = [...known];
	for (const [index, name] of [...order.entries()].reverse()) {
		if (all.includes(name)) continue;
		const next = order[index + 1];
		all.splice(next === undefined ? all.length : all.indexOf(next), 0, name);
	}
	return all;
}

/** Do all of a list stand in another one, in the same order? */
function isWithin(list: readonly string[], whole: readonly string[]): boolean {
	let at = -1;
	return list.every((each) => {
		at = whole.indexOf(each, at + 1);
		return at !== -1;
	});
}
