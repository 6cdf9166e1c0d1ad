import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Repair } from "../yaml/repair/break";
import { isBroken } from "../yaml/repair/broken";
import { repair } from "../yaml/repair/repair";
import { kubernetesGrammar } from "./grammar";

/**
 * How a document that is not YAML can be mended so that it fits Kubernetes' types: equally good repairs; none when the
 * document is YAML, a template, or broken otherwise.
 */
export const repairsOf = memoize((document: Document): readonly Repair[] => {
	const isCandidate =
		document.mayHoldPod && !document.templated && isBroken(document);
	return isCandidate ? repair(document, kubernetesGrammar) : [];
});

/**
 * How a document that is YAML, but has things where they do not belong, can be mended by moving lines to other columns:
 * equally good repairs; none when it is as good as it can be. Takes as long as a person waits for a menu, so it is not
 * asked while somebody types.
 */
export const refitsOf = memoize((document: Document): readonly Repair[] => {
	const isCandidate =
		document.mayHoldPod && !document.templated && !isBroken(document);
	return isCandidate ? repair(document, kubernetesGrammar) : [];
});
