import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import {
	itemsOf,
	type Mapping,
	type Node,
	resolve,
	valueAt,
} from "../yaml/tree";
import type { Pod } from "./pod";
import { stringOf } from "./values";
import { podsOf } from "./workloads";

/** Labels of an object, or what a selector wants of them. */
export type Labels = ReadonlyMap<string, string>;

/** An object of a document: the document itself, or an item of its List. */
export interface Resource {
	readonly document: Document;
	readonly node: Mapping;
	readonly kind: string;
	/** The API group: empty for the core's and where none is written. */
	readonly group: string;
	readonly name: string | undefined;
	/** As written; nothing where whoever applies it decides. */
	readonly namespace: string | undefined;
	/** The Pods that it runs. */
	readonly pods: readonly Pod[];
}

/** Is it of a kind that Kubernetes itself does not have? The groups of such kinds are domains. */
export const isCustom = ({ group }: Resource): boolean =>
	group.includes(".") && !group.endsWith(".k8s.io");

/** Objects without Pods that say something of other objects, or of which others speak. */
const OTHERS =
	/\bkind["']?[ \t]*:[ \t]*["']?(?:Service|ServiceMonitor|PodMonitor|HorizontalPodAutoscaler|PodDisruptionBudget|PrometheusRule|NetworkPolicy|LimitRange|Kustomization|\w*List)\b/;

/** Of these only one that cannot be changed is of interest; others may be long. */
const DATA = /\bkind["']?[ \t]*:[ \t]*["']?(?:ConfigMap|Secret)\b/;

/** How many Lists are looked into, one in the other. */
const LISTS = 4;

/** Can a document be of interest to others, or they to it? Answered without parsing. */
export const mayMatter = memoize(
	(document: Document): boolean =>
		document.mayHoldPod ||
		OTHERS.test(document.text) ||
		(document.mentions("immutable") && DATA.test(document.text)),
);

/** Is it not known what the document will be, so that it may be what another one asks for? */
export const isBlurred = (document: Document): boolean =>
	document.mayHoldPod && (document.templated || document.isFaulty);

/** The objects of a document, in their order; none where it is not known what they are. */
export const resourcesOf = memoize(
	(document: Document): readonly Resource[] => {
		if (!mayMatter(document) || document.templated || document.isFaulty)
			return [];
		const root = resolve(document.root);
		const found: Resource[] = [];
		if (root?.kind === "mapping") visit(document, root, found, 0);
		return found;
	},
);

function visit(
	document: Document,
	node: Mapping,
	found: Resource[],
	lists: number,
): void {
	const kind = stringOf(valueAt(node, "kind"));
	const items = valueAt(node, "items");
	if (kind?.endsWith("List") && items?.kind === "sequence") {
		for (const { value } of items.items)
			if (value?.kind === "mapping" && lists < LISTS)
				visit(document, value, found, lists + 1);
		return;
	}
	const version = stringOf(valueAt(node, "apiVersion")) ?? "";
	if (kind === undefined) return;
	found.push({
		document,
		node,
		kind,
		group: version.includes("/") ? (version.split("/", 1)[0] ?? "") : "",
		name: stringOf(valueAt(node, "metadata", "name")),
		namespace: namespaceOf(node),
		pods: podsOf(document).filter(({ place }) => place.object === node),
	});
}

export const namespaceOf = (object: Mapping): string | undefined =>
	stringOf(valueAt(object, "metadata", "namespace"));

/** The labels of a mapping; nothing where one of them, or whether there are more, is not known. */
export function labelsIn(node: ReturnType<typeof valueAt>): Labels | undefined {
	if (node === undefined) return new Map();
	if (node.kind !== "mapping") return undefined;
	const labels = new Map<string, string>();
	for (const { key, value } of node.entries) {
		const text = stringOf(value);
		if (text === undefined || key.text === "<<" || /\{\{|\$\{/.test(text))
			return undefined;
		labels.set(key.text, text);
	}
	return labels;
}

/** The labels that a label selector wants; nothing where it wants something else too, or what it wants is not known. */
export const plainSelector = (node: Node | undefined): Labels | undefined =>
	itemsOf(valueAt(node, "matchExpressions")).length > 0
		? undefined
		: labelsIn(valueAt(node, "matchLabels"));

/** The labels that the Pods of a spec will have; nothing where they are not known. */
export const podLabels = memoize((pod: Pod): Labels | undefined => {
	const { path, object, origin } = pod.place;
	const parents = path.split(".").slice(0, -1);
	const metadata = valueAt(object, ...parents, "metadata");
	// Another controller may give its Pods labels of its own.
	if (origin !== "known" || (metadata && metadata.kind !== "mapping"))
		return undefined;
	return labelsIn(valueAt(metadata, "labels"));
});

/** Does a selector of plain equalities select what has the labels? An empty one selects everything. */
export function selects(selector: Labels, labels: Labels): boolean {
	for (const [key, value] of selector)
		if (labels.get(key) !== value) return false;
	return true;
}
