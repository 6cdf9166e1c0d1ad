import { type Node, resolve, type Scalar } from "../yaml/tree";

/**
 * Scalars as Kubernetes reads them: YAML 1.1 turned into JSON (`sigs.k8s.io/yaml`), where a plain `0644` is a number
 * and a plain `yes` a boolean.
 */
const NULL = /^(?:~|null|Null|NULL)$/;
const BOOLEAN =
	/^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE|n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;
const TRUE = /^(?:y|yes|on|true)$/i;
const NUMBER =
	/^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.\d[\d_]*(?:[eE][-+]?\d+)?)$/;

/** Is there no value, or one that says null? */
export function isNull(node: Node | undefined): boolean {
	const value = resolve(node);
	return (
		value === undefined ||
		(value.kind === "scalar" &&
			value.style === "plain" &&
			NULL.test(value.text))
	);
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
	const scalar = scalarOf(node);
	if (!scalar) return undefined;
	if (
		scalar.style === "plain" &&
		(BOOLEAN.test(scalar.text) || NUMBER.test(scalar.text))
	)
		return undefined;
	return scalar.text;
}

/** The value of a boolean field. */
export function booleanOf(node: Node | undefined): boolean | undefined {
	const scalar = scalarOf(node);
	return scalar?.style === "plain" && BOOLEAN.test(scalar.text)
		? TRUE.test(scalar.text)
		: undefined;
}

/** The value of a field that holds a whole number; nothing for numbers beyond 2^53. */
export function integerOf(node: Node | undefined): number | undefined {
	const scalar = scalarOf(node);
	if (scalar?.style !== "plain" || !NUMBER.test(scalar.text)) return undefined;
	const digits = scalar.text.replaceAll("_", "");
	const octal = /^([-+]?)0([0-7]+)$/.exec(digits);
	const value = octal
		? Number.parseInt(`${octal[1]}${octal[2]}`, 8)
		: Number(digits);
	return Number.isSafeInteger(value) ? value : undefined;
}
