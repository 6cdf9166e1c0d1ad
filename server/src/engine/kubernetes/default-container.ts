import { hasHiddenAnnotations } from "./annotate";
import { annotationsOf } from "./annotations";
import type { Container } from "./container";
import type { Pod } from "./pod";

export const DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

/**
 * The container that `kubectl logs`, `exec` and `attach` take when none is named: the one of the annotation, whatever list
 * it stands in, else the first of `containers`. Nothing where the annotations are not in sight.
 * Source: `FindOrDefaultContainerByName` of k8s.io/kubectl/pkg/cmd/util/podcmd.
 */
export function defaultContainerOf(pod: Pod): Container | undefined {
	if (hasHiddenAnnotations(pod)) return undefined;
	const named = annotationsOf(pod).get(DEFAULT_CONTAINER)?.value;
	return (
		(named && pod.all.find(({ name }) => name === named)) || pod.containers[0]
	);
}
