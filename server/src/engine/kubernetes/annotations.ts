import type { Splice } from "../text/edit";
import { memoize } from "../text/memo";
import { insertEntryAfter } from "../yaml/edit";
import {
	type Entry,
	type Mapping,
	resolve,
	type Scalar,
	valueAt,
} from "../yaml/tree";
import type { Pod } from "./pod";
import { stringOf } from "./values";

/** An annotation or label of the Pod itself, with its place. */
export interface Tag {
	readonly key: string;
	/** Empty where it is not known: templated, or no string. */
	readonly value: string;
	/** Is the value behind a template? */
	readonly templated: boolean;
	readonly entry: Entry;
}

/**
 * The Pod's own annotations: those beside its spec, not those of the workload around it. A snippet has none that can be
 * seen.
 */
export const annotationsOf = memoize((pod: Pod) => tagsOf(pod, "annotations"));

/** The Pod's own labels. */
export const labelsOf = memoize((pod: Pod) => tagsOf(pod, "labels"));

/** The mapping in which the Pod's annotations stand. */
export function annotationsNode(pod: Pod): Mapping | undefined {
	return tagsNode(pod, "annotations");
}

function tagsNode(pod: Pod, kind: "annotations" | "labels") {
	const { path, object } = pod.place;
	const parents = path.split(".").slice(0, -1);
	const node =
		path === "" ? undefined : valueAt(object, ...parents, "metadata", kind);
	return node?.kind === "mapping" ? node : undefined;
}

function tagsOf(
	pod: Pod,
	kind: "annotations" | "labels",
): ReadonlyMap<string, Tag> {
	const entries = tagsNode(pod, kind)?.entries ?? [];
	return new Map(
		entries.map((entry) => {
			const node = resolve(entry.value);
			const key = entry.key.text;
			const templated = node?.kind === "scalar" && node.templated;
			return [key, { key, value: stringOf(node) ?? "", templated, entry }];
		}),
	);
}

/** Adds an annotation behind another one, in the same quotation marks; changes its value where it is there already. */
export function setAnnotation(
	pod: Pod,
	near: Tag,
	key: string,
	value: string,
): readonly Splice[] | undefined {
	const present = annotationsOf(pod).get(key);
	const node = present?.entry.value;
	if (present)
		return node?.kind === "scalar" ? replaceQuoted(node, value) : undefined;
	if (near.entry.parent !== annotationsNode(pod)) return undefined;
	const style = near.entry.value;
	const quote =
		style?.kind === "scalar" && style.style === "single" ? "'" : '"';
	return insertEntryAfter(
		pod.document,
		near.entry,
		key,
		`${quote}${value}${quote}`,
	);
}

/** Annotations are strings: `true` without quotation marks is rejected. */
function replaceQuoted(
	node: Scalar,
	value: string,
): readonly Splice[] | undefined {
	if (node.style === "block" || node.templated) return undefined;
	const quote = node.style === "single" ? "'" : '"';
	const { start, end } = node;
	return [{ start, end, text: `${quote}${value}${quote}` }];
}
