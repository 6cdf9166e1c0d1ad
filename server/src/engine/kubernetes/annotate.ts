import type { Splice } from "../text/edit";
import type { Document } from "../yaml/document";
import { firstOf, insertEntryAfter, insertLines } from "../yaml/edit";
import { beginsLine, firstLineWithComments } from "../yaml/ownership";
import { type Entry, entryOf, type Mapping, valueAt } from "../yaml/tree";
import type { Pod } from "./pod";
import { isNull } from "./values";

/** May the Pod itself have annotations that cannot be seen: behind a template, or of another type? */
export function hasHiddenAnnotations({ document, place }: Pod): boolean {
	const parents = place.path.split(".").slice(0, -1);
	const metadata = valueAt(place.object, ...parents, "metadata");
	return (
		document.templated ||
		place.path === "" ||
		[metadata, valueAt(metadata, "annotations")].some(
			(node) => !isNull(node) && node?.kind !== "mapping",
		)
	);
}

/**
 * Adds an annotation to the Pod itself, beside its spec, in the style of its metadata; makes what is missing there.
 * @returns nothing where the metadata stands somewhere else (an alias, an anchor), has no room, or has the key
 */
export function addAnnotation(
	pod: Pod,
	key: string,
	value: string,
): readonly Splice[] | undefined {
	const { path, object } = pod.place;
	if (path === "") return undefined;
	const holder = valueAt(object, ...path.split(".").slice(0, -1));
	if (holder?.kind !== "mapping" || hasMerge(holder)) return undefined;
	const metadata = entryOf(holder, "metadata");
	if (!metadata) return withMetadata(pod.document, holder, key, value);
	const mapping = metadata.value;
	if (mapping?.kind !== "mapping" || isElsewhere(mapping)) return undefined;
	const annotations = entryOf(mapping, "annotations");
	if (!annotations) return withAnnotations(pod.document, mapping, key, value);
	return into(pod.document, annotations, key, value);
}

/** Adds it to annotations that are there, if only as `{}`. */
function into(
	document: Document,
	{ value: annotations }: Entry,
	key: string,
	value: string,
): readonly Splice[] | undefined {
	if (annotations?.kind !== "mapping" || isElsewhere(annotations))
		return undefined;
	const { start, end, entries } = annotations;
	const last = entries.at(-1);
	if (last) {
		const written = scalarBeside(document, last, value);
		return written === undefined || entryOf(annotations, key)
			? undefined
			: insertEntryAfter(document, last, key, written);
	}
	return isJson(document, annotations.holder)
		? undefined
		: [{ start, end, text: `{ ${key}: ${quoted(value)} }` }];
}

/** Adds them to metadata that has none. */
function withAnnotations(
	document: Document,
	metadata: Mapping,
	key: string,
	value: string,
): readonly Splice[] | undefined {
	const neighbour = firstOf(metadata, "labels", "name");
	if (!neighbour || isJson(document, neighbour)) return undefined;
	const { lines, text } = document;
	if (metadata.flow) {
		const blank = /\s/.test(text[metadata.start + 1] ?? "") ? " " : "";
		const added = `{${blank}${key}: ${quoted(value)}${blank}}`;
		return insertEntryAfter(document, neighbour, "annotations", added);
	}
	const [inner] =
		neighbour.value?.kind === "mapping" && !neighbour.value.flow
			? neighbour.value.entries
			: [];
	const step = inner
		? lines.column(inner.start) - lines.column(neighbour.start)
		: 2;
	return insertEntryAfter(document, neighbour, "annotations", [
		`${" ".repeat(step)}${key}: ${quoted(value)}`,
	]);
}

/** Adds metadata, in front of the spec, as people write it. */
function withMetadata(
	{ lines }: Document,
	holder: Mapping,
	key: string,
	value: string,
): readonly Splice[] | undefined {
	const spec = entryOf(holder, "spec");
	if (!spec || holder.flow || !beginsLine(lines, spec.start)) return undefined;
	const indent = " ".repeat(lines.column(spec.start));
	return [
		insertLines(lines, firstLineWithComments(lines, spec), [
			`${indent}metadata:`,
			`${indent}  annotations:`,
			`${indent}    ${key}: ${quoted(value)}`,
		]),
	];
}

/** Others may read what has an anchor; what a merge key brings in stands somewhere else. */
const isElsewhere = (mapping: Mapping): boolean =>
	mapping.anchor !== undefined || hasMerge(mapping);

const hasMerge = ({ entries }: Mapping): boolean =>
	entries.some(({ key }) => key.text === "<<");

const isJson = (document: Document, holder: Mapping["holder"]): boolean =>
	holder !== undefined &&
	"key" in holder &&
	document.text[holder.key.start] === '"';

const PLAIN = /^[A-Za-z][\w./-]*$/;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** An annotation's value is a string: what would be read as something else has quotes. */
const quoted = (value: string): string =>
	PLAIN.test(value) && !SPECIAL.test(value) ? value : JSON.stringify(value);

/** In JSON, `insertEntryAfter` puts the quotes round a word itself; what it would read as another type is left alone. */
function scalarBeside(
	document: Document,
	sibling: Entry,
	value: string,
): string | undefined {
	if (!sibling.parent.flow || !isJson(document, sibling)) return quoted(value);
	return /^(?!(?:true|false|null)$)[A-Za-z][\w-]*$/.test(value)
		? value
		: undefined;
}
