import type { ServerError } from "../apiserver/answer";
import type { Change } from "../kubernetes/change";
import { type Field, fieldsOf } from "../kubernetes/schema";
import type { Document } from "../yaml/document";
import { replaceValue } from "../yaml/insert";
import { putUnder } from "../yaml/nest";
import { writeTitle } from "./mends";

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
				title: writeTitle(`${field.name}: { ${name}: ${json.text} }`),
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
