import { itemsOf, type Scalar, valueAt } from "../yaml/tree";
import { mappingsOf } from "./container";
import {
	type Labels,
	labelsIn,
	namespaceOf,
	plainSelector,
	type Resource,
} from "./resources";
import { scalarOf, stringOf } from "./values";

/** The objects of Prometheus Operator that name ports to take metrics from, and where the names stand. */
const ENDPOINTS: Readonly<Record<string, string>> = {
	PodMonitor: "podMetricsEndpoints",
	ServiceMonitor: "endpoints",
};

/** What a monitor asks for. */
export interface Monitor {
	/** Of Pods or Services, in its own namespace. */
	readonly selector: Labels;
	readonly ports: readonly { readonly at: Scalar; readonly name: string }[];
}

/** What a PodMonitor or ServiceMonitor asks for; nothing where it is not known whom it selects. */
export function monitorOf({
	kind,
	group,
	node,
}: Resource): Monitor | undefined {
	const list = Object.hasOwn(ENDPOINTS, kind) ? ENDPOINTS[kind] : undefined;
	if (list === undefined || group !== "monitoring.coreos.com") return undefined;
	const spec = valueAt(node, "spec");
	const selector = plainSelector(valueAt(spec, "selector"));
	if (
		!selector ||
		selector.size === 0 ||
		looksElsewhere(spec, namespaceOf(node))
	)
		return undefined;
	const ports = mappingsOf(valueAt(spec, list)).flatMap((endpoint) => {
		const at = scalarOf(valueAt(endpoint, "port"));
		const name = stringOf(at);
		return at && name && /^[\w-]+$/.test(name) ? [{ at, name }] : [];
	});
	return { selector, ports };
}

/** Does it look into other namespaces than its own, of which little is in sight? */
function looksElsewhere(
	spec: ReturnType<typeof valueAt>,
	own: string | undefined,
): boolean {
	const selector = valueAt(spec, "namespaceSelector");
	const names = itemsOf(valueAt(selector, "matchNames"));
	return (
		selector !== undefined &&
		!(
			own !== undefined &&
			names.length > 0 &&
			names.every(({ value }) => stringOf(value) === own)
		)
	);
}

/** The names of a Service's ports; nothing where they are not all known. */
export function portNamesOf({ node }: Resource): readonly string[] | undefined {
	const ports = mappingsOf(valueAt(node, "spec", "ports"));
	const names: string[] = [];
	for (const port of ports) {
		const name = valueAt(port, "name");
		const text = stringOf(name);
		if (name && (text === undefined || /\{\{|\$\{/.test(text)))
			return undefined;
		if (text !== undefined) names.push(text);
	}
	return names;
}

/** The labels of an object; nothing where they are not all known. */
export const labelsOfResource = ({ node }: Resource): Labels | undefined =>
	labelsIn(valueAt(node, "metadata", "labels"));
