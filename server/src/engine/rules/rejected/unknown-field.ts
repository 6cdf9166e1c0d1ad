import type { ServerError } from "../../apiserver/answer";
import { homeOf } from "../../apiserver/inventions";
import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { renameKey } from "../../yaml/edit";
import { moveEntry, moveIntoNew } from "../../yaml/move-entry";
import { nestEntry } from "../../yaml/nest";
import { type Entry, entryOf } from "../../yaml/tree";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const rename = text({
	en: (name: string) => `Write \`${name}\``,
	ja: (name) => `\`${name}\` に直す`,
});
const move = text({
	en: (name: string, home: string) => `Move \`${name}\` to \`${home}\``,
	ja: (name, home) => `\`${name}\` を \`${home}\` へ移す`,
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
	fixes: (error, document) => [
		spellRight(error, document),
		moveHome(error, document),
		removeField(error, document),
	],
});

function spellRight(
	{ place, instead: [near] = [] }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, parent } = place;
	if (near === undefined || !holder || !("key" in holder)) return undefined;
	const isTaken = parent?.mapping && entryOf(parent.mapping, near);
	if (isTaken || parent?.mapping !== holder.parent) return undefined;
	const isSameWord = near.toLowerCase() === holder.key.text.toLowerCase();
	return {
		title: rename(near),
		safety: isSameWord ? "safe" : "review",
		preferred: true,
		edit: () => renameKey(document, holder, near),
	};
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
	const home = homeOf(place, parent);
	if (home && !home.isWritten && home.parent === parent)
		return {
			title: move(String(place.key), home.path),
			safety: "review",
			preferred: true,
			edit: () => nestEntry(document, holder, String(home.key)),
		};
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
	if (!home?.mapping) return undefined;
	// Behind the entry on the way to it; in an object beside it, behind the last.
	const onTheWay = wayTo(parent, home) ?? home.mapping.entries.at(-1);
	if (onTheWay?.parent !== home.mapping) return undefined;
	return {
		title: move(String(place.key), home.path || String(home.type)),
		safety: "review",
		preferred: true,
		edit: () => moveEntry(document, holder, onTheWay),
	};
}
