import type { Change } from "../kubernetes/change";
import { podAfter } from "../kubernetes/classic";
import type { Neighbours } from "../kubernetes/neighbours";
import { countedAnew } from "../kubernetes/patching/patches-of";
import type { Pod } from "../kubernetes/pod";
import { tryEdit } from "../text/edit";
import { memoize } from "../text/memo";

/** A change after which a Pod has other init containers, or has them in another order, with the patches that count them. */
export function withPatches<Offered extends Change>(
	change: Offered,
	pod: Pod,
): Offered {
	const counted = memoize((neighbours: Neighbours) => {
		const splices = change.edit();
		const edit = splices && tryEdit(splices);
		return countedAnew(pod, edit && podAfter(pod, edit), neighbours);
	});
	return {
		...change,
		notes: (neighbours) => [
			...(change.notes?.(neighbours) ?? []),
			...counted(neighbours).notes,
		],
		elsewhere: (neighbours) => [
			...(change.elsewhere?.(neighbours) ?? []),
			...counted(neighbours).changes,
		],
	};
}
