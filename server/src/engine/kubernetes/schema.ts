import { COMPANION_FIELDS } from "./companions.generated";
import { CUSTOM_FIELDS } from "./custom-kinds";
import { ENUMS, FIELDS } from "./fields.generated";
import { atLeast, type Version } from "./versions";

/** The JSON type of a scalar, as Kubernetes' schema names it. */
export type ScalarType =
	| "string"
	| "integer"
	| "boolean"
	| "quantity"
	| "int-or-string"
	| "time";

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
	/** The JSON type of the scalar, or of the list's or map's scalars. */
	readonly scalar: ScalarType;
	/** The name of Go's type of the scalar, as the server's messages say it: `string`, `int32`, `PullPolicy`. */
	readonly go: string;
	/** The values of its enumeration, as of the newest version; a default cluster may know fewer. */
	readonly values: readonly string[] | undefined;
	/** The fields that tell the items of a list apart. */
	readonly keys: readonly string[];
	/** Does Kubernetes' schema demand it? */
	readonly required: boolean;
	readonly known: Span;
	/** Versions in which a default cluster silently drops it. */
	readonly dropped: Span | undefined;
}

/** Minor versions, both ends included; an end that is missing is open. */
interface Span {
	readonly from: Version | undefined;
	readonly until: Version | undefined;
}

/** What a cluster of a version does with a field. */
export type Fate = "unknown" | "dropped" | "honoured";

/** What stands at the top of every object. */
const OBJECT = "apiVersion kind metadata:ObjectMeta";

/** The objects that hold Pods, and what wraps a spec inside them. */
const OBJECTS: Readonly<Record<string, string>> = {
	Pod: `${OBJECT} spec:PodSpec status*`,
	PodTemplate: `${OBJECT} template:PodTemplateSpec`,
	Deployment: `${OBJECT} spec:DeploymentSpec status*`,
	StatefulSet: `${OBJECT} spec:StatefulSetSpec status*`,
	DaemonSet: `${OBJECT} spec:DaemonSetSpec status*`,
	ReplicaSet: `${OBJECT} spec:ReplicaSetSpec status*`,
	ReplicationController: `${OBJECT} spec:ReplicationControllerSpec status*`,
	Job: `${OBJECT} spec:JobSpec status*`,
	CronJob: `${OBJECT} spec:CronJobSpec status*`,
	PodTemplateSpec: "metadata:ObjectMeta spec:PodSpec",
	JobTemplateSpec: "metadata:ObjectMeta spec:JobSpec",
	/** Of a kind of which nothing else is known. */
	CustomResource: `${OBJECT} spec* status*`,
};

/** What fields the types of some objects have. */
export class Schema {
	readonly #parsed = new Map<string, ReadonlyMap<string, Field>>();
	#names: ReadonlySet<string> | undefined;

	/** @param tables each the fields of types, one word each */
	constructor(readonly tables: readonly Readonly<Record<string, string>>[]) {}

	/** The fields of a type by name; nothing for a type that is not known here. */
	fieldsOf(type: string): ReadonlyMap<string, Field> | undefined {
		const known = this.#parsed.get(type);
		if (known) return known;
		const source = this.tables.find((table) => Object.hasOwn(table, type))?.[
			type
		];
		if (source === undefined) return undefined;
		const fields = new Map(
			source
				.split(" ")
				.map(readField)
				.map((field) => [field.name, field]),
		);
		this.#parsed.set(type, fields);
		return fields;
	}

	/** The names of all fields of all types. */
	get fieldNames(): ReadonlySet<string> {
		this.#names ??= new Set(this.#allFields().map(({ name }) => name));
		return this.#names;
	}

	/** The names of the fields that hold the same in every type that has them. */
	namesThatOnlyHold(holds: Field["holds"]): ReadonlySet<string> {
		const fields = this.#allFields();
		const others = new Set(
			fields.flatMap((field) => (field.holds === holds ? [] : [field.name])),
		);
		return new Set(
			fields.flatMap(({ name }) => (others.has(name) ? [] : [name])),
		);
	}

	#allFields(): readonly Field[] {
		return this.tables.flatMap((table) =>
			Object.keys(table).flatMap((type) => [
				...(this.fieldsOf(type)?.values() ?? []),
			]),
		);
	}
}

/** Pods, and what holds them. */
export const podSchema = new Schema([OBJECTS, FIELDS]);

/** Pods, and what stands beside them. */
export const companionSchema = new Schema([OBJECTS, FIELDS, COMPANION_FIELDS]);

/** Pods, and the kinds of others that hold them. */
export const customSchema = new Schema([CUSTOM_FIELDS, OBJECTS, FIELDS]);

/** The fields of a type by name; nothing for a type that is not known here. */
export const fieldsOf = (
	type: string,
): ReadonlyMap<string, Field> | undefined =>
	companionSchema.fieldsOf(type) ?? customSchema.fieldsOf(type);

/** What a default cluster of the version does with a field, whatever it holds. */
export function fateOf({ known, dropped }: Field, version: Version): Fate {
	if (!isWithin(known, version)) return "unknown";
	return dropped && isWithin(dropped, version) ? "dropped" : "honoured";
}

const isWithin = ({ from, until }: Span, version: Version): boolean =>
	(from === undefined || atLeast(version, from)) &&
	(until === undefined || atLeast(until, version));

/** name, required, what it holds, keys, versions that know it, versions that drop it. */
const FIELD =
	/^(\w+)(!?)(:\w+|\*|\[\]\w+|(?:\[\]|\{\})?[#?%|~]?(?:=[\w.[\]]+)?)(?:\((.*?)\))?(?:@(\d+))?(?:-(\d+))?(?:\/(\d+)-(\d+))?$/;

function readField(source: string): Field {
	const [, name = source, required, holds = "", keys, since, until, from, to] =
		FIELD.exec(source) ?? [];
	const [, collection = "", mark = "", go, type] =
		/^(:|\*|\[\]|\{\})?([#?%|~])?(?:=(.*))?(\w*)$/.exec(holds) ?? [];
	const [scalar, usual] = SCALARS[mark] ?? SCALARS[""];
	return {
		name,
		holds:
			type && collection === "[]" ? "objects" : (HOLDS[collection] ?? "scalar"),
		type: type || undefined,
		scalar,
		go: go ?? usual,
		values: go === undefined ? undefined : ENUMS[go],
		keys: keys?.split(",") ?? [],
		required: required === "!",
		known: { from: versionOf(since), until: versionOf(until) },
		dropped:
			from === undefined
				? undefined
				: { from: versionOf(from), until: versionOf(to) },
	};
}

const versionOf = (minor: string | undefined): Version | undefined =>
	minor === undefined ? undefined : (`1.${minor}` as Version);

const HOLDS: Readonly<Record<string, Field["holds"]>> = {
	":": "object",
	"[]": "scalars",
	"{}": "map",
	"*": "anything",
};

const SCALARS: Readonly<
	Record<string, readonly [ScalarType, go: string]> & {
		"": readonly [ScalarType, string];
	}
> = {
	"": ["string", "string"],
	"#": ["integer", "int32"],
	"?": ["boolean", "bool"],
	"%": ["quantity", "resource.Quantity"],
	"|": ["int-or-string", "intstr.IntOrString"],
	"~": ["time", "Time"],
};
