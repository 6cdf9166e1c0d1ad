import type { Change } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import type { Facts } from "../rules/rule";
import type { Message } from "../text/language";

/** A change on offer, or the reason why it must not be made here. */
export type Offer = Change & { readonly disabled?: Message };

/** Offers a change where nothing is wrong. The file's neighbours `<id>.md` and `<id>.ja.md` explain it and hold its tests. */
export interface Refactoring {
	readonly id: string;
	readonly title: Message;
	/** What it can do at a container on which the cursor stands. */
	readonly offer: (
		pod: Pod,
		container: Container,
		context: Facts,
	) => Offer | undefined;
}

export function defineRefactoring(refactoring: Refactoring): Refactoring {
	return refactoring;
}
