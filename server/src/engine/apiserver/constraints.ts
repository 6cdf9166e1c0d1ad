import type { Constraints } from "./constraint";
import { CONTAINER_CONSTRAINTS } from "./constraints/container";
import { SCHEDULING_CONSTRAINTS } from "./constraints/scheduling";
import { VOLUME_CONSTRAINTS } from "./constraints/volume";
import { WORKLOAD_CONSTRAINTS } from "./constraints/workload";

/**
 * What the API server demands of single fields, by type: the constraints that Kubernetes keeps in code and not in its
 * types. Source: `pkg/apis/*\/validation/validation.go`.
 */
export const CONSTRAINTS: Readonly<Record<string, Constraints>> = {
	...CONTAINER_CONSTRAINTS,
	...VOLUME_CONSTRAINTS,
	...SCHEDULING_CONSTRAINTS,
	...WORKLOAD_CONSTRAINTS,
};
