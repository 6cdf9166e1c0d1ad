import type { Splice } from "../text/edit";
import type { Message } from "../text/language";

/** `safe` takes part in fix-all; `review` wants a person's eye. */
export type Safety = "safe" | "review";

/** A change of one document: the mend of a finding, or a refactoring. */
export interface Change {
	/** A verb phrase. */
	readonly title: Message;
	readonly safety: Safety;
	/** Of several fixes the one to take; at most one per finding. */
	readonly preferred?: boolean;
	/**
	 * The splices, in offsets of the document.
	 * @returns nothing when the change cannot be made here without a guess: then it is not offered
	 */
	readonly edit: () => readonly Splice[] | undefined;
}
