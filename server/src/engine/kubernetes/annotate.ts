import type { Splice } from "../text/edit";
import { firstOf } from "../yaml/edit";
import { addEntries, insertEntry } from "../yaml/insert";
import { entryOf, type Mapping, valueAt } from "../yaml/tree";
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
	const added = { [key]: value };
	if (!metadata) {
		const spec = entryOf(holder, "spec");
		return (
			spec &&
			insertEntry(
				pod.document,
				spec,
				"metadata",
				{ annotations: added },
				"before",
			)
		);
	}
	const mapping = metadata.value;
	if (mapping?.kind !== "mapping" || isElsewhere(mapping)) return undefined;
	const annotations = entryOf(mapping, "annotations")?.value;
	if (annotations)
		return annotations.kind === "mapping" && !isElsewhere(annotations)
			? addEntries(pod.document, annotations, added)
			: undefined;
	const neighbour = firstOf(mapping, "labels", "name");
	return (
		neighbour && insertEntry(pod.document, neighbour, "annotations", added)
	);
}

/** Others may read what has an anchor; what a merge key brings in stands somewhere else. */
const isElsewhere = (mapping: Mapping): boolean =>
	mapping.anchor !== undefined || hasMerge(mapping);

const hasMerge = ({ entries }: Mapping): boolean =>
	entries.some(({ key }) => key.text === "<<");
