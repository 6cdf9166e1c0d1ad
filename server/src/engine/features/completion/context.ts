import type { Pod } from "../../kubernetes/pod";
import { type Field, fieldsOf } from "../../kubernetes/schema";
import { stringOf } from "../../kubernetes/values";
import { objectsOf, podsOf } from "../../kubernetes/workloads";
import type { Document } from "../../yaml/document";
import { type Mapping, type Node, valueAt } from "../../yaml/tree";

/** What Kubernetes expects of a node. */
export interface Expected {
	/** The type of the object that it is, or should be. */
	readonly type: string | undefined;
	/** The field that holds it, or whose list or map does. */
	readonly field: Field | undefined;
	/** The type that has the field. */
	readonly owner: string | undefined;
	/** Is it an item of the list or a value of the map, and not the field's value itself? */
	readonly isElement: boolean;
}

/** Finds out what Kubernetes expects of the nodes of a document. */
export function expectations(
	document: Document,
): (node: Node) => Expected | undefined {
	const specs = new Set<Node>(podsOf(document).map(({ spec }) => spec));
	const roots = new Map<Node, string>();
	for (const object of objectsOf(document)) {
		const kind = stringOf(valueAt(object, "kind"));
		if (kind !== undefined && fieldsOf(kind)) roots.set(object, kind);
	}

	const expected = (node: Node): Expected | undefined => {
		if (specs.has(node)) return object("PodSpec");
		const kind = roots.get(node);
		if (kind !== undefined) return object(kind);
		const { holder } = node;
		if (!holder) return undefined;
		if (!("key" in holder)) return itemOf(expected(holder.parent));
		const around = expected(holder.parent);
		if (around?.field?.holds === "map" && !around.isElement)
			return { ...around, type: undefined, isElement: true };
		const { type } = around ?? {};
		const field =
			type === undefined ? undefined : fieldsOf(type)?.get(holder.key.text);
		return (
			field && {
				type: field.holds === "object" ? field.type : undefined,
				field,
				owner: type,
				isElement: false,
			}
		);
	};
	return expected;
}

const object = (type: string): Expected => ({
	type,
	field: undefined,
	owner: undefined,
	isElement: false,
});

function itemOf(list: Expected | undefined): Expected | undefined {
	if (!list?.field || list.isElement) return undefined;
	const { holds, type } = list.field;
	return holds === "objects" || holds === "scalars"
		? { ...list, type, isElement: true }
		: undefined;
}

/** The Pod in which something stands, and its container, if it stands in one. */
export function podAround(document: Document, node: Node) {
	const isAround = ({ start, end }: Mapping): boolean =>
		start <= node.start && node.end <= end;
	const pod: Pod | undefined =
		podsOf(document).find(({ spec }) => isAround(spec)) ??
		podsOf(document).find(({ place }) => isAround(place.object));
	return pod && { pod, container: pod.all.find((one) => isAround(one.node)) };
}
