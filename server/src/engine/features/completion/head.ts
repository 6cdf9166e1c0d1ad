import { stringOf } from "../../kubernetes/values";
import { type Mapping, type Scalar, valueAt } from "../../yaml/tree";

/** What an object begins with is written before anybody can tell that it holds Pods. */

/** The kinds that hold Pods, by API group and version. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
	v1: ["Pod", "PodTemplate", "ReplicationController"],
	"apps/v1": ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
	"batch/v1": ["Job", "CronJob"],
};

/** What every object has, in the order in which it is written. */
const FIELDS = ["apiVersion", "kind", "metadata", "spec"];

/** The fields of an object that says only one of what it is and whose API it belongs to; none when it may be anything. */
export function headFields(object: Mapping): readonly string[] {
	if (object.holder || object.flow) return [];
	const group = stringOf(valueAt(object, "apiVersion"));
	const kind = stringOf(valueAt(object, "kind"));
	const isOurs = group === undefined ? groupOf(kind) : KINDS[group];
	return isOurs ? FIELDS : [];
}

/** The kinds of the object's API, or the API of its kind. */
export function headValues({ holder }: Scalar): readonly string[] {
	if (!holder || !("key" in holder) || holder.parent.holder) return [];
	const of = (key: string) => stringOf(valueAt(holder.parent, key));
	if (holder.key.text === "kind") return KINDS[of("apiVersion") ?? ""] ?? [];
	const group = groupOf(of("kind"));
	return holder.key.text === "apiVersion" && group !== undefined ? [group] : [];
}

const groupOf = (kind: string | undefined): string | undefined =>
	Object.keys(KINDS).find((group) =>
		KINDS[group]?.some((each) => each === kind),
	);
