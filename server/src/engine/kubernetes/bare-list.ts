import { unnoticed } from "../text/notice";
import type { Document } from "../yaml/document";
import {
	type Entry,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
	type Sequence,
	valueAt,
} from "../yaml/tree";
import { nearest } from "./nearest";
import { fieldsOf } from "./schema";
import { stringOf } from "./values";

/**
 * The list of a document that is nothing but containers, as people paste it. Lists of other tools, such as the steps of
 * a CI job, have names and images too: each container must be one in all its fields, and one in more than these two.
 */
export function bareListOf(document: Document): Sequence | undefined {
	if (!mayBeList(document)) return undefined;
	const root = resolve(document.root);
	if (root?.kind !== "sequence" || root.items.length === 0) return undefined;
	const items = root.items.map(({ value }) => resolve(value));
	return items.every((item) => looksLikeContainer(item)) && items.some(hasSign)
		? root
		: undefined;
}

/** Comments and blank lines, then a list whose first item begins with a key. */
const LIST =
	/^(?:---[^\n]*\n)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:-[ \t]+|\[\s*\{\s*)["']?(\w+)/;

const firstKeyIn = (document: Document): string | undefined =>
	unnoticed(() => LIST.exec(document.text)?.[1]);

/** Answered without parsing: lists of other things can be long. */
const mayBeList = (document: Document): boolean =>
	document.mentions("image") &&
	CONTAINER.has(firstKeyIn(document) ?? "") &&
	Object.keys(SIGNS).some((sign) => document.mentions(sign));

function looksLikeContainer(node: Node | undefined): node is Mapping {
	if (node?.kind !== "mapping" || stringOf(valueAt(node, "name")) === undefined)
		return false;
	return node.entries.every(({ key, value }) => {
		const field = CONTAINER.get(key.text);
		if (!field) return key.text === "<<" || isMisspelt(key.text);
		const kind = resolve(value)?.kind ?? "scalar";
		// What stands in place of a value may be null or a template.
		return kind === "scalar"
			? field.holds === "scalar" || stringOf(value) === undefined
			: (kind === "sequence") === LISTS.has(field.holds);
	});
}

const CONTAINER = fieldsOf("Container") ?? new Map<string, never>();
const LISTS = new Set(["objects", "scalars"]);

/** Keys of other tools' steps that are as good as a container's field. */
const OTHERS = /^(?:commands|volumes|environment|port|volume)$/;

const isMisspelt = (key: string): boolean =>
	!OTHERS.test(key) && nearest(key, [...CONTAINER.keys()]) !== undefined;

/** Fields whose name and shape are Kubernetes' own. */
const SIGNS: Readonly<Record<string, (value: Node | undefined) => boolean>> = {
	imagePullPolicy: (value) => stringOf(value) !== undefined,
	terminationMessagePolicy: (value) => stringOf(value) !== undefined,
	securityContext: isMapping,
	livenessProbe: isMapping,
	readinessProbe: isMapping,
	startupProbe: isMapping,
	lifecycle: isMapping,
	args: (value) => itemsOf(value).length > 0,
	envFrom: (value) => itemsOf(value).length > 0,
	env: (value) => have(value, "name"),
	ports: (value) => have(value, "containerPort"),
	volumeMounts: (value) => have(value, "mountPath"),
	volumeDevices: (value) => have(value, "devicePath"),
	resources: (value) =>
		["requests", "limits"].some((key) => isMapping(valueAt(value, key))),
	restartPolicy: (value) =>
		/^(?:Always|OnFailure|Never)$/.test(stringOf(value) ?? ""),
};

function hasSign(node: Node | undefined): boolean {
	return (
		stringOf(valueAt(node, "image")) !== undefined &&
		Object.entries(SIGNS).some(([key, isSign]) => isSign(valueAt(node, key)))
	);
}

function isMapping(value: Node | undefined): boolean {
	return resolve(value)?.kind === "mapping";
}

const have = (list: Node | undefined, key: string): boolean => {
	const items = itemsOf(list);
	return (
		items.length > 0 &&
		items.every(({ value }) => valueAt(value, key) !== undefined)
	);
};

/** Where every container is always restarted, they are native sidecars: nothing else makes sense. */
function listMeant(list: Sequence): "containers" | "initContainers" {
	const areSidecars = itemsOf(list).every(
		({ value }) => stringOf(valueAt(value, "restartPolicy")) === "Always",
	);
	return areSidecars ? "initContainers" : "containers";
}

/**
 * The Pod spec that such a list is a part of. It is nowhere in the text, so that nothing can be written into it: its
 * entry is that of another mapping, like one that a merge key brings.
 */
export function specAround(list: Sequence): Mapping {
	const { start, end } = list;
	const unwritten = { start, end, holder: undefined, anchor: undefined };
	const entries: Entry[] = [];
	const elsewhere: Mapping = {
		...unwritten,
		kind: "mapping",
		flow: false,
		entries,
	};
	entries.push({
		parent: elsewhere,
		// Whoever points at the key points at the first dash.
		key: { start, end: start + 1, text: listMeant(list) },
		value: list,
		start,
		end,
	});
	return { ...unwritten, kind: "mapping", flow: true, entries };
}
