import { commonEnds } from "../text/edit";
import { memoize, memoizeText, once } from "../text/memo";
import {
	FREE_KEYS,
	type Grammar,
	type Holds,
	SCALARS,
} from "../yaml/repair/grammar";
import { GUESSED_FIELDS, isOpenTo, typeOfCustomKind } from "./custom-kinds";
import {
	companionSchema,
	customSchema,
	type Field,
	podSchema,
	Schema,
} from "./schema";

const describe = memoize(
	(field: Field): Holds => ({
		list: field.holds === "objects" || field.holds === "scalars",
		scalar: field.holds === "scalar" || field.holds === "anything",
		type:
			field.holds === "map"
				? FREE_KEYS
				: field.holds === "scalars"
					? SCALARS
					: field.type,
	}),
);

/** Keys that mean nearly the same wherever they stand, for objects of kinds that are not known here. */
const guessed = new Schema([
	GUESSED_FIELDS,
	{
		Anything:
			"containers[]GuessedContainer initContainers[]GuessedContainer volumes[]GuessedVolume metadata:ObjectMeta",
	},
]);
const guesses = guessed.fieldsOf("Anything");

/** Which Kubernetes fields may stand where: what guides the repair of broken indentation. */
function grammarOf(
	schema: Schema,
	typeOf: (kind: string) => string | undefined = (kind) => kind,
): Grammar {
	// Asked at each line, and mostly of what has no fields: labels, lists of texts.
	const known = new Map<string, ReadonlyMap<string, Field> | undefined>();
	const fieldsOf = (type: string): ReadonlyMap<string, Field> | undefined => {
		const fields = known.get(type);
		if (fields || known.has(type)) return fields;
		const found = schema.fieldsOf(type) ?? guessed.fieldsOf(type);
		if (known.size >= MOST_TYPES) known.clear();
		known.set(type, found);
		return found;
	};
	/** The names of the fields that hold free keys in every type that has them, of those that list objects, or texts. */
	const mapNames = once(() => schema.namesThatOnlyHold("map"));
	const listNames = once(() => schema.namesThatOnlyHold("objects"));
	const textListNames = once(() => schema.namesThatOnlyHold("scalars"));
	const lowerCaseNames = once(
		() => new Set([...schema.fieldNames].map((name) => name.toLowerCase())),
	);
	const lowerCaseFields = memoizeText((type): readonly string[] =>
		[...(fieldsOf(type)?.keys() ?? [])].map((name) => name.toLowerCase()),
	);
	const near = new Map<string, boolean>();
	const isNear = (type: string, key: string): boolean => {
		const both = `${type} ${key}`;
		let known = near.get(both);
		if (known === undefined) {
			const lower = key.toLowerCase();
			known = lowerCaseFields(type).some((name) => isSlip(name, lower));
			if (near.size >= MOST_NEAR) near.clear();
			near.set(both, known);
		}
		return known;
	};
	return {
		knows: (type) => fieldsOf(type) !== undefined,
		field(type, key) {
			const field = fieldsOf(type)?.get(key);
			return field && describe(field);
		},
		isField: (key) => schema.fieldNames.has(key),
		isMap: (key) => mapNames().has(key),
		isList: (key) => listNames().has(key),
		isTextList: (key) => textListNames().has(key),
		isNearField: (key) => lowerCaseNames().has(key.toLowerCase()),
		isNearText: (key) =>
			AROUND_TEXTS.some(
				(type) => fieldsOf(type)?.has(key) || isNear(type, key),
			),
		required: (type) => REQUIRED[type] ?? [],
		holders: (type, objects, inList) =>
			[...(fieldsOf(type)?.values() ?? [])].filter((field) =>
				holdsAll(field, schema, objects, inList),
			),
		isNear,
		typeOfKind(kind) {
			const type = typeOf(kind) ?? kind;
			return fieldsOf(type)?.has("apiVersion") ? type : undefined;
		},
		isOpenTo,
		guess(key) {
			const field = guesses?.get(key);
			return field && describe(field);
		},
		typeOfSnippet(key, inList, keys = new Set([key])) {
			if (!inList) return fieldsOf("PodSpec")?.has(key) ? "PodSpec" : undefined;
			// The first of the types that know most of the keys.
			let best: string | undefined;
			let most = 0;
			for (const type of ITEMS) {
				const fields = fieldsOf(type);
				if (!fields?.has(key)) continue;
				const known = [...keys].filter((each) => fields.has(each)).length;
				if (known > most) [best, most] = [type, known];
			}
			return best;
		},
	};
}

/** Of Pods, and of what holds them. */
export const kubernetesGrammar: Grammar = grammarOf(podSchema);

/** Of the kinds that stand beside Pods. */
export const companionGrammar: Grammar = grammarOf(companionSchema);

/** Of the kinds of others that hold Pods. */
export const customGrammar: Grammar = grammarOf(customSchema, typeOfCustomKind);

/** Keys are asked for again and again; those of other people's objects may be many. */
const MOST_NEAR = 10_000;

/** More than there are, so that some are for what other people's objects say of themselves. */
const MOST_TYPES = 2_000;

/** Nobody writes these: they are added to a Pod that runs. */
const NEVER_WRITTEN = "ephemeralContainers";

function holdsAll(
	{ name, holds, type, known, dropped }: Field,
	schema: Schema,
	objects: readonly (readonly string[])[],
	inList: boolean,
): boolean {
	const fields = type === undefined ? undefined : schema.fieldsOf(type);
	if (!fields || holds !== (inList ? "objects" : "object")) return false;
	const isOld = known.until !== undefined || dropped?.until !== undefined;
	if (isOld || name === NEVER_WRITTEN) return false;
	return objects.every((keys) => keys.every((key) => fields.has(key)));
}

/** What holds a text of several lines, which is a command's, a variable's or an annotation's, and what holds that in turn. */
const AROUND_TEXTS = [
	"ExecAction",
	"LifecycleHandler",
	"Lifecycle",
	"Probe",
	"EnvVar",
	"Container",
	"PodSpec",
	"ObjectMeta",
	"PodTemplateSpec",
	"Pod",
	"DeploymentSpec",
	"JobSpec",
];

/** Of what people copy lists: the likeliest first. */
const ITEMS = ["Container", "VolumeMount", "Volume", "EnvVar", "ContainerPort"];

/** Fields without which an object of the type makes no sense; enough to tell readings apart. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	Container: ["name"],
	GuessedContainer: ["name"],
	VolumeMount: ["name", "mountPath"],
	Volume: ["name"],
	EnvVar: ["name"],
	ContainerPort: ["containerPort"],
};

/** Letters with which a name that is not written to its end is still told. */
const BEGINNING = 8;

/** Is one word the other with one letter changed, missing, doubled or swapped, or its beginning? */
function isSlip(a: string, b: string): boolean {
	if (b.length >= BEGINNING && a.startsWith(b)) return true;
	if (Math.abs(a.length - b.length) > 1) return false;
	if (a === b) return true;
	if (a.length < 4) return false;
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
