import { FIELDS } from "./fields.generated";
import { atLeast, type Version } from "./versions";

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
	readonly required: boolean;
	/** First version that has it; nothing when all known versions have it. */
	readonly since: Version | undefined;
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
	const [, required, holds = "", type, since] =
		/^\w+(!?)(?:(:|\[\]|\{\}|\*)(\w*))?(?:@(\d+))?/.exec(field) ?? [];
	return {
		name: nameOf(field),
		holds: HOLDS[type && holds === "[]" ? "[]:" : holds] ?? "scalar",
		type: type || undefined,
		required: required === "!",
		since: since === undefined ? undefined : (`1.${since}` as Version),
	};
}

const HOLDS: Readonly<Record<string, Field["holds"]>> = {
	":": "object",
	"[]:": "objects",
	"[]": "scalars",
	"{}": "map",
	"*": "anything",
};

/** Does this version's API know the field at all? */
export function isKnownField(field: Field, version: Version): boolean {
	return field.since === undefined || atLeast(version, field.since);
}
