import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import {
	entryOf,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
	valueAt,
} from "../yaml/tree";
import { bareListOf, specAround } from "./bare-list";
import { Pod, type PodOrigin } from "./pod";
import { stringOf } from "./values";

/** Where the Pod spec of each kind stands. */
const POD_SPEC_PATHS: Readonly<Record<string, string>> = {
	Pod: "spec",
	PodTemplate: "template.spec",
	Deployment: "spec.template.spec",
	StatefulSet: "spec.template.spec",
	DaemonSet: "spec.template.spec",
	ReplicaSet: "spec.template.spec",
	ReplicationController: "spec.template.spec",
	Job: "spec.template.spec",
	CronJob: "spec.jobTemplate.spec.template.spec",
};

/** API groups whose kinds of these names are Kubernetes' own. */
const OWN_GROUP =
	/^(?:v1|apps\/v1(?:beta[12])?|batch\/v1(?:beta1)?|extensions\/v1beta1)$/;

/** How deep a custom resource is searched: no known one keeps its Pod template deeper. */
const SEARCH_DEPTH = 24;

/** How many Lists are looked into, one in the other. */
const LISTS = 4;

/** The Pod specs of a document, in the order in which they stand there. */
export const podsOf = memoize(
	(document: Document): readonly Pod[] => find(document).pods,
);

/** Workloads of Kubernetes' own kinds in a document in which the Pod spec is missing: as Pods without anything in them. */
export const emptyWorkloadsOf = memoize(
	(document: Document): readonly Pod[] => find(document).empty,
);

/** Is a document about Pods, as far as can be told without parsing what is plainly something else? */
export const isAboutPods = (document: Document): boolean =>
	document.mayHoldPod || podsOf(document).length > 0;

/** Objects in a document whose kind says that they are workloads, or that hold Pod specs, in their order. */
export const objectsOf = memoize(
	(document: Document): readonly Mapping[] => find(document).objects,
);

interface Found {
	readonly pods: Pod[];
	readonly empty: Pod[];
	readonly objects: Mapping[];
}

const find = memoize((document: Document): Found => {
	const found: Found = { pods: [], empty: [], objects: [] };
	const root = document.mayHoldPod ? resolve(document.root) : undefined;
	if (root?.kind === "mapping") visitObject(document, root, found);
	const list = bareListOf(document);
	if (list) {
		const spec = specAround(list);
		found.pods.push(
			new Pod(document, spec, { origin: "snippet", path: "", object: spec }),
		);
	}
	return found;
});

function visitObject(
	document: Document,
	object: Mapping,
	found: Found,
	lists = 0,
): void {
	const kind = stringOf(valueAt(object, "kind"));
	const items = valueAt(object, "items");
	if (kind?.endsWith("List") && items?.kind === "sequence") {
		// An item behind an alias has been seen at its anchor; a List may even hold itself.
		for (const { value } of items.items)
			if (value?.kind === "mapping" && lists < LISTS)
				visitObject(document, value, found, lists + 1);
		return;
	}
	const path =
		kind !== undefined && Object.hasOwn(POD_SPEC_PATHS, kind)
			? POD_SPEC_PATHS[kind]
			: undefined;
	const group = stringOf(valueAt(object, "apiVersion"));
	if (path !== undefined && (group === undefined || OWN_GROUP.test(group))) {
		found.objects.push(object);
		const spec = valueAt(object, ...path.split("."));
		const origin: PodOrigin = group === undefined ? "shape" : "known";
		if (spec?.kind === "mapping")
			found.pods.push(new Pod(document, spec, { origin, path, object }));
		else if (origin === "known")
			found.empty.push(
				new Pod(document, nothingIn(object), { origin, path, object }),
			);
		return;
	}
	const pods = searchPods(document, object);
	if (pods.length > 0 || path !== undefined) found.objects.push(object);
	found.pods.push(...pods);
}

/** Stands for a mapping that is not there. */
const nothingIn = ({ start }: Mapping): Mapping => ({
	kind: "mapping",
	flow: true,
	entries: [],
	start,
	end: start,
	holder: undefined,
	anchor: undefined,
});

/** Whatever looks like a Pod spec, anywhere in an object. */
function searchPods(document: Document, object: Mapping): readonly Pod[] {
	const found: Pod[] = [];
	const visit = (node: Node | undefined, path: readonly string[]) => {
		// An alias shows again what its anchor has shown already.
		if (
			node === undefined ||
			node.kind === "alias" ||
			path.length > SEARCH_DEPTH
		)
			return;
		if (node.kind === "sequence") {
			for (const item of node.items) visit(item.value, path);
		} else if (node.kind === "mapping") {
			if (looksLikePodSpec(node)) {
				const origin: PodOrigin = path.length === 0 ? "snippet" : "shape";
				found.push(
					new Pod(document, node, { origin, path: path.join("."), object }),
				);
			}
			for (const { key, value } of node.entries)
				visit(value, [...path, key.text]);
		}
	};
	visit(object, []);
	return found;
}

/** Does it hold a list of containers: mappings that have a name and something else that only containers have? */
function looksLikePodSpec(node: Mapping): boolean {
	return ["containers", "initContainers"].some((list) => {
		const items = itemsOf(entryOf(node, list)?.value).map((item) =>
			resolve(item.value),
		);
		return (
			items.length > 0 &&
			items.every((item) => item?.kind === "mapping") &&
			items.some(
				(item) =>
					["image", "command", "args", "volumeMounts"].some((key) =>
						valueAt(item, key),
					) ||
					itemsOf(valueAt(item, "ports")).some(({ value }) =>
						valueAt(value, "containerPort"),
					),
			)
		);
	});
}
