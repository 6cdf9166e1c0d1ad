import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import { type Repair, repairIndentation } from "../yaml/repair";
import { kubernetesGrammar } from "./grammar";

/**
 * How the indentation of a document that is not YAML can be mended so that it fits Kubernetes' types: equally good
 * repairs; none when the document is YAML, a template, or broken otherwise.
 */
export const repairsOf = memoize((document: Document): readonly Repair[] => {
	const isCandidate =
		document.mayHoldPod && !document.templated && document.faults.length > 0;
	return isCandidate ? repairIndentation(document, kubernetesGrammar) : [];
});
