import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import {
	type Entry,
	entryOf,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
	type Scalar,
	type Sequence,
	valueAt,
} from "../yaml/tree";
import {
	CONTAINER_LISTS,
	Container,
	type ContainerList,
	mappingsOf,
} from "./container";
import { booleanOf, isNull, scalarOf, stringOf } from "./values";

/**
 * How sure it is that this is a Pod spec, and whose:
 * `known`: a kind that Kubernetes itself (or a resource in our table) defines;
 * `shape`: it looks like one inside something else, whose controller may complete it;
 * `snippet`: a piece of text without a header.
 */
export type PodOrigin = "known" | "shape" | "snippet";

export interface PodPlace {
	readonly origin: PodOrigin;
	/** `spec`, `spec.template.spec`, …; empty for a snippet. */
	readonly path: string;
	/** The object that holds the spec: the document's root, or an item of a List. */
	readonly object: Mapping;
}

export interface Volume {
	readonly node: Mapping;
	readonly name: Scalar | undefined;
}

/** Lazy view of a Pod spec inside any workload. */
export class Pod {
	readonly #lists = new Map<ContainerList, readonly Container[]>();
	#all: readonly Container[] | undefined;

	constructor(
		readonly document: Document,
		readonly spec: Mapping,
		readonly place: PodPlace,
	) {}

	/** Where to point when the Pod as a whole is meant: the key that holds its spec, else the first key in it. */
	get label(): Range {
		return (
			keyOf(this.place.object, this.spec) ??
			this.spec.entries[0]?.key ??
			this.spec
		);
	}

	/** The kind of the object that holds the spec. */
	get kind(): string | undefined {
		return stringOf(valueAt(this.place.object, "kind"));
	}

	/** The name of the object that holds the spec. */
	get name(): string | undefined {
		return stringOf(valueAt(this.place.object, "metadata", "name"));
	}

	/** Do Pods of this spec run to an end, so that a container which never ends keeps them from it? */
	get runsToCompletion(): boolean {
		return this.kind === "Job" || this.kind === "CronJob";
	}

	/**
	 * Is it a part that something else completes: a snippet, a patch, an assertion of a test? What such a text leaves out
	 * says nothing. Who forgets one thing makes a mistake; who leaves out several means to.
	 */
	get partial(): boolean {
		return this.place.origin !== "known" || this.lacks > 1;
	}

	/** Is it a patch of one of Kubernetes' own kinds? What it changes has other containers, too. */
	get isPatch(): boolean {
		return this.place.origin === "known" && this.partial;
	}

	/** Do its containers see each other's processes, and through `/proc` their files? */
	get sharesProcesses(): boolean {
		return booleanOf(this.entry("shareProcessNamespace")?.value) === true;
	}

	/** How many kinds of things are missing that every manifest has; more than can be counted when it is a patch. */
	get lacks(): number {
		return lacksOf(this);
	}

	get initContainers(): readonly Container[] {
		return this.list("initContainers");
	}

	get containers(): readonly Container[] {
		return this.list("containers");
	}

	/** Every container, in the order in which Kubernetes visits the lists: init, app, ephemeral. */
	get all(): readonly Container[] {
		this.#all ??= CONTAINER_LISTS.flatMap((list) => this.list(list));
		return this.#all;
	}

	list(name: ContainerList): readonly Container[] {
		let containers = this.#lists.get(name);
		if (!containers) {
			containers = itemsOf(entryOf(this.spec, name)?.value).flatMap((item) => {
				const node = resolve(item.value);
				return node?.kind === "mapping"
					? [new Container(this, name, item.index, item, node)]
					: [];
			});
			this.#lists.set(name, containers);
		}
		return containers;
	}

	listEntry(name: ContainerList): Entry | undefined {
		return this.entry(name);
	}

	/** A field of the Pod spec. */
	entry(name: string): Entry | undefined {
		return entryOf(this.spec, name);
	}

	/** The list itself when it is written out here, not behind an alias. */
	sequence(name: ContainerList): Sequence | undefined {
		const value = entryOf(this.spec, name)?.value;
		return value?.kind === "sequence" ? value : undefined;
	}

	get volumes(): readonly Volume[] {
		return volumesOf(this);
	}

	/** Names that a mount can refer to: the volumes', and a StatefulSet's volume claim templates'. */
	get volumeNames(): ReadonlySet<string> {
		const claims = mappingsOf(
			valueAt(this.place.object, "spec", "volumeClaimTemplates"),
		).map((claim) => stringOf(valueAt(claim, "metadata", "name")));
		return new Set(
			[...this.volumes.map(({ name }) => name?.text), ...claims].filter(
				(name) => name !== undefined,
			),
		);
	}

	/** Is there a volume whose name is not known (templated or wrong)? Then nothing can be said of missing ones. */
	get hasUnnamedVolume(): boolean {
		const list = entryOf(this.spec, "volumes")?.value;
		return (
			(!isNull(list) && resolve(list)?.kind !== "sequence") ||
			this.volumes.some(({ name }) => name === undefined) ||
			this.volumes.length < itemsOf(list).length
		);
	}
}

const lacksOf = memoize((pod: Pod): number => {
	const { kind = "", place, all } = pod;
	const isPatch = all.some(({ node }) =>
		node.entries.some(({ key }) => key.text.startsWith("$")),
	);
	if (isPatch || hasNoImageAtAll(pod)) return Number.POSITIVE_INFINITY;
	const { object } = place;
	const lacks = (key: string) =>
		all.some(({ node }) => entryOf(node, key) === undefined);
	return [
		!scalarLike(object, "metadata", "name", "generateName"),
		place.path !== "spec" &&
			SELECTED.has(kind) &&
			!valueAt(object, "spec", "selector"),
		place.path !== "spec" &&
			SELECTED.has(kind) &&
			!valueAt(object, "spec", "template", "metadata", "labels"),
		kind === "CronJob" && !valueAt(object, "spec", "schedule"),
		pod.runsToCompletion && !pod.entry("restartPolicy"),
		pod.containers.length === 0,
		lacks("image"),
		lacks("name"),
	].filter(Boolean).length;
});

/** A Pod of which nothing says what it runs: a patch, such as those of static Pods. */
const hasNoImageAtAll = ({ kind, all }: Pod): boolean =>
	kind === "Pod" &&
	all.length > 0 &&
	all.every(({ node }) => entryOf(node, "image") === undefined);

const volumesOf = memoize((pod: Pod): readonly Volume[] =>
	mappingsOf(pod.entry("volumes")?.value).map((node) => ({
		node,
		name: scalarOf(valueAt(node, "name")),
	})),
);

/** Kinds that must have a selector; one without is a patch. */
const SELECTED = new Set([
	"Deployment",
	"StatefulSet",
	"DaemonSet",
	"ReplicaSet",
]);

function scalarLike(
	object: Mapping,
	parent: string,
	...keys: readonly string[]
): boolean {
	return keys.some((key) => valueAt(object, parent, key)?.kind === "scalar");
}

/** The key under which a mapping stands, below a node that holds it. */
function keyOf(within: Node, sought: Mapping): Range | undefined {
	const holds = ({ start, end }: Range) =>
		start <= sought.start && sought.end <= end;
	if (within.kind === "sequence") {
		const item = within.items.find(({ value }) => value && holds(value));
		return item?.value && keyOf(item.value, sought);
	}
	if (within.kind !== "mapping" || within === sought) return undefined;
	const entry = within.entries.find(({ value }) => value && holds(value));
	if (!entry?.value) return undefined;
	return entry.value === sought ? entry.key : keyOf(entry.value, sought);
}
