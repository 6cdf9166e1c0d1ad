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
export const podsOf = memoize(findPods);

function findPods(document: Document): readonly Pod[] {
	if (!document.mayHoldPod) return [];
	const root = resolve(document.root);
	return root?.kind === "mapping" ? podsOfObject(document, root) : [];
}

function podsOfObject(document: Document, object: Mapping, lists = 0): Pod[] {
	const kind = stringOf(valueAt(object, "kind"));
	if (kind?.endsWith("List") && valueAt(object, "items")?.kind === "sequence") {
		return itemsOf(valueAt(object, "items")).flatMap(({ value }) =>
			// An item behind an alias has been seen at its anchor; a List may even hold itself.
			value?.kind === "mapping" && lists < LISTS
				? podsOfObject(document, value, lists + 1)
				: [],
		);
	}
	const path = kind === undefined ? undefined : POD_SPEC_PATHS[kind];
	const group = stringOf(valueAt(object, "apiVersion"));
	if (path !== undefined && (group === undefined || OWN_GROUP.test(group))) {
		const spec = valueAt(object, ...path.split("."));
		const origin: PodOrigin = group === undefined ? "shape" : "known";
		return spec?.kind === "mapping"
			? [new Pod(document, spec, { origin, path, object })]
			: [];
	}
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
			items.some((item) =>
				["image", "command", "args", "volumeMounts"].some((key) =>
					valueAt(item, key),
				),
			)
		);
	});
}
