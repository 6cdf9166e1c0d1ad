import { atLeast } from "../../kubernetes/versions";
import type { Place } from "../place";

/** What stands around a place of a Pod spec. */

/** Is the object a Pod itself, for which the server fills in and checks more than for a template? */
export function isInPod(place: Place): boolean {
	let root = place;
	while (root.parent) root = root.parent;
	return root.type === "Pod";
}

/** The Pod spec that a place is in. */
export const specOf = (place: Place): Place | undefined =>
	upTo(place, (type) => type === "PodSpec");

/** The container that a place is in. */
export const containerOf = (place: Place): Place | undefined =>
	upTo(
		place,
		(type, { key }) =>
			typeof key === "number" &&
			(type === "Container" || type === "EphemeralContainer"),
	);

function upTo(
	place: Place,
	is: (type: string | undefined, place: Place) => boolean,
): Place | undefined {
	for (let at: Place | undefined = place; at; at = at.parent)
		if (is(at.type, at)) return at;
	return undefined;
}

/** The list that a container stands in: `containers`, `initContainers` … */
export const listOf = (container: Place): string =>
	String(container.parent?.key ?? "");

/** Is it a native sidecar for this version? Nothing when that is not known. */
export function isSidecar(container: Place): boolean | undefined {
	if (listOf(container) !== "initContainers") return false;
	const policy = container.at("restartPolicy");
	if (!policy.isSet || !atLeast(container.version, "1.29")) return false;
	const value = policy.string;
	return value === undefined ? undefined : value === "Always";
}

/** Does the server look at the container's probes and hooks? Elsewhere it forbids them as a whole. */
export const hasProbesAndHooks = (container: Place): boolean =>
	listOf(container) === "containers" || isSidecar(container) === true;
