import type { Field } from "../kubernetes/schema";
import { atLeast } from "../kubernetes/versions";
import type { Place } from "./place";

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

/**
 * A field as Go's decoder tells of it: the struct that has it, and the way to it without positions in lists.
 * @param kind of the object
 */
export function goField(place: Place, kind: string): string {
	const way: string[] = [];
	let owner: string | undefined;
	for (let at = place; at.parent; at = at.parent) {
		if (at.isElement) continue;
		const type = at.parent.type ?? kind;
		owner ??= type;
		way.unshift(String(at.key));
		const [struct, except] =
			(atLeast(at.version, "1.35") && EMBEDDED[type]) || [];
		if (struct && !except?.includes(String(at.key))) way.unshift(struct);
	}
	return [owner ?? kind, ...way].join(".");
}
