import type { ServerError } from "../../apiserver/answer";
import { canHold, homeOf } from "../../apiserver/inventions";
import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fieldsOf } from "../../kubernetes/schema";
import { scalarOf, stringOf } from "../../kubernetes/values";
import { atLeast } from "../../kubernetes/versions";
import type { Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { firstOf, renameKey } from "../../yaml/edit";
import { insertEntry } from "../../yaml/insert";
import { moveEntry, moveIntoNew } from "../../yaml/move-entry";
import { moveItems } from "../../yaml/move-items";
import { nestEntry } from "../../yaml/nest";
import {
	type Entry,
	entryOf,
	type Mapping,
	type Node,
	valueAt,
} from "../../yaml/tree";
import { outOfComment } from "../comment-mends";
import { dashItems } from "../dash-mends";
import {
	KeyMend,
	nestInMaps,
	nestSomewhere,
	nestTogether,
	openBeside,
	openList,
} from "../key-mends";
import { raiseNext } from "../late-key-mends";
import { nameVariable } from "../list-mends";
import { removeField, writeTitle } from "../mends";
import { serverRule } from "../server-rule";
import { loosenKey, tightKeyOf } from "../tight-keys";

const move = text({
	en: (name: string, home: string) => `Move \`${name}\` to \`${home}\``,
	ja: (name, home) => `\`${name}\` を \`${home}\` へ移す`,
});
const sidecars = fixedText({
	en: "Write `initContainers`, and `restartPolicy: Always` in each container",
	ja: "`initContainers` に直し、各コンテナに `restartPolicy: Always` を設定",
});

export default serverRule({
	id: "unknown-field",
	title: fixedText({
		en: "A field does not exist in Kubernetes, or not here",
		ja: "Kubernetesにないフィールド、またはここには書けないフィールドがある",
	}),
	kubernetes: {},
	fix: "safe",
	stage: "decoding",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error, document) => {
		const back = outOfComment(error, document);
		return [
			...back,
			dashItems(error, document),
			makeSidecars(error, document),
			loosen(error, document),
			...namedOrSpelt(error, document),
			...(back.length > 0 ? [] : movesOf(error, document)),
			removeField(error, document),
		];
	},
});

/** Where the field belongs, the surest way first. */
const movesOf = (
	error: ServerError,
	document: Document,
): readonly (Change | undefined)[] => [
	...nestInMaps(error, document),
	raiseNext(error, document) ??
		openBeside(error, document) ??
		nestTogether(error, document) ??
		moveHome(error, document),
	...nestSomewhere(error, document),
	openList(error, document),
];

/** `image:nginx` in brackets, where `image` may stand */
function loosen(
	{ place: { holder, parent } }: ServerError,
	document: Document,
): Change | undefined {
	if (!holder || !("key" in holder)) return undefined;
	const name = tightKeyOf(holder);
	return name !== undefined && fieldsOf(parent?.type ?? "")?.has(name)
		? loosenKey(document, holder, name)
		: undefined;
}

/** `- NAME: value` in a list of variables is the variable of that name; `- Name: value` is a slip. */
const namedOrSpelt = (
	error: ServerError,
	document: Document,
): readonly (Change | undefined)[] => {
	const isSlip =
		error.instead && !/^[A-Z][A-Z\d_]*$/.test(String(error.place.key));
	const named = isSlip ? undefined : nameVariable(error, document);
	return [named, named ? undefined : spellRight(error, document)];
};

function spellRight(
	{ place, instead: [near] = [] }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, parent } = place;
	if (near === undefined || !holder || !("key" in holder)) return undefined;
	// A value that stands in the key would go.
	if (tightKeyOf(holder) !== undefined) return undefined;
	const isTaken = parent?.mapping && entryOf(parent.mapping, near);
	if (isTaken || parent?.mapping !== holder.parent) return undefined;
	const isSameWord = near.toLowerCase() === holder.key.text.toLowerCase();
	return {
		title: writeTitle(near),
		safety: isSameWord ? "safe" : "review",
		preferred: true,
		edit: () => renameKey(document, holder, near),
	};
}

const SIDECARS = /^sidecar(?:container)?s?$/i;

/** An invented list of sidecars becomes `initContainers`, each of which is restarted. */
function makeSidecars(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, parent, version } = place;
	const field = fieldsOf("PodSpec")?.get("initContainers");
	if (
		parent?.type !== "PodSpec" ||
		!SIDECARS.test(String(place.key)) ||
		!holder ||
		!("key" in holder) ||
		parent.mapping !== holder.parent ||
		entryOf(parent.mapping, "initContainers") ||
		holder.value?.kind !== "sequence" ||
		!field ||
		!canHold(field, holder.value) ||
		!atLeast(version, "1.29")
	)
		return undefined;
	const { items } = holder.value;
	if (items.length === 0) return undefined;
	return {
		title: sidecars,
		safety: "review",
		preferred: true,
		edit: () => {
			const policies = items.map(({ value }) => restartItem(value, document));
			return policies.includes(undefined)
				? undefined
				: [
						...renameKey(document, holder, "initContainers"),
						...policies.flatMap((policy) => policy ?? []),
					];
		},
	};
}

/** Gives a container its `restartPolicy: Always`, where it has none. */
function restartItem(
	container: Node | undefined,
	document: Document,
): readonly Splice[] | undefined {
	if (container?.kind !== "mapping") return undefined;
	const written = entryOf(container, "restartPolicy");
	if (written)
		return scalarOf(written.value)?.text === "Always" ? [] : undefined;
	const neighbour = firstOf(container, "image", "name");
	return (
		neighbour && insertEntry(document, neighbour, "restartPolicy", "Always")
	);
}

/** The entry of an object that leads to a place inside it. */
function wayTo(place: Place, object: Place): Entry | undefined {
	let inside = place;
	while (inside.parent && inside.parent !== object) inside = inside.parent;
	const { holder } = inside;
	return inside.parent === object &&
		holder &&
		"key" in holder &&
		holder.parent === object.mapping
		? holder
		: undefined;
}

/** Moves the field to the object around, below or beside it that has a field of this name; makes the one below. */
function moveHome(
	{ place, instead }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, parent } = place;
	if (instead || !parent || !holder || !("key" in holder)) return undefined;
	// What it should hold would stay behind.
	const isAlone = holder.value === undefined;
	if (isAlone && holder.parent.entries.at(-1) !== holder) return undefined;
	const home = homeOf(place, parent);
	if (home && !home.isWritten && home.parent === parent)
		return new KeyMend(
			move(String(place.key), home.path),
			document,
			place.version,
			1,
			() => nestEntry(document, holder, String(home.key)),
		);
	if (home && !home.isWritten && home.parent) {
		const neighbour = wayTo(parent, home.parent);
		return (
			neighbour && {
				title: move(String(place.key), home.path),
				safety: "review",
				preferred: true,
				edit: () => moveIntoNew(document, holder, neighbour, String(home.key)),
			}
		);
	}
	const mapping = home?.mapping;
	if (!mapping) return undefined;
	// Behind the entry on the way to it; in an object beside it, behind the last.
	const onTheWay = wayTo(parent, home) ?? mapping.entries.at(-1);
	if (onTheWay?.parent !== mapping) return undefined;
	return {
		title: move(String(place.key), home.path || kindOf(mapping, home.type)),
		safety: "review",
		preferred: true,
		edit: () => {
			const same = entryOf(mapping, holder.key.text);
			return same
				? moveItems(document, holder, same)
				: moveEntry(document, holder, onTheWay);
		},
	};
}

/** What an object is called: its kind, as far as it is said. */
const kindOf = (mapping: Mapping, type: string | undefined): string =>
	stringOf(valueAt(mapping, "kind")) ?? String(type);
