import type { Container } from "./container";
import { atLeast, type Version } from "./versions";

/**
 * What an API server of a version does with `restartPolicy` on a container (default feature gates). Source:
 * `validateInitContainerRestartPolicy`, `validateContainerRestartPolicy` in pkg/apis/core/validation, and
 * `dropDisabledFields` in pkg/api/pod of Kubernetes 1.27–1.37.
 */
export type RestartPolicyFate =
	/** strict decoding refuses the field */
	| "unknown"
	/** silently removed before validation: as if it were not there */
	| "dropped"
	| "unsupported-value"
	| "forbidden"
	| "honoured";

const VALUES = ["Always", "Never", "OnFailure"];

export function restartPolicyFate(
	container: Container,
	value: string,
	version: Version,
): RestartPolicyFate {
	if (!atLeast(version, "1.28")) return "unknown";
	const isOneOf = VALUES.includes(value);
	if (container.list === "ephemeralContainers")
		return version === "1.34" ? "dropped" : "forbidden";
	if (atLeast(version, "1.35"))
		return isOneOf ? "honoured" : "unsupported-value";
	if (container.list === "containers")
		return version === "1.34" ? "dropped" : "forbidden";
	if (version === "1.28") return "dropped";
	if (value === "Always") return "honoured";
	return version === "1.34" ? "dropped" : "unsupported-value";
}

/** Does Kubernetes of this version run the container as a native sidecar (restartable init container)? */
export function isNativeSidecar(
	container: Container,
	version: Version,
): boolean {
	return (
		container.list === "initContainers" &&
		container.restartPolicyText === "Always" &&
		restartPolicyFate(container, "Always", version) === "honoured"
	);
}

/** Does a container still run when a later one of the Pod starts? An ordinary init container has ended by then. */
export const runsBesideLater = (
	container: Container,
	version: Version,
): boolean =>
	container.list !== "initContainers" || isNativeSidecar(container, version);

/** Is the text a known value in other letters, such as `always`? Then this is the value. */
export function restartPolicyValue(text: string): string | undefined {
	return VALUES.find(
		(value) =>
			value.toLowerCase() ===
			text.trim().toLowerCase().replaceAll(/[-_ ]/g, ""),
	);
}
