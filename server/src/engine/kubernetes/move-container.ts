import type { Splice } from "../text/edit";
import {
	dashColumn,
	insertLines,
	itemSlot,
	keyIndent,
	liftItem,
	removeEntry,
	renameKey,
} from "../yaml/edit";
import { linesOf } from "../yaml/ownership";
import type { Container } from "./container";

/**
 * Moves a container of a patch to the end of the other list, as it is. In a patch the order of a list says nothing.
 * @returns nothing in flow style, but for a whole list of one, and where an anchor stands in it
 */
export function moveToOtherList(
	container: Container,
): readonly Splice[] | undefined {
	const { pod, item, list } = container;
	const { document } = pod;
	const { lines, text } = document;
	const other = list === "containers" ? "initContainers" : "containers";
	const from = pod.listEntry(list);
	const to = pod.listEntry(other);
	const source = pod.sequence(list);
	if (!from || from.parent !== pod.spec || !source) return undefined;
	if (/(?:^|[\s[{,])[&*]\w/.test(text.slice(item.start, item.end)))
		return undefined;
	const isOnly = source.items.length === 1;
	if (isOnly && !to) return renameKey(document, from, other);
	const target = pod.sequence(other);
	if (to && (to.parent !== pod.spec || !target)) return undefined;
	const column = dashColumn(lines, target ?? source);
	if (column === undefined || pod.spec.flow) return undefined;
	const lifted = liftItem(document, item, [], column);
	if (!lifted) return undefined;
	const slot = target
		? itemSlot(lines, target, target.items.length)
		: linesOf(lines, from).last + 1;
	if (slot === undefined) return undefined;
	const block = target
		? lifted.lines
		: [`${keyIndent(lines, from)}${other}:`, ...lifted.lines];
	const removal = isOnly ? removeEntry(document, from) : [lifted.removal];
	const insertion = insertLines(lines, slot, block);
	// At the end of a text without final line end the two would meet.
	return removal?.every(
		({ start, end }) => insertion.start <= start || end <= insertion.start,
	)
		? [insertion, ...removal]
		: undefined;
}
