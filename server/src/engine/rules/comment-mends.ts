import type { ServerError } from "../apiserver/answer";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { fieldsOf, podSchema } from "../kubernetes/schema";
import type { Edit } from "../text/edit";
import type { Document } from "../yaml/document";
import type { Part } from "../yaml/flow";
import { beginsLine, linesOf } from "../yaml/ownership";
import {
	commenting,
	holderAbove,
	type Orphans,
	restoring,
} from "../yaml/repair/orphans";
import { oneOfMany } from "./key-mends";
import { wayTitle } from "./way-titles";

/** So many neighbours are looked at for the first one that the key held. */
const FAR = 20;

/**
 * Mends of what a key held that somebody has made a comment of, where the text is YAML and it belongs to something else now:
 * the key comes back, or what it held goes as well.
 */
export function outOfComment(
	{ place }: ServerError,
	document: Document,
): readonly Change[] {
	if (!document.mentions("#")) return [];
	const { node } = place;
	// What stands there instead of what the key stood for.
	if (node?.kind === "sequence" && node.holder && !node.flow) {
		const orphans = orphansAt(node.items, document);
		if (orphans) return waysOf(orphans, [], place, document);
	}
	for (let at: Place | undefined = place; at?.holder; at = at.parent) {
		if (at.holder.parent.flow) continue;
		const parts = partsBeside(at.holder);
		const last = parts.indexOf(at.holder);
		for (let each = last; each >= 0 && each > last - FAR; each--) {
			const orphans = orphansAt(parts.slice(each), document);
			if (orphans) return waysOf(orphans, parts.slice(each), at, document);
		}
	}
	return [];
}

const partsBeside = (part: Part): readonly Part[] =>
	"key" in part ? part.parent.entries : part.parent.items;

/** Lines that a key in a comment right above them has held. */
function orphansAt(
	parts: readonly Part[],
	{ lines }: Document,
): Orphans | undefined {
	const [head] = parts;
	const tail = parts.at(-1);
	if (!head || !tail || !beginsLine(lines, head.start)) return undefined;
	const first = lines.lineAt(head.start);
	const above = holderAbove(lines, first);
	return above && podSchema.fieldNames.has(above.key)
		? { first, last: linesOf(lines, tail).last, ...above }
		: undefined;
}

function waysOf(
	orphans: Orphans,
	parts: readonly Part[],
	place: Place,
	document: Document,
): readonly Change[] {
	const { lines } = document;
	const name = `${orphans.key}:`;
	const way = (kind: "restore" | "orphans", edits: () => readonly Edit[]) =>
		oneOfMany(wayTitle({ kind, name }), document, place.version, 1, edits);
	const restored = way("restore", () => restoring(lines, orphans));
	// What may rightly stand there was perhaps never the key's.
	return parts.every((part) => isOdd(part, place))
		? [restored, way("orphans", () => [commenting(lines, orphans)])]
		: [restored];
}

/** Is it no field of its object, or has it one that its object cannot have? */
function isOdd(part: Part, { parent, type }: Place): boolean {
	if ("key" in part) return !fieldsOf(parent?.type ?? "")?.has(part.key.text);
	return (
		part.value?.kind === "mapping" &&
		part.value.entries.some(({ key }) => !fieldsOf(type ?? "")?.has(key.text))
	);
}
