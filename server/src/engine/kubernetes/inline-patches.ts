import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import { Document } from "../yaml/document";
import { itemsOf, type Scalar, valueAt } from "../yaml/tree";
import { mappingsOf } from "./container";
import type { Resource } from "./resources";
import { scalarOf, stringOf } from "./values";

/** A patch that stands as a text in a Kustomization. */
export interface InlinePatch {
	readonly scalar: Scalar;
	/** The patch as a document of its own. */
	readonly document: Document;
	/** What it is for, where the Kustomization says so and not the patch. */
	readonly target: { readonly kind?: string; readonly name?: string };
}

/** The patches in a Kustomization's own text; none in other objects. */
export function inlinePatchesOf({
	kind,
	node,
}: Resource): readonly InlinePatch[] {
	if (kind !== "Kustomization") return [];
	const found: InlinePatch[] = [];
	const add = (scalar: Scalar | undefined, target: InlinePatch["target"]) => {
		const document = scalar && patchIn(scalar);
		if (document) found.push({ scalar, document, target });
	};
	for (const list of ["patches", "patchesJson6902"])
		for (const patch of mappingsOf(valueAt(node, list))) {
			const [targetKind, name] = ["kind", "name"].map((key) =>
				stringOf(valueAt(patch, "target", key)),
			);
			add(scalarOf(valueAt(patch, "patch")), {
				...(targetKind === undefined ? {} : { kind: targetKind }),
				...(name === undefined ? {} : { name }),
			});
		}
	for (const { value } of itemsOf(valueAt(node, "patchesStrategicMerge")))
		add(scalarOf(value), {});
	return found;
}

/** A text that is a patch itself; nothing for one that is the path to a file. */
export const patchIn = memoize((scalar: Scalar): Document | undefined =>
	scalar.text.includes("\n") || /^\s*[[{]/.test(scalar.text)
		? new Document(scalar.text)
		: undefined,
);

/**
 * Where something of an inline patch stands in the file: on its line of a block scalar, or, where that cannot be told, in
 * the whole text.
 */
export function placeOf(
	outer: Document,
	{ scalar, document }: InlinePatch,
	{ start, end }: Range,
): Range {
	const { lines } = outer;
	const inner = document.lines;
	const line = inner.lineAt(start);
	const there = lines.lineAt(scalar.start) + 1 + line;
	const whole = { start: scalar.start, end: scalar.end };
	if (scalar.style !== "block" || there >= lines.count) return whole;
	const text = inner.content(line);
	const shift = lines.content(there).length - text.length;
	if (shift < 0 || lines.content(there).slice(shift) !== text) return whole;
	const from = lines.start(there) + shift + inner.column(start);
	return { start: from, end: from + Math.min(end, inner.end(line)) - start };
}
