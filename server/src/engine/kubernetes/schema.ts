import { FIELDS } from "./fields.generated";

/** What a field of a Kubernetes object holds. */
export interface Field {
	readonly name: string;
	readonly holds:
		| "object"
		| "objects"
		| "scalar"
		| "scalars"
		| "map"
		| "anything";
	/** The type of the object, or of the list's objects. */
	readonly type: string | undefined;
}

/** What stands at the top of every object. */
const OBJECT = "apiVersion kind metadata:ObjectMeta status*";

/** The objects that hold Pods, and what wraps a spec inside them. */
const OBJECTS: Readonly<Record<string, string>> = {
	Pod: `${OBJECT} spec:PodSpec`,
	PodTemplate: `${OBJECT} template:PodTemplateSpec`,
	Deployment: `${OBJECT} spec:DeploymentSpec`,
	StatefulSet: `${OBJECT} spec:StatefulSetSpec`,
	DaemonSet: `${OBJECT} spec:DaemonSetSpec`,
	ReplicaSet: `${OBJECT} spec:ReplicaSetSpec`,
	ReplicationController: `${OBJECT} spec:ReplicationControllerSpec`,
	Job: `${OBJECT} spec:JobSpec`,
	CronJob: `${OBJECT} spec:CronJobSpec`,
	PodTemplateSpec: "metadata:ObjectMeta spec:PodSpec",
	JobTemplateSpec: "metadata:ObjectMeta spec:JobSpec",
};

const parsed = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a type by name; nothing for a type that is not known here. */
export function fieldsOf(type: string): ReadonlyMap<string, Field> | undefined {
	let fields = parsed.get(type);
	const source = OBJECTS[type] ?? FIELDS[type];
	if (!fields && source !== undefined) {
		fields = new Map(
			source.split(" ").map((field) => [nameOf(field), readField(field)]),
		);
		parsed.set(type, fields);
	}
	return fields;
}

const nameOf = (field: string): string => /^\w+/.exec(field)?.[0] ?? field;

function readField(field: string): Field {
	const [, holds = "", type] =
		/^\w+!?(?:(:|\[\]|\{\}|\*)(\w*))?/.exec(field) ?? [];
	return {
		name: nameOf(field),
		holds: HOLDS[type && holds === "[]" ? "[]:" : holds] ?? "scalar",
		type: type || undefined,
	};
}

const HOLDS: Readonly<Record<string, Field["holds"]>> = {
	":": "object",
	"[]:": "objects",
	"[]": "scalars",
	"{}": "map",
	"*": "anything",
};
