import type { ServerError } from "../apiserver/answer";
import type { Change } from "../kubernetes/change";
import type { Json } from "../kubernetes/json";
import { type Field, fieldsOf } from "../kubernetes/schema";
import type { Document } from "../yaml/document";
import { replaceValue } from "../yaml/insert";
import { putUnder } from "../yaml/nest";
import { writeTitle } from "./mends";

/** A value that stands for an object in which one field only can have it: the name of a ConfigMap, a port, a strategy. */
export function nameIt(
	{ place: { field, holder, json, node } }: ServerError,
	document: Document,
): Change | undefined {
	if (
		node?.kind !== "scalar" ||
		node.templated ||
		!json ||
		json.text === "" ||
		holder?.value !== node ||
		!("key" in holder) ||
		field?.holds !== "object"
	)
		return undefined;
	const name = onlyFieldFor(json, field);
	const value = json.type === "number" ? Number(json.text) : json.text;
	return name === undefined
		? undefined
		: {
				title: writeTitle(`${field.name}: { ${name}: ${json.text} }`),
				safety: "review",
				preferred: true,
				edit: () =>
					holder.parent.flow
						? replaceValue(document, holder, { [name]: value })
						: putUnder(document, node, name),
			};
}

/** The only field of an object that can have a value; or the one that it needs, where none of the others could be meant. */
function onlyFieldFor(json: Json, { type = "" }: Field): string | undefined {
	const fields = [...(fieldsOf(type)?.values() ?? [])];
	const needed = fields.filter(({ required }) => required);
	const fitting = fields.filter((field) => fits(field, json));
	// An amount could be any text.
	const amounts = fitting.filter(({ scalar }) => scalar === "quantity");
	const [only, ...others] =
		needed.length > 0 ? needed : amounts.length > 0 ? amounts : fitting;
	if (!only || others.length > 0 || !fitting.includes(only)) return undefined;
	// A Secret's key, or its name?
	return only.go === "string" &&
		fitting.some((each) => each !== only && each.name === "name")
		? undefined
		: only.name;
}

/** The words of types that Kubernetes does not call enumerations. */
const WORDS: Readonly<Record<string, RegExp>> = {
	OSName: /^(?:linux|windows)$/,
	StorageMedium: /^(?:Memory|HugePages(?:-\w+)?)$/,
};
const AMOUNT = /^\d+(?:\.\d+)?(?:[KMGTPE]i|[kMGTPE])$/;
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Is a value one that a field can have? */
function fits(
	{ holds, scalar, go, values }: Field,
	{ text, type }: Json,
): boolean {
	if (holds !== "scalar") return false;
	const isText = type === "string";
	switch (scalar) {
		case "string":
			return (
				isText &&
				(values?.includes(text) ?? WORDS[go]?.test(text) ?? go === "string")
			);
		case "quantity":
			return isText && AMOUNT.test(text);
		case "integer":
			return type === "number" && /^\d{1,9}$/.test(text);
		case "int-or-string":
			return isText ? PORT_NAME.test(text) : /^\d{1,5}$/.test(text);
		default:
			return false;
	}
}
