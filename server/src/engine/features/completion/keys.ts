import { type TopicId, topic } from "../../knowledge/topic";
import { type Field, fateOf, fieldsOf } from "../../kubernetes/schema";
import type { Version } from "../../kubernetes/versions";
import type { Language } from "../../text/language";
import { blockStyleOf } from "../../yaml/style";
import type { Entry, Mapping } from "../../yaml/tree";
import type { Offer } from "./completion";
import type { Expected } from "./context";
import { headFields } from "./head";
import type { Spot } from "./spot";

/** Where the cursor goes: a character that no manifest has. */
export const CURSOR = "\uE000";

/** The fields that may stand where a key is written. */
export function keysFor(
	spot: Spot,
	{ key, hasColon }: { readonly key: Entry; readonly hasColon: boolean },
	here: Expected,
	version: Version,
	language: Language,
): readonly Offer[] {
	const { parent } = key;
	const written = keysBeside(key);
	if (here.field?.holds === "map" && !here.isElement)
		return plainKeys(MAP_KEYS[here.field.name] ?? [], key, hasColon);
	const isMissingDash = startsItem(here, parent, key);
	const type = isMissingDash ? here.field?.type : here.type;
	const fields = type === undefined ? undefined : fieldsOf(type);
	if (!fields || type === undefined) return [];
	const style = blockStyleOf(spot.document, parent);
	return [...fields.values()]
		.filter(
			(field) =>
				!written.has(field.name) &&
				field.name !== "status" &&
				fateOf(field, version) === "honoured",
		)
		.sort((a, b) => Number(b.required) - Number(a.required))
		.map((field) => ({
			label: field.name,
			kind: "field",
			detail: typeText(field, language),
			documentation: aboutField(type, field.name, language),
			insert:
				(isMissingDash ? "- " : "") +
				(hasColon || spot.isQuoted
					? field.name
					: keyText(
							field,
							spot.column + (isMissingDash ? 2 : 0),
							parent.flow,
							style,
						)),
		}));
}

/** The fields of an object that does not say yet what it is. */
export const headKeysFor = (
	{ isQuoted }: Spot,
	{ key, hasColon }: { readonly key: Entry; readonly hasColon: boolean },
): readonly Offer[] =>
	plainKeys(headFields(key.parent), key, hasColon || isQuoted);

const keysBeside = (key: Entry): ReadonlySet<string> =>
	new Set(
		key.parent.entries.flatMap((entry) =>
			entry === key ? [] : entry.key.text,
		),
	);

function plainKeys(
	names: readonly string[],
	key: Entry,
	isBare: boolean,
): readonly Offer[] {
	const written = keysBeside(key);
	return names
		.filter((name) => !written.has(name))
		.map((name) => ({
			label: name,
			kind: "field",
			detail: undefined,
			documentation: undefined,
			insert: isBare ? name : `${name}: ${CURSOR}`,
		}));
}

/** Below the key of a list of objects, a first key without its dash. */
const startsItem = (
	{ field, isElement }: Expected,
	parent: Mapping,
	key: Entry,
): boolean =>
	field?.holds === "objects" &&
	!isElement &&
	!parent.flow &&
	parent.entries.length === 1 &&
	parent.entries[0] === key;

/** Free keys that everybody writes. */
const MAP_KEYS: Readonly<Record<string, readonly string[]>> = {
	requests: ["cpu", "memory", "ephemeral-storage"],
	limits: ["cpu", "memory", "ephemeral-storage"],
	nodeSelector: ["kubernetes.io/os", "kubernetes.io/arch"],
	annotations: ["kubectl.kubernetes.io/default-container"],
	matchLabels: ["app", "app.kubernetes.io/name"],
	labels: ["app", "app.kubernetes.io/name"],
};

/** A key with what opens its value, in the style of the neighbours. */
function keyText(
	{ name, holds, type, keys }: Field,
	column: number,
	isFlow: boolean,
	{ step, dash }: { readonly step: number; readonly dash: number },
): string {
	if (isFlow)
		return holds === "scalar" || holds === "anything"
			? `${name}: ${CURSOR}`
			: holds === "object" || holds === "map"
				? `${name}: { ${CURSOR} }`
				: `${name}: [${CURSOR}]`;
	const below = (columns: number): string =>
		`\n${" ".repeat(column + columns)}`;
	switch (holds) {
		case "object":
		case "map":
			return `${name}:${below(step)}${CURSOR}`;
		case "objects": {
			const [first] = [...requiredOf(type), ...keys];
			const opening = first === undefined ? "" : `${first}: `;
			return `${name}:${below(dash)}- ${opening}${CURSOR}`;
		}
		case "scalars":
			return `${name}:${below(dash)}- ${CURSOR}`;
		default:
			return `${name}: ${CURSOR}`;
	}
}

const requiredOf = (type: string | undefined): readonly string[] =>
	[...((type === undefined ? undefined : fieldsOf(type))?.values() ?? [])]
		.filter(({ required, holds }) => required && holds === "scalar")
		.map(({ name }) => name);

const REQUIRED: Readonly<Record<Language, string>> = {
	en: "required",
	ja: "必須",
};

/** A field's type in the notation of the API reference, and whether it must be there. */
function typeText(field: Field, language: Language): string {
	const { holds, type, scalar } = field;
	const of = type ?? scalar;
	const shown =
		holds === "objects" || holds === "scalars"
			? `${of}[]`
			: holds === "map"
				? `map[string]${of}`
				: holds === "anything"
					? "object"
					: of;
	return field.required ? `${shown} · ${REQUIRED[language]}` : shown;
}

const TOPICS: Readonly<Record<string, TopicId>> = {
	"PodSpec.containers": "field-containers",
	"PodSpec.initContainers": "field-init-containers",
	"PodSpec.ephemeralContainers": "field-ephemeral-containers",
	"PodSpec.restartPolicy": "field-pod-restart-policy",
	"Container.restartPolicy": "restart-policy-always-init",
};

function aboutField(
	type: string,
	name: string,
	language: Language,
): string | undefined {
	const id = TOPICS[`${type}.${name}`];
	return id === undefined ? undefined : aboutTopic(id, language);
}

/** The title and the first paragraph of a topic. */
export function aboutTopic(id: TopicId, language: Language): string {
	const { title, lead } = topic(id, language);
	return `**${title}**\n\n${lead}`;
}
