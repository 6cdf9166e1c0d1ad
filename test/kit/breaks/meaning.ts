import { isDeepStrictEqual } from "node:util";
import { Composer, Parser } from "yaml";
import {
	type Field,
	fieldsOf,
} from "../../../server/src/engine/kubernetes/schema";

const known = new Map<string, readonly unknown[] | undefined>();

/** The data of all documents of a text, empty ones left out; nothing for what is not YAML. */
export function dataOf(text: string): readonly unknown[] | undefined {
	const data: unknown[] = [];
	const composer = new Composer({
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent",
	});
	for (const document of composer.compose(new Parser().parse(text))) {
		if (document.errors.length > 0) return undefined;
		if (document.contents) {
			try {
				data.push(document.toJS({ maxAliasCount: -1 }));
			} catch {
				return undefined;
			}
		}
	}
	return data;
}

/** The data of a text that will be asked for again. */
export function dataOfOriginal(text: string): readonly unknown[] | undefined {
	if (!known.has(text)) known.set(text, dataOf(text));
	return known.get(text);
}

export const isSameData = (a: unknown, b: unknown): boolean =>
	isDeepStrictEqual(a, b);

/** How many fields of a text's Pods are unknown or of another shape: what tells a reader that something stands wrong. */
export function misfits(data: readonly unknown[]): number {
	return data.reduce<number>(
		(sum, each) => sum + misfitsOf(each, undefined),
		0,
	);
}

/** How many texts look as if they had swallowed a list item or a key that was to stand below them. */
export function swallowed(value: unknown): number {
	if (typeof value === "string") return /\S - \S|\S \w+: /.test(value) ? 1 : 0;
	if (typeof value !== "object" || value === null) return 0;
	return Object.values(value).reduce<number>(
		(sum, each) => sum + swallowed(each),
		0,
	);
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

function misfitsOf(value: unknown, type: string | undefined): number {
	if (Array.isArray(value))
		return value.reduce<number>((sum, each) => sum + misfitsOf(each, type), 0);
	if (!isObject(value)) return type && value !== undefined ? 1 : 0;
	const own = type ?? typeOf(value);
	const fields = own === undefined ? undefined : fieldsOf(own);
	let count = 0;
	for (const [key, held] of Object.entries(value)) {
		if (!fields) count += misfitsOf(held, undefined);
		else {
			const field = fields.get(key);
			count += field ? misfitsIn(field, held) : 1;
		}
	}
	for (const field of fields?.values() ?? [])
		if (field.required && value[field.name] === undefined) count++;
	return count;
}

function misfitsIn(
	{ holds, type, scalar, required }: Field,
	value: unknown,
): number {
	if (holds === "anything") return 0;
	// An empty value is allowed, and looks like a slip all the same.
	if (value === null) return required || holds !== "scalar" ? 1 : 0;
	const isList = holds === "objects" || holds === "scalars";
	if (isList !== Array.isArray(value)) return 1;
	if (holds === "object" || holds === "objects") return misfitsOf(value, type);
	if (holds === "map") {
		return isObject(value) && Object.values(value).every(isScalar) ? 0 : 1;
	}
	const values = Array.isArray(value) ? value : [value];
	return values.every(
		(each) =>
			isScalar(each) &&
			(scalar !== "integer" || typeof each === "number") &&
			(scalar !== "boolean" || typeof each === "boolean"),
	)
		? 0
		: 1;
}

const isScalar = (value: unknown): boolean =>
	typeof value !== "object" && value !== undefined;

function typeOf(value: Json): string | undefined {
	const { kind } = value;
	if (typeof kind === "string" && fieldsOf(kind)?.has("apiVersion"))
		return kind;
	if (value.containers || value.initContainers)
		return value.apiVersion ? undefined : "PodSpec";
	return undefined;
}
