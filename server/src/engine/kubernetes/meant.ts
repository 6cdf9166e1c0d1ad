import { originOf, type Range, shifted } from "../text/edit";
import { memoize } from "../text/memo";
import { Document } from "../yaml/document";
import { repairsOf } from "./repairs";

/** A broken document as it is meant, and how places in both belong together. */
export interface Meant {
	readonly document: Document;
	/** Where something of the mended document stands in the broken one. */
	placeOf(range: Range): Range;
	/** Where an offset of the broken document is in the mended one. */
	offsetOf(offset: number): number;
}

/** What a broken document is meant to be; nothing where there is no telling, or more than one way. */
export const meantBy = memoize((document: Document): Meant | undefined => {
	const [repair, other] = repairsOf(document);
	if (!repair || other) return undefined;
	const mended = new Document(repair.text);
	if (mended.isFaulty) return undefined;
	const { edit } = repair;
	return {
		document: mended,
		placeOf: ({ start, end }) => {
			const first = originOf(edit, start);
			return { start: first, end: Math.max(first + 1, originOf(edit, end)) };
		},
		offsetOf: (offset) => shifted(edit, offset),
	};
});
