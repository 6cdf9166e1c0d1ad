import type { ServerError } from "../apiserver/answer";
import { canHold } from "../apiserver/inventions";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { fieldsOf } from "../kubernetes/schema";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { raiseKey } from "../yaml/raise-key";
import { type Entry, entryOf, type Mapping } from "../yaml/tree";
import { KeyMend } from "./key-mends";

/** Mends of a key that stands some lines too low: what it should hold is read as part of the object above it. */

const raise = text({
	en: (key: string, first: string) => `Put \`${key}:\` above \`${first}\``,
	ja: (key, first) => `\`${key}:\` を \`${first}\` の上へ移す`,
});

/**
 * The last fields of an object that belong to the one whose key stands right below them: what a Pod's `spec` holds, below
 * `metadata`, and then `spec:` with the rest.
 */
export function raiseNext(
	{ place: { holder: own, parent, version } }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, mapping } = parent ?? {};
	const around = parent?.parent;
	if (!parent || !mapping || !around?.mapping || mapping.anchor !== undefined)
		return undefined;
	if (!holder || !("key" in holder) || holder.value !== mapping)
		return undefined;
	const siblings = around.mapping.entries;
	const next = siblings[siblings.indexOf(holder) + 1];
	const held = next?.value;
	if (!next || held?.kind !== "mapping" || holder.parent !== around.mapping)
		return undefined;
	const entries = lastOnes(mapping, parent, around.at(next.key.text));
	const [head] = entries;
	// What would have nothing left may be meant to be where it is.
	if (!head || head === mapping.entries[0] || !entries.some((e) => e === own))
		return undefined;
	if (entries.some(({ key }) => entryOf(held, key.text))) return undefined;
	return new KeyMend(
		raise(next.key.text, head.key.text),
		document,
		version,
		entries.length,
		() => raiseKey(document, next, head),
	);
}

/** The entries at the end of an object that are none of its fields, but those of another one. */
function lastOnes(
	{ entries }: Mapping,
	{ type = "" }: Place,
	home: Place,
): readonly Entry[] {
	const own = fieldsOf(type);
	const fields = fieldsOf(home.type ?? "");
	const isStray = ({ key, value }: Entry): boolean => {
		const field = fields?.get(key.text);
		return (
			field !== undefined &&
			!own?.has(key.text) &&
			(value?.kind === "alias" || canHold(field, value))
		);
	};
	const last = entries.findLastIndex((entry) => !isStray(entry));
	return entries.slice(last + 1);
}
