import { unnoticed } from "../text/notice";
import { type Node, resolve, type Scalar } from "../yaml/tree";
import { isNullText, type Json, jsonOf } from "./json";

/** Is there no value, or one that says null? */
export function isNull(node: Node | undefined): boolean {
	const value = resolve(node);
	return (
		value === undefined ||
		(value.kind === "scalar" && value.style === "plain" && saysNull(value))
	);
}

function saysNull(scalar: Scalar): boolean {
	const text = unnoticed(() => scalar.text);
	// A template may leave no text at all.
	return text !== "" && isNullText(text);
}

/** The scalar behind a node, when its text is known: neither null nor templated. */
export function scalarOf(node: Node | undefined): Scalar | undefined {
	const value = resolve(node);
	return value?.kind === "scalar" && !value.templated && !isNull(value)
		? value
		: undefined;
}

/** The value of a string field; nothing when Kubernetes would see another type or the text is templated. */
export function stringOf(node: Node | undefined): string | undefined {
	return textOf(node, "string");
}

/** The value of a boolean field. */
export function booleanOf(node: Node | undefined): boolean | undefined {
	const text = textOf(node, "bool");
	return text === undefined ? undefined : text === "true";
}

/** The value of a field that holds a whole number; nothing for numbers beyond 2^53. */
export function integerOf(node: Node | undefined): number | undefined {
	const value = Number(textOf(node, "number"));
	return Number.isSafeInteger(value) ? value : undefined;
}

/** The text of a scalar that is of a type once it is JSON. */
function textOf(
	node: Node | undefined,
	type: Json["type"],
): string | undefined {
	const value = resolve(node);
	const json = value?.kind === "scalar" ? jsonOf(value) : undefined;
	return json?.type === type ? json.text : undefined;
}
