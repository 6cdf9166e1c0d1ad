import type { Constraints } from "./constraint";
import { CONTAINER_CONSTRAINTS } from "./constraints/container";
import { SCHEDULING_CONSTRAINTS } from "./constraints/scheduling";
import { WORKLOAD_CONSTRAINTS } from "./constraints/workload";

/**
 * What the API server demands of single fields, by type: the constraints that Kubernetes keeps in code and not in its
 * types. Volumes, mounts and variables have none: the server looks at the first source of a volume only, and calls many
 * places by other paths than where they are (`relations/volume*.ts`). Source: `pkg/apis/*\/validation/validation.go`.
 */
export const CONSTRAINTS: Readonly<Record<string, Constraints>> = {
	...CONTAINER_CONSTRAINTS,
	...SCHEDULING_CONSTRAINTS,
	...WORKLOAD_CONSTRAINTS,
};
