import { memoize } from "../text/memo";
import { unnoticed } from "../text/notice";
import type { Document, Step } from "../yaml/document";
import type { Scalar } from "../yaml/tree";
import { jsonOf, PLACEHOLDER } from "./json";

/**
 * The last keystroke in a document, when nothing hangs on it but what looks at the text of the scalar that is typed into:
 * it is of the same type as before, and the document mentions the same words. What did not look at that scalar then comes
 * out as it did before.
 */
export function stepOf(document: Document): Step | undefined {
	return keepsToScalar(document) ? document.step : undefined;
}

/** Kept without the step: it would keep the document that was before, and that one the one before it. */
const keepsToScalar = memoize((document: Document): boolean => {
	const { step } = document;
	return (
		step !== undefined &&
		isAlike(step.from, step.to) &&
		document.mentionsTheSameAs(step.before)
	);
});

const isAlike = (from: Scalar, to: Scalar): boolean =>
	unnoticed(
		() =>
			jsonOf(from)?.type === jsonOf(to)?.type &&
			!PLACEHOLDER.test(from.text) &&
			!PLACEHOLDER.test(to.text),
	);
