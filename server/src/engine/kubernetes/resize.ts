import type { Container } from "./container";
import { isNativeSidecar } from "./restart-policy";
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
