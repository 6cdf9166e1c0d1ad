import type { ServerError } from "../apiserver/answer";
import { canHold } from "../apiserver/inventions";
import type { Change } from "../kubernetes/change";
import { type Field, fieldsOf } from "../kubernetes/schema";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { replaceValue } from "../yaml/insert";
import { putUnder } from "../yaml/nest";
import { mergeItems } from "../yaml/reshape";

/** Mends of objects that are written as lists, or as the one text that is in them. */

const merge = text({
	en: (field: string) => `Make \`${field}\` one mapping`,
	ja: (field) => `\`${field}\` を1つのマッピングにする`,
});
const write = text({
	en: (value: string) => `Write \`${value}\``,
	ja: (value) => `\`${value}\` に直す`,
});

/** An object's fields behind a dash, or several: `livenessProbe:` and `- httpGet:`. */
export function undashIt(
	{ place: { field, holder, isElement, node } }: ServerError,
	document: Document,
): Change | undefined {
	if (
		node?.kind !== "sequence" ||
		node !== holder?.value ||
		node.anchor !== undefined ||
		field?.holds !== "object" ||
		isElement
	)
		return undefined;
	const objects = node.items.map(({ value }) => value);
	if (!objects.every((each) => each?.kind === "mapping")) return undefined;
	const fields = fieldsOf(field.type ?? "");
	const entries = objects.flatMap((each) => each.entries);
	const keys = new Set(entries.map(({ key }) => key.text));
	if (keys.size === 0 || keys.size < entries.length) return undefined;
	const fits = entries.every(({ key, value }) => {
		const own = fields?.get(key.text);
		return own && (value?.kind === "alias" || canHold(own, value));
	});
	return fits
		? {
				title: merge(field.name),
				safety: "review",
				preferred: true,
				edit: () => mergeItems(document, node, new Map()),
			}
		: undefined;
}

/** A text that stands for an object in which one field only is a text: the name of a ConfigMap, a Secret, a claim. */
export function nameIt(
	{ place: { field, holder, json, node } }: ServerError,
	document: Document,
): Change | undefined {
	if (
		node?.kind !== "scalar" ||
		node.templated ||
		json?.type !== "string" ||
		json.text === "" ||
		holder?.value !== node ||
		!("key" in holder) ||
		field?.holds !== "object"
	)
		return undefined;
	const name = onlyText(field);
	return name === undefined
		? undefined
		: {
				title: write(`${field.name}: { ${name}: ${json.text} }`),
				safety: "review",
				preferred: true,
				edit: () =>
					holder.parent.flow
						? replaceValue(document, holder, { [name]: json.text })
						: putUnder(document, node, name),
			};
}

/** The only text of an object; or of several the one that it needs, where none of the others could be meant. */
function onlyText({ type = "" }: Field): string | undefined {
	const fields = [...(fieldsOf(type)?.values() ?? [])];
	const texts = fields.filter(
		({ holds, scalar, go }) =>
			holds === "scalar" && scalar === "string" && go === "string",
	);
	const needed = fields.filter(({ required }) => required);
	const [only, ...others] = needed.length > 0 ? needed : texts;
	if (!only || others.length > 0 || !texts.includes(only)) return undefined;
	// A Secret's key, or its name?
	return texts.some((each) => each !== only && each.name === "name")
		? undefined
		: only.name;
}
