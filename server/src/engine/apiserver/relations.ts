import { CONTAINER_RELATIONS } from "./relations/container";
import { SCHEDULING_RELATIONS } from "./relations/scheduling";
import { VOLUME_RELATIONS } from "./relations/volume";
import { WORKLOAD_RELATIONS } from "./relations/workload";
import type { Relation } from "./validate";

/** Checks that look at more than one field, by the type of the object that they look at. */
export const RELATIONS: Readonly<Record<string, readonly Relation[]>> = merged(
	CONTAINER_RELATIONS,
	VOLUME_RELATIONS,
	SCHEDULING_RELATIONS,
	WORKLOAD_RELATIONS,
);

function merged(
	...parts: readonly Readonly<Record<string, readonly Relation[]>>[]
): Record<string, readonly Relation[]> {
	const all: Record<string, readonly Relation[]> = {};
	for (const part of parts)
		for (const [type, relations] of Object.entries(part))
			all[type] = [...(all[type] ?? []), ...relations];
	return all;
}
