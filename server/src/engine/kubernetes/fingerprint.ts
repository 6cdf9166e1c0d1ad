import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { labelsOfResource, portNamesOf } from "./monitors";
import { isBlurred, podLabels, type Resource, resourcesOf } from "./resources";
import { targetsOf } from "./services";
import { booleanOf, isNull } from "./values";

/**
 * What other files can know of a file, as a text: as long as it is the same, nothing that is found in them changes.
 * Typing in a document costs only that document.
 */
export const outwardFacts = memoize((source: Source): string =>
	source.documents.map(({ document }) => factsOf(document)).join("\n"),
);

const factsOf = memoize((document: Document): string => {
	if (isBlurred(document)) return "?";
	const resources = resourcesOf(document);
	// Kustomize takes a Kustomization without `kind`, too.
	return resources.length === 0 && KUSTOMIZATION.test(document.text)
		? document.text
		: resources.map(describe).join("\n");
});

const KUSTOMIZATION =
	/^(?:resources|bases|components|patches\w*|labels|commonLabels):/m;

function describe(resource: Resource): string {
	const { kind, namespace = "", name = "", pods } = resource;
	if (kind === "Kustomization") return resource.document.text;
	return JSON.stringify([
		kind,
		namespace,
		name,
		[...targetsOf(resource).selector],
		...(kind === "Service"
			? [[...(labelsOfResource(resource) ?? "?")], portNamesOf(resource)]
			: []),
		booleanOf(valueAt(resource.node, "immutable")),
		pods.map((pod) => [
			pod.partial,
			[...(podLabels(pod) ?? "?")],
			requestsIn(valueAt(pod.spec, "resources")),
			pod.all.map(factsOfContainer),
		]),
	]);
}

const factsOfContainer = (container: Container): readonly unknown[] => [
	container.list,
	container.name,
	container.restartPolicyText,
	container.entry("readinessProbe") !== undefined,
	container.ports.map(({ name, number, protocol }) => [name, number, protocol]),
	requestsIn(valueAt(container.node, "resources")),
];

const requestsIn = (resources: ReturnType<typeof valueAt>): string =>
	["requests", "limits"]
		.flatMap((list) =>
			["cpu", "memory"].map((name) =>
				isNull(valueAt(resources, list, name)) ? "-" : "+",
			),
		)
		.join("");
