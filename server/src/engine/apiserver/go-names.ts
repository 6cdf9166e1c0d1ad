import type { Field } from "../kubernetes/schema";
import { atLeast, type Version } from "../kubernetes/versions";

/** Go's names for types and ways, as the messages of its JSON decoder have them. */

/** How Go calls what a list or map of scalars, or a list of objects, holds. */
export function typeName({ type, go, scalar }: Field): string {
	if (type !== undefined) return `v1.${type}`;
	return qualified(go, scalar);
}

/** An IntOrString decodes what begins like no string as a number. */
export const scalarType = ({ go, scalar }: Field): string =>
	scalar === "int-or-string" ? "int32" : qualified(go, scalar);

const qualified = (go: string, scalar: Field["scalar"]): string =>
	/^(?:string|bool|u?int\d*)$/.test(go) || go.includes(".")
		? go
		: scalar === "time"
			? "v1.Time"
			: `v1.${go}`;

/** Go structs that lie in others without a key; versions from 1.35 show them on the way to a field. */
const EMBEDDED: Readonly<
	Record<string, readonly [struct: string, except: readonly string[]]>
> = {
	Volume: ["VolumeSource", ["name"]],
	EphemeralContainer: ["EphemeralContainerCommon", ["targetContainerName"]],
	Probe: [
		"ProbeHandler",
		[
			"initialDelaySeconds",
			"timeoutSeconds",
			"periodSeconds",
			"successThreshold",
			"failureThreshold",
			"terminationGracePeriodSeconds",
		],
	],
	ConfigMapKeySelector: ["LocalObjectReference", ["key", "optional"]],
	SecretKeySelector: ["LocalObjectReference", ["key", "optional"]],
	ConfigMapEnvSource: ["LocalObjectReference", ["optional"]],
	SecretEnvSource: ["LocalObjectReference", ["optional"]],
	ConfigMapProjection: ["LocalObjectReference", ["items", "optional"]],
	SecretProjection: ["LocalObjectReference", ["items", "optional"]],
	ConfigMapVolumeSource: [
		"LocalObjectReference",
		["items", "defaultMode", "optional"],
	],
};

/** The way to a field as Go's decoder tells it: without positions in lists. */
export function goPath(
	path: string,
	type: string,
	name: string,
	version: Version,
): string {
	const embedded = atLeast(version, "1.35") ? EMBEDDED[type] : undefined;
	const between = embedded && !embedded[1].includes(name) ? [embedded[0]] : [];
	return [...(path === "" ? [] : [path]), ...between, name].join(".");
}
