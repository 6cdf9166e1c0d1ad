import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import { ANY_QUOTE } from "../yaml/repair/characters";
import { itemsOf, type Mapping, resolve, valueAt } from "../yaml/tree";
import { COMPANIONS } from "./companions.generated";
import { customTypeOf } from "./custom-kinds";
import {
	companionSchema,
	customSchema,
	podSchema,
	type Schema,
} from "./schema";
import { stringOf } from "./values";

/** `kind: Service`, be its colon or its quotes as they may, where an object says what it is. */
const KIND = new RegExp(
	`^[^A-Za-z\\n#]*(?:${ANY_QUOTE}apiVersion\\b[^\\n]*[,{]\\s*)?${ANY_QUOTE}kind\\b:?${ANY_QUOTE}\\s*[:：﹕︓=;]{0,2}\\s*${ANY_QUOTE}(\\w+)`,
	"m",
);
const API_VERSION = new RegExp(
	`^[^A-Za-z\\n#]*(?:${ANY_QUOTE}kind\\b[^\\n]*[,{]\\s*)?${ANY_QUOTE}apiVersion\\b:?${ANY_QUOTE}\\s*[:：﹕︓=;]{0,2}\\s*${ANY_QUOTE}([\\w./-]+)`,
	"m",
);

/** How many characters a text may have that is looked at for what is no Pod: it is parsed for that. */
const LARGEST = 150_000;

/**
 * Is it an object that people write into the same files as their Pods, of a kind whose fields are known: a Service, a
 * ConfigMap? Answered without parsing, since the document may be broken.
 */
export const isCompanion = memoize(({ text }: Document): boolean => {
	if (text.length > LARGEST) return false;
	return isKnown(KIND.exec(text)?.[1], API_VERSION.exec(text)?.[1]);
});

const isKnown = (
	kind: string | undefined,
	apiVersion: string | undefined,
): boolean =>
	kind !== undefined &&
	Object.hasOwn(COMPANIONS, kind) &&
	COMPANIONS[kind] === apiVersion;

/** Is it of a kind of somebody else of which it is known where the Pods are? Answered without parsing, too. */
const isCustom = memoize(
	({ text }: Document): boolean =>
		text.length <= LARGEST &&
		customTypeOf(KIND.exec(text)?.[1], API_VERSION.exec(text)?.[1]) !==
			undefined,
);

/**
 * Does a document say, as well as it can, of which kind it is? Then it is applied together with the others of its file.
 * Answered without parsing.
 */
export const isObject = memoize(
	({ text }: Document): boolean =>
		text.length <= LARGEST && KIND.test(text) && API_VERSION.test(text),
);

/** Is it a list of objects of any kind? */
const isList = memoize(
	({ text }: Document): boolean =>
		text.length <= LARGEST && /^\w*List$/.test(KIND.exec(text)?.[1] ?? ""),
);

/** The fields that a document may have. */
export const schemaFor = (document: Document): Schema =>
	isCompanion(document) || isList(document)
		? companionSchema
		: isCustom(document)
			? customSchema
			: podSchema;

/** An object of such a kind. */
export interface Companion {
	readonly kind: string;
	readonly apiVersion: string;
	readonly object: Mapping;
}

/** The objects of such kinds in a document: itself, or the items of a List. */
export const companionsIn = (document: Document): readonly Companion[] =>
	objectsIn(document).flatMap((object) => companionOf(object) ?? []);

/** Those of which no more is known than that they are objects of Kubernetes. */
export const customResourcesIn = (document: Document): readonly Mapping[] =>
	objectsIn(document).filter(
		(object) =>
			!companionOf(object) &&
			!podSchema
				.fieldsOf(stringOf(valueAt(object, "kind")) ?? "")
				?.has("apiVersion"),
	);

function companionOf(object: Mapping): Companion | undefined {
	const kind = stringOf(valueAt(object, "kind"));
	const apiVersion = stringOf(valueAt(object, "apiVersion"));
	return kind !== undefined &&
		apiVersion !== undefined &&
		isKnown(kind, apiVersion)
		? { kind, apiVersion, object }
		: undefined;
}

/** What says of itself that it is an object of Kubernetes: the document, or the items of a List. */
function objectsIn(document: Document): readonly Mapping[] {
	if (!isObject(document)) return [];
	const root = resolve(document.root);
	if (root?.kind !== "mapping") return [];
	if (!isList(document)) return [root];
	return itemsOf(resolve(valueAt(root, "items"))).flatMap(({ value }) => {
		const item = resolve(value);
		return item?.kind === "mapping" ? [item] : [];
	});
}
