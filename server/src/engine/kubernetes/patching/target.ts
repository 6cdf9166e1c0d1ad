import { type Mapping, valueAt } from "../../yaml/tree";
import { labelsIn, namespaceOf, type Resource } from "../resources";
import { stringOf } from "../values";

export type Answer = "yes" | "no" | "perhaps";

/** An object as a Kustomization sees it, which finds it by its first name and by those that it has been given. */
export interface Subject {
	readonly resource: Resource;
	readonly names: ReadonlySet<string>;
	readonly namespaces: ReadonlySet<string>;
	/** Has it been given labels or annotations of which the manifest does not tell? */
	readonly isLabelled: boolean;
}

const DEFAULT = "default";

export function subjectOf(resource: Resource): Subject {
	const { name, namespace = DEFAULT } = resource;
	return {
		resource,
		names: new Set(name === undefined ? [] : [name]),
		namespaces: new Set([namespace]),
		isLabelled: false,
	};
}

/** What becomes of an object in a Kustomization, once its patches have been applied. */
export function passed(
	subject: Subject,
	kustomization: Mapping | undefined,
): Subject {
	const written = (key: string) => stringOf(valueAt(kustomization, key)) ?? "";
	const namespace = written("namespace");
	const names = [...subject.names].map(
		(name) => written("namePrefix") + name + written("nameSuffix"),
	);
	const labels = ["labels", "commonLabels", "commonAnnotations"];
	return {
		...subject,
		names: new Set([...subject.names, ...names]),
		namespaces:
			namespace === ""
				? subject.namespaces
				: new Set([...subject.namespaces, namespace]),
		isLabelled:
			subject.isLabelled ||
			labels.some((key) => valueAt(kustomization, key) !== undefined),
	};
}

/** Is an object the one that a strategic merge patch names? */
export function isNamedBy(patch: Mapping, subject: Subject): Answer {
	const { kind, name } = {
		kind: stringOf(valueAt(patch, "kind")),
		name: stringOf(valueAt(patch, "metadata", "name")),
	};
	const { resource, names, namespaces } = subject;
	const version = (node: Mapping) => stringOf(valueAt(node, "apiVersion"));
	if (
		kind !== resource.kind ||
		name === undefined ||
		!names.has(name) ||
		version(patch) !== version(resource.node)
	)
		return "no";
	// One that does not match keeps Kustomize from building: then it is meant for one that cannot be seen.
	return namespaces.has(namespaceOf(patch) ?? DEFAULT) ? "yes" : "perhaps";
}

/** Does a selector of Kustomize select an object? */
export function isSelectedBy(selector: Mapping, subject: Subject): Answer {
	const { resource, names, namespaces } = subject;
	const version =
		stringOf(valueAt(resource.node, "apiVersion"))?.split("/").at(-1) ?? "";
	const fields: readonly [string, Iterable<string>][] = [
		["group", [resource.group]],
		["version", [version]],
		["kind", [resource.kind]],
		["name", names],
		["namespace", namespaces],
	];
	const answers = fields.map(([field, values]) =>
		matches(selector, field, [...values]),
	);
	for (const [field, metadata] of [
		["labelSelector", "labels"],
		["annotationSelector", "annotations"],
	] as const)
		answers.push(hasLabels(selector, field, metadata, subject));
	if (answers.includes("no")) return "no";
	return answers.includes("perhaps") ? "perhaps" : "yes";
}

/** Does a selector name one kind and one name, so that it selects nothing else in a namespace? */
export const isExact = (selector: Mapping): boolean =>
	["kind", "name"].every((field) =>
		/^[\w-]+$/.test(stringOf(valueAt(selector, field)) ?? ""),
	);

/** Patterns that are understood, and cannot take long: no groups that are repeated, few repetitions. */
const SIMPLE = /^[\w.*+?|()^$-]{1,200}$/;
const SLOW = /\)[*+?]|(?:[*+?].*){4}/;

/** Fields of selectors are patterns for the whole value. */
function matches(
	selector: Mapping,
	field: string,
	values: readonly string[],
): Answer {
	const written = valueAt(selector, field);
	if (written === undefined) return "yes";
	const pattern = stringOf(written);
	if (pattern === undefined) return "perhaps";
	if (pattern === "" || values.includes(pattern)) return "yes";
	if (!SIMPLE.test(pattern) || SLOW.test(pattern)) return "perhaps";
	try {
		const whole = new RegExp(`^(?:${pattern})$`);
		return values.some((value) => whole.test(value)) ? "yes" : "no";
	} catch {
		return "perhaps";
	}
}

/** A selector of labels: equalities and existence, joined by commas. */
function hasLabels(
	selector: Mapping,
	field: string,
	metadata: string,
	{ resource, isLabelled }: Subject,
): Answer {
	const written = valueAt(selector, field);
	if (written === undefined) return "yes";
	const text = stringOf(written);
	const labels = labelsIn(valueAt(resource.node, "metadata", metadata));
	if (text === undefined || !labels || /[()]/.test(text)) return "perhaps";
	const answers = text.split(",").map((term): Answer => {
		const [, not, key = "", operator, value = ""] =
			/^\s*(!?)\s*([\w./-]+)\s*(?:(==?|!=)\s*([\w.-]*))?\s*$/.exec(term) ?? [];
		if (key === "" || (not && operator)) return "perhaps";
		// What a Kustomization adds may change the one as well as the other.
		if (isLabelled) return "perhaps";
		const own = labels.get(key);
		if (not) return own === undefined ? "yes" : "no";
		if (operator === undefined) return own === undefined ? "no" : "yes";
		return (own === value) === (operator !== "!=") ? "yes" : "no";
	});
	if (answers.includes("no")) return "no";
	return answers.includes("perhaps") ? "perhaps" : "yes";
}
