import type { ServerError } from "../apiserver/answer";
import { canHold } from "../apiserver/inventions";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { type Json, jsonOf } from "../kubernetes/json";
import { type Field, fieldsOf } from "../kubernetes/schema";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { mergeItems, type Named, nameItems } from "../yaml/reshape";
import type { Entry, Mapping, Scalar, Sequence } from "../yaml/tree";

/** Mends of lists that are written as mappings, and of mappings that are written as lists. */

const nameEach = text({
	en: (field: string) =>
		`Make each entry of \`${field}\` an item with its key as \`name\``,
	ja: (field) =>
		`\`${field}\` の各エントリーを、キーを \`name\` とする項目にする`,
});
const merge = text({
	en: (field: string) => `Make \`${field}\` one mapping`,
	ja: (field) => `\`${field}\` を1つのマッピングにする`,
});

/** Entries whose keys are what the items of the list have as names: `env: { PORT: "8080" }`. */
export function nameThem(
	{ place: { field, holder, key, node } }: ServerError,
	document: Document,
): Change | undefined {
	if (
		node?.kind !== "mapping" ||
		node !== holder?.value ||
		node.anchor !== undefined ||
		node.entries.length === 0 ||
		field?.holds !== "objects" ||
		field.type === undefined ||
		typeof key === "number"
	)
		return undefined;
	const { type } = field;
	const named = node.entries.map((entry) => namedIn(type, entry));
	if (!named.every((each) => each !== undefined)) return undefined;
	return {
		title: nameEach(field.name),
		safety: "review",
		preferred: true,
		edit: () => nameItems(document, node, named),
	};
}

const nameOne = text({
	en: (name: string) => `Write \`name: ${name}\` and its \`value\``,
	ja: (name) => `\`name: ${name}\` と \`value\` に書き分ける`,
});
/** A variable's name as most are, and no word that is none: `- HOST: db`. */
const VARIABLE = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_]\w*$/i;

/** The only entry of an item of `env`, whose key is the variable's name: `- HOST: db`. */
export function nameVariable(
	{ place: { holder, parent } }: ServerError,
	{ lines }: Document,
): Change | undefined {
	if (!holder || !("key" in holder) || parent?.type !== "EnvVar")
		return undefined;
	const { key, value, parent: item } = holder;
	const isOnly = parent.mapping === item && item.entries.length === 1;
	if (!isOnly || item.anchor !== undefined || !VARIABLE.test(key.text))
		return undefined;
	if (value?.kind !== "scalar" || value.anchor !== undefined) return undefined;
	const isPlain = value.style === "plain" && !value.templated;
	const written = isPlain ? stringIn(value).value : undefined;
	const between = item.flow
		? ", "
		: `${lines.eol}${" ".repeat(lines.column(key.start))}`;
	return {
		title: nameOne(key.text),
		safety: "review",
		preferred: true,
		edit: () => [
			{ start: key.start, end: key.start, text: "name: " },
			{ start: key.end, end: key.end, text: `${between}value` },
			...(written === undefined
				? []
				: [{ start: value.start, end: value.end, text: `"${written}"` }]),
		],
	};
}

/** What becomes of a value: it stays, or this is written. */
type Meaning = Pick<Named, "value">;

/** The field that a single value beside a name is, and how it is read there. */
interface Main {
	readonly under: string;
	readonly read: (value: Scalar, name: string) => Meaning | undefined;
}

const MAIN: Readonly<Record<string, Main>> = {
	EnvVar: { under: "value", read: stringIn },
	ContainerPort: {
		under: "containerPort",
		read: (value, name) => (/[a-z]/.test(name) ? portIn(value) : undefined),
	},
	VolumeMount: {
		under: "mountPath",
		read: (value, name) =>
			value.text.startsWith("/") && !name.startsWith("/")
				? stringIn(value)
				: undefined,
	},
};

/** The field that a mapping beside a name is, where it has that one's fields and not the item's. */
const INNER: Readonly<Record<string, { under: string; type: string }>> = {
	EnvVar: { under: "valueFrom", type: "EnvVarSource" },
};

function namedIn(type: string, entry: Entry): Named | undefined {
	const { key, value } = entry;
	const fields = fieldsOf(type);
	if (!fields?.has("name") || fields.has(key.text) || !isName(key.text))
		return undefined;
	if (value?.kind === "mapping") {
		if (value.anchor !== undefined || value.entries.length === 0)
			return undefined;
		if (
			isOf(type, value) &&
			!value.entries.some(({ key }) => key.text === "name")
		)
			return { entry };
		const inner = INNER[type];
		return inner && isOf(inner.type, value)
			? { entry, under: inner.under }
			: undefined;
	}
	const main = MAIN[type];
	if (
		!main ||
		(value && value.kind !== "scalar") ||
		value?.anchor !== undefined
	)
		return undefined;
	const meaning = value
		? main.read(value, key.text)
		: type === "EnvVar"
			? { value: "" }
			: undefined;
	return meaning && { entry, under: main.under, ...meaning };
}

const isName = (key: string): boolean =>
	key !== "" && key !== "<<" && !key.includes("{{");

/** Has a mapping nothing but fields of a type? */
const isOf = (type: string, { entries }: Mapping): boolean =>
	entries.every(({ key }) => fieldsOf(type)?.has(key.text));

/** A string stays, a number or boolean gets quotes; null is an empty string. */
function stringIn(value: Scalar): Meaning {
	const json = jsonOf(value);
	if (json?.type === "null") return { value: "" };
	return !json || json.type === "string" ? {} : { value: value.text };
}

function portIn(value: Scalar): Meaning | undefined {
	const json = jsonOf(value);
	return json && PORT.test(json.text)
		? { value: Number(json.text) }
		: undefined;
}

const PORT = /^[1-9]\d{0,4}$/;

/** A mapping whose entries stand in a list: `- app: web`. */
export function mergeThem(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const list = listInstead(place, "map");
	if (!list || list.node.items.length === 0) return undefined;
	const { field, entries } = list;
	const written = new Map<Entry, string>();
	for (const entry of entries) {
		const { key, value } = entry;
		if (!isName(key.text) || value?.anchor !== undefined) return undefined;
		if (!value) continue;
		if (value.kind !== "scalar") return undefined;
		const { type } = jsonOf(value) ?? {};
		if (field.scalar === "string" && (type === "number" || type === "bool"))
			written.set(entry, value.text);
	}
	return merging(list, document, written);
}

/** An object's fields behind a dash, or several: `livenessProbe:` and `- httpGet:`. */
export function undashIt(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const list = listInstead(place, "object");
	if (!list || list.entries.length === 0) return undefined;
	const fields = fieldsOf(list.field.type ?? "");
	const fits = list.entries.every(({ key, value }) => {
		const own = fields?.get(key.text);
		return own && (value?.kind === "alias" || canHold(own, value));
	});
	return fits ? merging(list, document, new Map()) : undefined;
}

/** A list in the place of one mapping, and what stands in the mappings that are its items. */
interface ListInstead {
	readonly field: Field;
	readonly node: Sequence;
	readonly entries: readonly Entry[];
}

/** @returns nothing where two of the entries have the same key */
function listInstead(
	{ field, holder, isElement, node }: Place,
	holds: "map" | "object",
): ListInstead | undefined {
	if (
		node?.kind !== "sequence" ||
		node !== holder?.value ||
		node.anchor !== undefined ||
		field?.holds !== holds ||
		isElement
	)
		return undefined;
	const mappings = node.items.map(({ value }) => value);
	if (!mappings.every((each) => each?.kind === "mapping")) return undefined;
	const entries = mappings.flatMap((each) => each.entries);
	const keys = new Set(entries.map(({ key }) => key.text));
	return keys.size < entries.length ? undefined : { field, node, entries };
}

const merging = (
	{ field, node }: ListInstead,
	document: Document,
	written: ReadonlyMap<Entry, string>,
): Change => ({
	title: merge(field.name),
	safety: "review",
	preferred: true,
	edit: () => mergeItems(document, node, written),
});

/** The object that one value in a list of objects says: the name of a Secret, a port, a variable as Docker Compose writes it. */
export function itemMeant(
	type: string | undefined,
	{ text: written, type: is }: Json,
): Readonly<Record<string, string | number>> | undefined {
	if (type === "LocalObjectReference") return { name: written };
	if (type === "ContainerPort")
		return PORT.test(written) ? { containerPort: Number(written) } : undefined;
	const [, name, value = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(written) ?? [];
	return type === "EnvVar" && is === "string" && name !== undefined
		? { name, value }
		: undefined;
}
