import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Repair } from "../yaml/repair/break";
import { isBroken } from "../yaml/repair/broken";
import { hasConflict } from "../yaml/repair/conflicts";
import type { Grammar } from "../yaml/repair/grammar";
import { repair } from "../yaml/repair/repair";
import { isObject, schemaFor } from "./companions";
import { companionGrammar, customGrammar, kubernetesGrammar } from "./grammar";
import { companionSchema, customSchema } from "./schema";

/**
 * How a document that is not YAML can be mended so that it fits Kubernetes' types: equally good repairs; none when the
 * document is YAML, a template, or broken otherwise.
 */
export const repairsOf = memoize((document: Document): readonly Repair[] => {
	const isCandidate =
		(document.mayHoldPod || isObject(document) || isUndecided(document)) &&
		!document.templated &&
		isBroken(document);
	return isCandidate ? repair(document, grammarFor(document)) : [];
});

/** What knows the fields of a document. */
export function grammarFor(document: Document): Grammar {
	const schema = schemaFor(document);
	return schema === companionSchema
		? companionGrammar
		: schema === customSchema
			? customGrammar
			: kubernetesGrammar;
}

/** Has a merge left its marks in an object of Kubernetes? Whatever its kind, no document of the file is applied then. */
export const isUndecided = (document: Document): boolean =>
	(document.mentions("<<<<<<<") || document.mentions(">>>>>>>")) &&
	document.mentions("apiVersion") &&
	hasConflict(document.text);

/**
 * How a document that is YAML, but has things where they do not belong, can be mended by moving lines to other columns:
 * equally good repairs; none when it is as good as it can be. Takes as long as a person waits for a menu, so it is not
 * asked while somebody types.
 */
export const refitsOf = memoize((document: Document): readonly Repair[] => {
	const isCandidate =
		(document.mayHoldPod || isObject(document)) &&
		!document.templated &&
		!isBroken(document);
	return isCandidate ? repair(document, grammarFor(document)) : [];
});
