import type { Document } from "../yaml/document";
import { type Repair, repairIndentation } from "../yaml/repair";
import { kubernetesGrammar } from "./grammar";

const cache = new WeakMap<Document, readonly Repair[]>();

/**
 * How the indentation of a document that is not YAML can be mended so that it fits Kubernetes' types.
 * @returns equally good repairs; none when the document is YAML, a template, or broken otherwise
 */
export function repairsOf(document: Document): readonly Repair[] {
	let repairs = cache.get(document);
	if (!repairs) {
		const isCandidate =
			document.mayHoldPod && !document.templated && document.faults.length > 0;
		repairs = isCandidate ? repairIndentation(document, kubernetesGrammar) : [];
		cache.set(document, repairs);
	}
	return repairs;
}
