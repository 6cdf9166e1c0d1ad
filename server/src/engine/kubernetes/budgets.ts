import type { Range } from "../text/edit";
import { entryOf, valueAt } from "../yaml/tree";
import { type Labels, plainSelector, type Resource } from "./resources";
import { scalarOf } from "./values";

/** A PodDisruptionBudget that counts Pods by whether they are ready. */
export interface Budget {
	readonly selector: Labels;
	/** Where it says whose Pods it means. */
	readonly at: Range;
}

/** What a PodDisruptionBudget counts; nothing where its Pods are not known, or it lets those go that are not ready. */
export function budgetOf({ kind, group, node }: Resource): Budget | undefined {
	if (kind !== "PodDisruptionBudget" || group !== "policy") return undefined;
	const spec = valueAt(node, "spec");
	const at = spec?.kind === "mapping" ? entryOf(spec, "selector") : undefined;
	const selector = plainSelector(at?.value);
	const policy = valueAt(spec, "unhealthyPodEvictionPolicy");
	const lets = policy && scalarOf(policy)?.text !== "IfHealthyBudget";
	return at && selector && selector.size > 0 && !lets
		? { selector, at: at.key }
		: undefined;
}
