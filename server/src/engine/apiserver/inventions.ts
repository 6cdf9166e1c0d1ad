import { nearest } from "../kubernetes/nearest";
import { type Field, fateOf, fieldsOf } from "../kubernetes/schema";
import { type Message, text } from "../text/language";
import {
	type Alias,
	entryOf,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
} from "../yaml/tree";
import { meantBy } from "./meant";
import type { Place } from "./place";

/** What a key that Kubernetes does not know was meant to be. */
export interface Invention {
	readonly message: Message;
	/** The key to write instead, where it can hold what is written. */
	readonly near: string | undefined;
	/** Is it a slip of the pen, and not another word? */
	readonly isSlip: boolean;
	/** Does an object around have a field of this name? */
	readonly isOutside: boolean;
}

/** Explains a key that the type of its parent does not have. */
export function inventionOf(place: Place, parent: Place): Invention {
	const key = String(place.key);
	const { type = "" } = parent;
	const fields = fieldsOf(type);
	const later = fields?.get(key);
	if (later) {
		const since = later.known.from;
		return explained(
			since === undefined
				? gone(key, later.known.until ?? "")
				: tooNew(key, since, place.version),
		);
	}
	const meant = meantBy(type, key);
	const honoured = [...(fields?.values() ?? [])].filter(
		(field) => fateOf(field, place.version) === "honoured",
	);
	const slip = nearest(
		key,
		honoured.map(({ name }) => name),
	);
	// A word that is a field of an object close by is hardly another field's name with some letters wrong.
	const home =
		meant.near === undefined && !meant.message
			? homeOf(place, parent)
			: undefined;
	const word =
		meant.near ?? (home ? undefined : (slip ?? begunWith(key, honoured)));
	const other = honoured.find(({ name }) => name === word);
	if (other && (meant.near !== undefined || !meant.message)) {
		const near = canHold(other, place.node) ? other.name : undefined;
		if (meant.near === undefined || near !== undefined || meant.message)
			return {
				message: meant.message ?? misspelt(key, other.name),
				near,
				isSlip: word === slip,
				isOutside: false,
			};
	}
	if (meant.message) return explained(meant.message);
	if (home)
		return {
			...explained(elsewhere(key, home.path)),
			isOutside: isAround(home, parent),
		};
	if (other) return explained(misspelt(key, other.name));
	if (type === "PodSpec" && fieldsOf("Container")?.has(key))
		return explained(ofContainer(key));
	if (type === "EnvVar" && !parent.at("name").isWritten)
		return explained(variable(key));
	return explained(unknown(key));
}

const explained = (message: Message): Invention => ({
	message,
	near: undefined,
	isSlip: false,
	isOutside: false,
});

function isAround(home: Place, place: Place): boolean {
	for (let each = place.parent; each; each = each.parent)
		if (each === home) return true;
	return false;
}

/** The only field that begins so: `terminationGracePeriod`, `liveness`. */
function begunWith(key: string, fields: readonly Field[]): string | undefined {
	if (key.length < 4) return undefined;
	const [field, ...others] = fields.filter(({ name }) =>
		name.toLowerCase().startsWith(key.toLowerCase()),
	);
	return others.length === 0 ? field?.name : undefined;
}

/** Has the value the shape that a field wants, as far as one level shows? */
export function canHold(
	{ holds, type }: Field,
	node: Exclude<Node, Alias> | undefined,
): boolean {
	if (node === undefined || holds === "anything") return true;
	const knowsAll = (mapping: Mapping): boolean => {
		const fields = type === undefined ? undefined : fieldsOf(type);
		return mapping.entries.every(
			({ key }) => key.text === "<<" || (fields?.has(key.text) ?? true),
		);
	};
	switch (holds) {
		case "object":
			return node.kind === "mapping" && knowsAll(node);
		case "objects":
			return (
				node.kind === "sequence" &&
				itemsOf(node).every((item) => {
					const value = resolve(item.value);
					return value?.kind === "mapping" && knowsAll(value);
				})
			);
		case "scalars":
			return node.kind === "sequence";
		case "map":
			return node.kind === "mapping";
		case "scalar":
			return node.kind === "scalar";
	}
}

/** The object around, below or beside it in which the key would be known. */
export function homeOf(place: Place, parent: Place): Place | undefined {
	const key = String(place.key);
	const wants = (candidate: Place): boolean => {
		const field =
			candidate.type === undefined
				? undefined
				: fieldsOf(candidate.type)?.get(key);
		return (
			field !== undefined &&
			fateOf(field, place.version) === "honoured" &&
			canHold(field, place.node)
		);
	};
	if (OF_METADATA.includes(key)) return metadataOf(parent, key, wants);
	const inside = onlyOne(objectsIn(parent).filter(wants));
	if (inside && isEmptyHandler(parent)) return inside;
	const around: Place[] = [];
	for (let each = parent.parent; each; each = each.parent) around.push(each);
	return (
		around.find(wants) ??
		inside ??
		podSpecBelow(parent, wants) ??
		onlyContainer(parent, wants) ??
		around
			.map((each) => onlyOne(objectsIn(each).filter(wants)))
			.find((each) => each !== undefined)
	);
}

/** Is it a probe or a hook that does not say what to do? It is nothing without one of its objects. */
const isEmptyHandler = (place: Place): boolean =>
	(place.type === "Probe" || place.type === "LifecycleHandler") &&
	!objectsIn(place).some(({ isWritten }) => isWritten);

const OF_METADATA = ["name", "namespace", "labels", "annotations"];

function metadataOf(
	parent: Place,
	key: string,
	wants: (place: Place) => boolean,
): Place | undefined {
	// Much has a name; only of a whole object or its spec it is clear whose it would be.
	if (key === "name" && parent.parent && !parent.type?.endsWith("Spec"))
		return undefined;
	for (let each: Place | undefined = parent; each; each = each.parent) {
		const metadata = each.at("metadata");
		if (wants(metadata)) return metadata;
	}
	return undefined;
}

/** Does a key belong to the item that ends right before it, which lacks it? It then stands too far to the left. */
export function completesItemBefore(place: Place, parent: Place): boolean {
	const { entries = [] } = parent.mapping ?? {};
	const { holder } = place;
	const index = holder && "key" in holder ? entries.indexOf(holder) : -1;
	const before = entries[index - 1]?.key.text;
	const item =
		before === undefined ? undefined : parent.at(before).items.at(-1);
	const field = item?.type
		? fieldsOf(item.type)?.get(String(place.key))
		: undefined;
	return (
		field !== undefined &&
		item?.mapping !== undefined &&
		entryOf(item.mapping, field.name) === undefined &&
		canHold(field, place.node)
	);
}

function objectsIn(place: Place): Place[] {
	const fields = place.type === undefined ? undefined : fieldsOf(place.type);
	return [...(fields?.values() ?? [])]
		.filter(({ holds }) => holds === "object")
		.map(({ name }) => place.at(name));
}

const onlyOne = (places: readonly Place[]): Place | undefined =>
	places.length === 1 ? places[0] : undefined;

/** From a workload's spec to the specs in its templates. */
function podSpecBelow(
	place: Place,
	wants: (place: Place) => boolean,
): Place | undefined {
	for (const name of ["spec", "template", "jobTemplate"]) {
		const below = place.at(name);
		if (below.type === undefined) continue;
		return wants(below) ? below : podSpecBelow(below, wants);
	}
	return undefined;
}

/** In a Pod of one container, what a container may have can only be meant for it. */
function onlyContainer(
	spec: Place,
	wants: (place: Place) => boolean,
): Place | undefined {
	if (spec.type !== "PodSpec" || spec.at("initContainers").isWritten)
		return undefined;
	const container = onlyOne(spec.at("containers").items);
	return container && wants(container) ? container : undefined;
}

const unknown = text({
	en: (key: string) => `Kubernetes knows no \`${key}\` here.`,
	ja: (key) =>
		`Kubernetesには、ここに書ける \`${key}\` というフィールドはありません。`,
});
const misspelt = text({
	en: (key: string, near: string) =>
		`Kubernetes knows no \`${key}\` here; did you mean \`${near}\`?`,
	ja: (key, near) =>
		`Kubernetesには、ここに書ける \`${key}\` というフィールドはありません。\`${near}\` のことですか。`,
});
const elsewhere = text({
	en: (key: string, home: string) =>
		`\`${key}\` does not belong here but ${home === "" ? "at the top of the object" : `in \`${home}\``}.`,
	ja: (key, home) =>
		`\`${key}\` はここではなく${home === "" ? "オブジェクトの最上位" : ` \`${home}\` `}に書くフィールドです。`,
});
const ofContainer = text({
	en: (key: string) =>
		`\`${key}\` is a container's: it belongs to an item of \`containers\` or \`initContainers\`.`,
	ja: (key) =>
		`\`${key}\` はコンテナのフィールドです。\`containers\` か \`initContainers\` の項目の中に書いてください。`,
});
const variable = text({
	en: (key: string) =>
		`An item of \`env\` has a \`name\` and a \`value\`: write \`name: ${key}\`, and below it the \`value\`.`,
	ja: (key) =>
		`\`env\` の項目には \`name\` と \`value\` を書きます。\`name: ${key}\` とし、その下に \`value\` を書いてください。`,
});
const tooNew = text({
	en: (key: string, since: string, version: string) =>
		`\`${key}\` came with Kubernetes ${since}; ${version} does not know it.`,
	ja: (key, since, version) =>
		`\`${key}\` はKubernetes ${since}で加わったフィールドで、${version}にはありません。`,
});
const gone = text({
	en: (key: string, until: string) =>
		`\`${key}\` was removed: Kubernetes ${until} is the last to know it.`,
	ja: (key, until) =>
		`\`${key}\` は削除されたフィールドです。Kubernetes ${until}までにしかありません。`,
});
