import type { Splice } from "../text/edit";
import type { Message } from "../text/language";
import type { Document } from "../yaml/document";
import type { Container } from "./container";
import type { Neighbours } from "./neighbours";

/** `safe` takes part in fix-all; `review` wants a person's eye. */
export type Safety = "safe" | "review";

/** A change of one document, and of those that speak of it: the mend of a finding, or a refactoring. */
export interface Change {
	/** A verb phrase. */
	readonly title: Message;
	/** The title for who asks at an offset of the document, where the change speaks of several places. */
	readonly titleAt?: (offset: number) => Message;
	readonly safety: Safety;
	/** Of several fixes the one to take; at most one per finding. */
	readonly preferred?: boolean;
	/**
	 * The splices, in offsets of the document.
	 * @returns nothing when the change cannot be made here without a guess: then it is not offered
	 */
	readonly edit: () => readonly Splice[] | undefined;
	/**
	 * The same change for a host that has seen in which order containers stood.
	 * @returns nothing when that makes no difference
	 */
	readonly withOrder?: (
		indexBefore: (container: Container) => number | undefined,
	) => Change | undefined;
	/** Does it settle one of several breaks, so that the document may not be YAML yet? */
	readonly isStep?: boolean;
	/** What a person should know or decide afterwards, a sentence each: shown in the preview. */
	readonly notes?: (neighbours: Neighbours) => readonly Message[];
	/** Do its notes go on with what will be found in the result, and is not found now? */
	readonly foresees?: boolean;
	/**
	 * What else has to change with it, in other documents of the file or of files in sight.
	 * @param neighbours what is beside the document now: a change may be older than that
	 */
	readonly elsewhere?: (neighbours: Neighbours) => readonly DocumentChange[];
}

/** Splices of another document, in its own offsets. */
export interface DocumentChange {
	readonly document: Document;
	readonly splices: readonly Splice[];
}

/** One change for each document. */
export function perDocument(
	changes: readonly DocumentChange[],
): readonly DocumentChange[] {
	const all = new Map<Document, DocumentChange>();
	for (const { document, splices } of changes)
		all.set(document, {
			document,
			splices: [...(all.get(document)?.splices ?? []), ...splices],
		});
	return [...all.values()];
}
