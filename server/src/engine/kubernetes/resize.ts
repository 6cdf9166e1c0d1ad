import { valueAt } from "../yaml/tree";
import type { Container } from "./container";
import type { Pod } from "./pod";
import { isNativeSidecar } from "./restart-policy";
import { isNull } from "./values";
import { atLeast, type Version } from "./versions";

/**
 * Can CPU and memory of a running container be changed without a new Pod? Source: `ValidatePodResize` of
 * pkg/apis/core/validation/validation.go, with the gates that are on by default.
 */
export function canBeResized(container: Container, version: Version): boolean {
	if (container.list === "ephemeralContainers") return false;
	const isOrdinary =
		container.list === "initContainers" && !isNativeSidecar(container, version);
	return atLeast(version, isOrdinary ? "1.36" : "1.33");
}

/** Are resizes refused for all of a Pod because it says for itself what it needs? Before 1.34 nobody listens to that. */
export function refusesResize(pod: Pod, version: Version): boolean {
	const own = pod.entry("resources")?.value;
	return (
		["requests", "limits"].some((list) => !isNull(valueAt(own, list))) &&
		atLeast(version, "1.34") &&
		!atLeast(version, "1.36")
	);
}
