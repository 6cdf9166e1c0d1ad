import { commonEnds } from "../text/edit";
import { FREE_KEYS, type Grammar } from "../yaml/placement";
import { type Field, fieldsOf } from "./schema";

const describe = (field: Field) => ({
	list: field.holds === "objects" || field.holds === "scalars",
	scalar: field.holds === "scalar" || field.holds === "anything",
	type: field.holds === "map" ? FREE_KEYS : field.type,
});

/** Keys that mean the same wherever they stand, for objects of kinds that are not known here. */
const ANYWHERE: Readonly<
	Record<string, readonly [type: string, field: string]>
> = {
	containers: ["PodSpec", "containers"],
	initContainers: ["PodSpec", "initContainers"],
	volumes: ["PodSpec", "volumes"],
	metadata: ["Pod", "metadata"],
};

/** Which Kubernetes fields may stand where: what guides the repair of broken indentation. */
export const kubernetesGrammar: Grammar = {
	knows: (type) => fieldsOf(type) !== undefined,
	field(type, key) {
		const field = fieldsOf(type)?.get(key);
		return field && describe(field);
	},
	required: (type) => REQUIRED[type] ?? [],
	isNear: (type, key) =>
		[...(fieldsOf(type)?.keys() ?? [])].some((name) => isSlip(name, key)),
	typeOfKind: (kind) => (fieldsOf(kind)?.has("apiVersion") ? kind : undefined),
	guess(key) {
		const known = ANYWHERE[key];
		const field = known && fieldsOf(known[0])?.get(known[1]);
		return field && describe(field);
	},
	typeOfSnippet(key, inList) {
		const type = inList ? "Container" : "PodSpec";
		return fieldsOf(type)?.has(key) ? type : undefined;
	},
};

/** Fields without which an object of the type makes no sense; enough to tell readings apart. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	Container: ["name"],
	VolumeMount: ["name", "mountPath"],
	Volume: ["name"],
	EnvVar: ["name"],
	ContainerPort: ["containerPort"],
};

/** Is one word the other with one letter changed, missing, doubled or swapped, or in another case? */
function isSlip(name: string, key: string): boolean {
	const a = name.toLowerCase();
	const b = key.toLowerCase();
	if (a === b) return true;
	if (Math.abs(a.length - b.length) > 1 || a.length < 4) return false;
	const { head, tail } = commonEnds(a, b);
	const restA = a.length - head - tail;
	const restB = b.length - head - tail;
	const isSwap =
		restA === 2 &&
		restB === 2 &&
		a[head] === b[head + 1] &&
		a[head + 1] === b[head];
	return (restA <= 1 && restB <= 1) || isSwap;
}
