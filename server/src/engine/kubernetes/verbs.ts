import type { Splice } from "../text/edit";
import { firstOf, insertEntryAfter, removeEntry } from "../yaml/edit";
import { insertEntry, insertItem } from "../yaml/insert";
import { slotUnder } from "../yaml/list-slot";
import { type Entry, itemsOf } from "../yaml/tree";
import type { Container } from "./container";
import type { Pod } from "./pod";

/** Edits in the words of Kubernetes, shared by fixes and refactorings. Each returns nothing where it would be a guess. */

/** Deletes a field of a container. */
export function removeField(
	container: Container,
	entry: Entry,
): readonly Splice[] | undefined {
	return entry.parent === container.node
		? removeEntry(container.pod.document, entry)
		: undefined;
}

/** Declares an empty volume that lives as long as the Pod. */
export function addEmptyDir(
	pod: Pod,
	name: string,
): readonly Splice[] | undefined {
	const { spec } = pod;
	if (!/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))
		return undefined;
	const beside = pod.listEntry("containers") ?? firstOf(spec, "initContainers");
	const end = itemsOf(pod.entry("volumes")?.value).length;
	const slot = beside && slotUnder(spec, "volumes", end, beside, "after");
	return slot && insertItem(pod.document, slot, { name, emptyDir: {} });
}

/** Adds a startup probe that waits until a port accepts connections. */
export function addTcpStartupProbe(
	container: Container,
	port: number,
): readonly Splice[] | undefined {
	const neighbour = firstOf(container.node, "ports", "image", "name");
	if (!neighbour || container.entry("startupProbe")) return undefined;
	return insertEntry(container.pod.document, neighbour, "startupProbe", {
		tcpSocket: { port },
	});
}

/** Deletes a hook, and `lifecycle` with it when it has no other. */
export function removeHook(
	container: Container,
	hook: "postStart" | "preStop",
): readonly Splice[] | undefined {
	const lifecycle = container.entry("lifecycle");
	if (lifecycle?.value?.kind !== "mapping") return undefined;
	const { entries } = lifecycle.value;
	const entry = entries.find(({ key }) => key.text === hook);
	if (!entry) return undefined;
	return entries.length === 1
		? removeField(container, lifecycle)
		: removeEntry(container.pod.document, entry);
}

/** Gives a field of the Pod a value of one word, written or not. */
export function setPodField(
	pod: Pod,
	field: string,
	value: string,
): readonly Splice[] | undefined {
	const { document, spec } = pod;
	const entry = pod.entry(field);
	if (entry) {
		const node = entry.value;
		return entry.parent === spec &&
			node?.kind === "scalar" &&
			!node.templated &&
			node.anchor === undefined &&
			node.end > node.start
			? [{ start: node.start, end: node.end, text: value }]
			: undefined;
	}
	const neighbour = firstOf(
		spec,
		"terminationGracePeriodSeconds",
		"restartPolicy",
		"containers",
	);
	return neighbour
		? insertEntryAfter(document, neighbour, field, value)
		: undefined;
}
