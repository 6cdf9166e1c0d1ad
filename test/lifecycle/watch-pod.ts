import type { Pod } from "../../server/src/engine/kubernetes/pod";
import {
	type KubectlColumns,
	kubectlColumns,
} from "../../server/src/engine/kubernetes/simulation/kubectl";
import { planOf } from "../../server/src/engine/kubernetes/simulation/plan";
import {
	type Assumptions,
	simulate,
} from "../../server/src/engine/kubernetes/simulation/simulate";
import type { Told } from "../../server/src/engine/kubernetes/simulation/trace";
import type { Version } from "../../server/src/engine/kubernetes/versions";

/** A row of `kubectl get pods --watch`. */
export interface Row extends KubectlColumns {
	readonly at: number;
}

/** What a person sees who watches a Pod with `kubectl`: a row for each change. */
export function watchPod(
	pod: Pod,
	version: Version,
	assumptions: Assumptions = {},
): readonly Row[] {
	const plan = planOf(pod, version);
	const rows: Row[] = [];
	const watch = (told: Told) => {
		const row = { at: told.at, ...kubectlColumns(plan, told) };
		const last = rows.at(-1);
		if (
			last?.ready !== row.ready ||
			last.status !== row.status ||
			last.restarts !== row.restarts
		)
			rows.push(row);
	};
	simulate(pod, version, { ...assumptions, watch });
	return rows;
}
