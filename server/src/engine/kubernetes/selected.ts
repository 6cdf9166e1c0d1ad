import { arePortsKnown } from "./named-ports";
import type { Questions } from "./neighbours";
import type { Pod } from "./pod";
import type { Labels, Resource } from "./resources";

/** The Pods that an object selects, as far as their ports are concerned. */
export interface Selected {
	/** Those that are surely meant, one at least; all their ports are in sight. */
	readonly sure: readonly [Pod, ...Pod[]];
	/** Others that may be meant too, and patches of the sure ones: what they have is not missing. */
	readonly others: readonly Pod[];
}

/** The Pods of a selector; nothing where it cannot be said that they lack a port. */
export function selectedPods(
	asking: Resource,
	selector: Labels,
	neighbours: Questions,
): Selected | undefined {
	const all = neighbours.selected(asking, selector);
	const sure = all.filter((each) => each.sure).map(({ found }) => found);
	const [first, ...rest] = sure;
	if (
		!first ||
		!neighbours.isClear() ||
		sure.some((pod) => pod.partial || !arePortsKnown(pod))
	)
		return undefined;
	const twins = sure.flatMap((pod) =>
		pod.kind === undefined || pod.name === undefined
			? []
			: neighbours
					.named(asking, pod.kind, pod.name)
					.flatMap(({ found }) => found.pods)
					.filter((twin) => twin !== pod),
	);
	const unsure = all.filter((each) => !each.sure).map(({ found }) => found);
	return { sure: [first, ...rest], others: [...unsure, ...twins] };
}
