import { itemsOf, type Scalar, valueAt } from "../yaml/tree";
import type { Resource } from "./resources";
import { scalarOf } from "./values";

/**
 * Series of kube-state-metrics that say why an init container has ended, when asked for those that did not end well. The
 * names and the values of `reason` are those of its `docs/metrics/workload/pod-metrics.md`.
 */
const BAD_END =
	/\bkube_pod_init_container_status_(?:last_)?terminated_reason\s*\{[^}]*\breason\s*(?:=~?\s*["'][^"']*\bError\b|!=\s*["']Completed["']|!~\s*["'][^"']*\bCompleted\b)/;

/** The expressions of a PrometheusRule that look for init containers which ended with another exit code than 0. */
export function alertsOnBadEnds({
	kind,
	group,
	node,
}: Resource): readonly Scalar[] {
	if (kind !== "PrometheusRule" || group !== "monitoring.coreos.com") return [];
	return itemsOf(valueAt(node, "spec", "groups")).flatMap(({ value }) =>
		itemsOf(valueAt(value, "rules")).flatMap((rule) => {
			const expression = scalarOf(valueAt(rule.value, "expr"));
			return expression && BAD_END.test(expression.text) ? [expression] : [];
		}),
	);
}
