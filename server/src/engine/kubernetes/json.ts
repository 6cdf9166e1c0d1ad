import type { Scalar } from "../yaml/tree";

/**
 * A scalar as JSON, after kubectl has read it as YAML 1.1 (`sigs.k8s.io/yaml`, which keeps to `go-yaml` 2): a plain
 * `yes` is a boolean, `0644` the number 420, `1e3` the number 1000.
 */
export interface Json {
	readonly type: "string" | "number" | "bool" | "null";
	/** A number in JSON's own notation. */
	readonly text: string;
}

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const FALSE = /^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;
/** What can be a number begins so; `go-yaml` looks no further than the first letter otherwise. */
const NUMERIC = /^[-+.\d]/;
const DECIMAL = /^[-+]?(?:0|[1-9]\d*)$/;
const PREFIXED = /^([-+]?)0(b[01]+|o?[0-7]+|x[\da-f]+)$/i;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Floats that JSON has no notation for: a text that says one cannot be sent at all. */
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;

/** Something else, such as `envsubst` or a snippet, fills in what has this in it before the server sees it. */
export const PLACEHOLDER = /\$\{|\$\(|\$[A-Z_]{2}/;

/** Does a plain text say null? */
export const isNullText = (text: string): boolean => NULL.test(text);

/** Reads a scalar; nothing when a template decides what it says. */
export function jsonOf(scalar: Scalar): Json | undefined {
	if (scalar.templated) return undefined;
	const { text } = scalar;
	if (scalar.style !== "plain") return { type: "string", text };
	if (isNullText(text)) return { type: "null", text: "null" };
	if (TRUE.test(text)) return { type: "bool", text: "true" };
	if (FALSE.test(text)) return { type: "bool", text: "false" };
	const number = NUMERIC.test(text) ? numberOf(text) : undefined;
	return number === undefined
		? { type: "string", text }
		: { type: "number", text: number };
}

function numberOf(text: string): string | undefined {
	const infinite = INFINITE.exec(text);
	if (infinite)
		return infinite[1] === undefined
			? "NaN"
			: `${infinite[1] === "-" ? "-" : "+"}Inf`;
	// Low lines may stand anywhere; behind a dot that begins the number, between digits only.
	if (text.startsWith(".") && /_(?!\d)|(?<!\d)_/.test(text)) return undefined;
	const digits = text.replaceAll("_", "");
	return (
		integerOf(digits) ?? (FLOAT.test(digits) ? floatText(digits) : undefined)
	);
}

/** What everybody writes: no sign, and so short that it fits. */
const SHORT = /^(?:0|[1-9]\d{0,14})$/;

/** An integer of 64 bits, signed or not; what is larger is none, but may still be a float. */
function integerOf(digits: string): string | undefined {
	if (SHORT.test(digits)) return digits;
	const [, sign, prefixed] = PREFIXED.exec(digits) ?? [];
	if (prefixed === undefined && !DECIMAL.test(digits)) return undefined;
	const size =
		prefixed === undefined
			? BigInt(digits.replace(/^[-+]/, ""))
			: BigInt(
					/^\d/.test(prefixed) ? `0o${prefixed}` : `0${prefixed.toLowerCase()}`,
				);
	const isNegative = (sign ?? digits[0]) === "-";
	const fits = /^[-+]/.test(digits)
		? size < 2n ** 63n || (isNegative && size === 2n ** 63n)
		: size < 2n ** 64n;
	return fits ? (isNegative ? -size : size).toString() : undefined;
}

/** As Go prints a float64 in JSON; nothing for what is too large to be one. */
function floatText(digits: string): string | undefined {
	const value = Number(digits);
	return Number.isFinite(value) ? String(value) : undefined;
}
