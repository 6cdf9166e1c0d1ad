import type { Splice } from "../text/edit";
import { slotUnder } from "../yaml/list-slot";
import { moveItemTo } from "../yaml/relocate";
import type { Container } from "./container";
import { otherList } from "./patching/lists";

/**
 * Moves a container of a patch to the other list, as it is.
 * @param inner what else changes inside it
 * @param index among those that are there; else behind them
 * @param side of the list that it leaves on which a missing one is made
 * @returns nothing where a list stands somewhere else, and where an anchor would be crossed
 */
export function moveToOtherList(
	container: Container,
	inner: readonly Splice[] = [],
	index?: number,
	side: "before" | "after" = "after",
): readonly Splice[] | undefined {
	const { pod, item, list } = container;
	const other = otherList(list);
	const from = pod.listEntry(list);
	const end = pod.sequence(other)?.items.length ?? 0;
	const slot = from && slotUnder(pod.spec, other, index ?? end, from, side);
	return slot && moveItemTo(pod.document, item, inner, slot, "removed");
}
