import type { Change } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import type { Facts } from "../rules/rule";
import type { Message } from "../text/language";
import type { EmptyList } from "../yaml/empty-list";
import type { Surroundings } from "../yaml/ownership";

/** A change on offer, or the reason why it must not be made here. */
export type Offer = Change & {
	readonly disabled?: Message;
	/** Tells the offers of one refactoring at one place apart, for hosts that want a certain one: kebab-case. */
	readonly variant?: string;
	/** The name of a container that it brings, whose image is to be looked at first. */
	readonly brings?: string;
};

/** What a refactoring may know; of other documents its changes may ask when they are made. */
export interface RefactoringContext extends Facts {
	/** Where a container stood in the list that it has left, `containers` or `initContainers`, as far as the host has seen that. */
	readonly indexBefore?: (container: Container) => number | undefined;
	/** What was above it there. */
	readonly aboveBefore?: (container: Container) => Surroundings | undefined;
	/** How the list in which a native sidecar stands was written when it was empty, if the host has seen that. */
	readonly emptyListBefore?: (container: Container) => EmptyList | undefined;
}

/** Offers changes where nothing is wrong. The file's neighbours `<id>.md` and `<id>.ja.md` explain it and hold its tests. */
export interface Refactoring {
	readonly id: string;
	readonly title: Message;
	/** What it can do at a container on which the cursor stands. */
	readonly offer?: (
		pod: Pod,
		container: Container,
		context: RefactoringContext,
	) => Offer | readonly Offer[] | undefined;
	/** What it can do to a Pod in whose spec the cursor stands, in none of its containers. */
	readonly offerPod?: (
		pod: Pod,
		context: RefactoringContext,
	) => readonly Offer[];
}

export function defineRefactoring(refactoring: Refactoring): Refactoring {
	return refactoring;
}
