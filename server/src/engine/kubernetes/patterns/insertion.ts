import type { Splice } from "../../text/edit";
import { sharedThrough } from "../../yaml/anchors";
import type { Document } from "../../yaml/document";
import { insertEntry, insertItem } from "../../yaml/insert";
import { type ListSlot, slotUnder } from "../../yaml/list-slot";
import type { Tree } from "../../yaml/render";
import { rangeInScalar } from "../../yaml/scalar-text";
import { itemsOf } from "../../yaml/tree";
import type { Container } from "../container";
import type { Pod } from "../pod";
import type { Data, Fields, Plan, Rewrite, Situation } from "./plan";

/**
 * The splices of a plan, in the style of the document.
 * @returns nothing where a part of it cannot be written without changing what else is there
 */
export function insertPlan(
	{ pod, app }: Situation,
	plan: Plan,
): readonly Splice[] | undefined {
	const { document } = pod;
	const helper = addContainer(pod, plan);
	const volume = plan.volume && addItem(document, volumeSlot(pod), plan.volume);
	// Where two stand at one place, the inner one comes first.
	const parts: readonly (readonly Splice[] | undefined)[] = [
		...(plan.values ?? []).map((rewrite) => written(document, rewrite)),
		plan.mount && addMount(app, plan.mount),
		...(pod.entry("volumes") ? [volume, helper] : [helper, volume]),
	];
	const wanted = [plan.mount, plan.volume].filter(
		(fields) => fields !== undefined,
	).length;
	const made = parts.filter((splices) => splices !== undefined);
	return made.length === wanted + 1 + (plan.values?.length ?? 0)
		? made.flat()
		: undefined;
}

const addContainer = (
	pod: Pod,
	{ list, index, container }: Plan,
): readonly Splice[] | undefined => {
	const beside = pod.entry("containers");
	const slot = beside && slotUnder(pod.spec, list, index, beside, "before");
	return addItem(pod.document, slot, container);
};

/** In the list of volumes, which is made behind both lists of containers. */
function volumeSlot(pod: Pod): ListSlot | undefined {
	const [beside] = [pod.entry("containers"), pod.entry("initContainers")]
		.filter((entry) => entry?.parent === pod.spec)
		.sort((a, b) => (b?.start ?? 0) - (a?.start ?? 0));
	const index = itemsOf(pod.entry("volumes")?.value).length;
	return beside && slotUnder(pod.spec, "volumes", index, beside, "after");
}

/** A list of its own is written as the document writes lists, whatever stands beside it. */
function addMount(app: Container, mount: Data): readonly Splice[] | undefined {
	const { node, pod } = app;
	const beside = node.entries.at(-1);
	if (!beside) return undefined;
	if (!app.entry("volumeMounts"))
		return insertEntry(pod.document, beside, "volumeMounts", [mount]);
	const index = itemsOf(app.entry("volumeMounts")?.value).length;
	return addItem(
		pod.document,
		slotUnder(node, "volumeMounts", index, beside, "after"),
		mount,
	);
}

function addItem(
	document: Document,
	slot: ListSlot | undefined,
	fields: Fields,
): readonly Splice[] | undefined {
	return slot && insertItem(document, slot, treeOf(fields));
}

const treeOf = (fields: Fields): Tree =>
	Object.fromEntries(
		Object.entries(fields).flatMap(([key, value]) =>
			value === undefined ? [] : [[key, value]],
		),
	);

function written(
	document: Document,
	{ value, start, end, text }: Rewrite,
): readonly Splice[] | undefined {
	const range = rangeInScalar(document, value, start, end);
	return range && !sharedThrough(document, value)
		? [{ ...range, text }]
		: undefined;
}
