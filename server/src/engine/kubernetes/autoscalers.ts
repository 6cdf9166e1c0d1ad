import type { Range } from "../text/edit";
import { entryOf, type Scalar, valueAt } from "../yaml/tree";
import { mappingsOf } from "./container";
import type { Resource } from "./resources";
import { isNull, scalarOf, stringOf } from "./values";

/** What a HorizontalPodAutoscaler measures in its Pods' own resources. */
export interface Metric {
	/** `cpu` or `memory`. */
	readonly resource: string;
	/** The one container that is looked at; nothing when it is all of them. */
	readonly container: Scalar | undefined;
	/** Is it measured against the requests? */
	readonly isRelative: boolean;
	readonly at: Range;
}

/** The kind and name of what an autoscaler scales; nothing for other objects and where they are not known. */
export function scaledBy({
	kind,
	node,
}: Resource): { readonly kind: string; readonly name: string } | undefined {
	if (kind !== "HorizontalPodAutoscaler") return undefined;
	const target = valueAt(node, "spec", "scaleTargetRef");
	const [targetKind, name] = ["kind", "name"].map((key) =>
		stringOf(valueAt(target, key)),
	);
	return targetKind !== undefined && name !== undefined
		? { kind: targetKind, name }
		: undefined;
}

/** The metrics of an autoscaler that look at resources of containers, in any version of the API. */
export function metricsOf({ node }: Resource): readonly Metric[] {
	const spec = valueAt(node, "spec");
	if (spec?.kind !== "mapping") return [];
	const old = entryOf(spec, "targetCPUUtilizationPercentage");
	if (old && !isNull(old.value))
		return [
			{ resource: "cpu", container: undefined, isRelative: true, at: old.key },
		];
	return mappingsOf(valueAt(spec, "metrics")).flatMap((metric): Metric[] => {
		const type = stringOf(valueAt(metric, "type"));
		if (type !== "Resource" && type !== "ContainerResource") return [];
		const source = valueAt(
			metric,
			type === "Resource" ? "resource" : "containerResource",
		);
		const name = scalarOf(valueAt(source, "name"));
		if (!name) return [];
		const container = scalarOf(valueAt(source, "container"));
		if (type === "ContainerResource" && !container) return [];
		return [
			{
				resource: name.text,
				container: type === "Resource" ? undefined : container,
				isRelative: ["target.averageUtilization", "targetAverageUtilization"]
					.map((path) => valueAt(source, ...path.split(".")))
					.some((value) => !isNull(value)),
				at: name,
			},
		];
	});
}
