import { composeEdits } from "../text/compose";
import {
	applyEdit,
	type Edit,
	makeEdit,
	overlaps,
	type Splice,
} from "../text/edit";
import { crossesAnchor } from "../yaml/anchors";
import { Document } from "../yaml/document";
import { removeEntry } from "../yaml/edit";
import { bracketsFor, type EmptyList } from "../yaml/empty-list";
import { insertLines, removeLines } from "../yaml/line-edit";
import { type ListSlot, offsetOf, slotUnder } from "../yaml/list-slot";
import {
	beginsLine,
	itemWithLead,
	linesOf,
	type Surroundings,
} from "../yaml/ownership";
import { type Emptied, moveItemTo } from "../yaml/relocate";
import type { Entry } from "../yaml/tree";
import type { Container } from "./container";
import { startupProbe } from "./conversion-edit";
import { podsOf } from "./workloads";

/** What is known of the time before a container was a native sidecar. */
export interface Before {
	/** Where it stood among `containers`; behind the last one where that is not known. */
	readonly index?: number | undefined;
	/** What was above it there. */
	readonly above?: Surroundings | undefined;
	/** How its list was written without it; nothing where there was none. */
	readonly empty?: EmptyList | undefined;
}

/** Where a native sidecar goes to. */
export interface ClassicSlot {
	readonly slot: ListSlot;
	/** What it passes on its way. */
	readonly offset: number;
}

/**
 * @param before where it stood among `containers`; behind the last one where nothing else is known
 * @returns nothing where the list, or the container itself, is not written out here
 */
export function slotForClassic(
	container: Container,
	{ index = Number.POSITIVE_INFINITY, above }: Before = {},
): ClassicSlot | undefined {
	const { pod, item } = container;
	const own = pod.listEntry("initContainers");
	if (
		!own ||
		own.parent !== pod.spec ||
		own.value !== item.parent ||
		item.value !== container.node
	)
		return undefined;
	const under = slotUnder(
		pod.spec,
		"containers",
		Math.min(index, pod.sequence("containers")?.items.length ?? 0),
		own,
		"after",
	);
	const slot = under?.kind === "within" ? { ...under, above } : under;
	const offset = slot && offsetOf(pod.document, slot);
	return slot && offset !== undefined ? { slot, offset } : undefined;
}

export interface ClassicMove {
	readonly edit: Edit;
	readonly keepsProbe: boolean;
}

/**
 * Takes away what makes it a native sidecar, and moves it. The last one takes the list along, whose comments stay, unless
 * that was there before it.
 * @returns nothing where that would be a guess
 */
export function moveToClassic(
	container: Container,
	before: Before = {},
): ClassicMove | undefined {
	const emptied = before.empty ?? listLeftBy(container);
	const first = emptied === "removed" ? makeEdit(clearList(container)) : [];
	if (first.length === 0) return move(container, before, emptied);
	const again = after(container, first);
	const moved = again && move(again, before, emptied);
	return moved && { ...moved, edit: composeEdits(first, moved.edit) };
}

/**
 * A conversion makes the list directly above `containers`, or below where a dash leaves no room or an anchor stands there. One
 * that stands elsewhere was there before, and stays: who converts again finds it in its place.
 */
function listLeftBy({ item, pod }: Container): Emptied {
	const own = pod.listEntry("initContainers");
	const containers = pod.listEntry("containers");
	if (pod.isPatch || !own || containers?.parent !== pod.spec) return "removed";
	const { entries, flow } = pod.spec;
	const hasRoom =
		(flow || beginsLine(pod.document.lines, containers.start)) &&
		!crossesAnchor(pod.document, item, containers.start);
	const made = entries.indexOf(containers) + (hasRoom ? -1 : 1);
	return entries.indexOf(own) === made
		? "removed"
		: bracketsFor(pod.document, own);
}

/** The same container after an edit that leaves it in its place. */
function after({ index, pod }: Container, edit: Edit): Container | undefined {
	const { document } = pod;
	const changed = new Document(applyEdit(document.text, edit));
	const number = podsOf(document).indexOf(pod);
	return podsOf(changed)[number]?.initContainers[index];
}

function move(
	container: Container,
	before: Before,
	emptied: Emptied,
): ClassicMove | undefined {
	const { document } = container.pod;
	const slot = slotForClassic(container, before)?.slot;
	const policy = container.entry("restartPolicy");
	const removal =
		policy?.parent === container.node
			? removeEntry(document, policy)
			: undefined;
	if (!slot || !removal) return undefined;
	const probe = copiedProbe(container);
	const gone = probe && removeEntry(document, probe);
	const takesProbe = gone !== undefined && !overlaps(removal, gone);
	const splices = moveItemTo(
		document,
		container.item,
		takesProbe ? [...removal, ...gone] : removal,
		slot,
		emptied,
	);
	return splices && { edit: makeEdit(splices), keepsProbe: !takesProbe };
}

/**
 * Readies a list that its only item will leave: comments that speak of it come to stand above, and blank lines behind it,
 * which parted it from what follows, go with the item. A conversion has put them there.
 */
function clearList({ item, pod }: Container): readonly Splice[] {
	const { lines } = pod.document;
	const { holder, flow, items } = item.parent;
	if (flow || items.length > 1 || !holder || !("key" in holder)) return [];
	const own = itemWithLead(lines, item);
	const list = linesOf(lines, holder);
	const head = lines.lineAt(holder.start);
	const comments: string[] = [];
	const splices: Splice[] = [];
	const behindKey = /^\s*[^\s#]+:(\s+#.*)$/.exec(lines.content(head))?.[1];
	if (behindKey !== undefined) {
		comments.push(behindKey.trim());
		const end = lines.end(head);
		splices.push({ start: end - behindKey.length, end, text: "" });
	}
	for (let line = head + 1; line <= list.last; line++) {
		if (line >= own.first && line <= own.last) continue;
		if (lines.isComment(line)) comments.push(lines.content(line).trim());
		splices.push(removeLines(lines, { first: line, last: line }));
	}
	if (comments.length > 0) {
		if (!beginsLine(lines, holder.start)) return [];
		const indent = " ".repeat(lines.column(holder.start));
		splices.push(
			insertLines(
				lines,
				head,
				comments.map((comment) => indent + comment),
			),
		);
	}
	const blanks: string[] = [];
	let behind = list.last + 1;
	// Behind a list that is below `containers` they part that from what comes next.
	const { entries } = pod.spec;
	const containers = pod.listEntry("containers");
	const isBelow =
		containers !== undefined &&
		entries.indexOf(holder as Entry) === entries.indexOf(containers) + 1;
	while (!isBelow && behind < lines.count - 1 && lines.isBlank(behind))
		blanks.push(lines.content(behind++));
	if (
		blanks.length > 0 &&
		behind < lines.count - 1 &&
		!lines.isBlank(own.first)
	)
		splices.push(
			insertLines(lines, own.first, blanks),
			removeLines(lines, { first: list.last + 1, last: behind - 1 }),
		);
	return splices;
}

/** What a copy leaves out: a startup probe succeeds once. */
const LEFT_OUT = "successThreshold";

/**
 * The startup probe, when it says nothing but what the readiness probe says, or was made of that by a conversion: a classic
 * sidecar keeps nobody waiting, and did not have it.
 */
function copiedProbe(container: Container): Entry | undefined {
	const startup = container.field("startupProbe");
	const readiness = container.field("readinessProbe");
	if (
		startup?.parent !== container.node ||
		readiness?.parent !== container.node
	)
		return undefined;
	const copy = wordsOf(container, startup);
	const isCopy =
		(copy !== undefined && copy === wordsOf(container, readiness)) ||
		isAsConverted(container, startup);
	return isCopy ? startup : undefined;
}

/** Would a conversion write the very same, if it were not there? */
function isAsConverted(container: Container, startup: Entry): boolean {
	const { document } = container.pod;
	const removal = removeEntry(document, startup);
	const without = removal && after(container, makeEdit(removal));
	const copy = without && startupProbe(without);
	return (
		copy !== undefined &&
		applyEdit(without?.pod.document.text ?? "", makeEdit(copy)) ===
			document.text
	);
}

/** What a probe says, comments included, whatever its indentation; nothing where a part of it is shared. */
function wordsOf(
	{ pod: { document } }: Container,
	entry: Entry,
): string | undefined {
	const { lines, text } = document;
	const { value } = entry;
	if (value?.kind !== "mapping" || value.anchor !== undefined) return undefined;
	const { last } = linesOf(lines, entry);
	const written = text.slice(entry.start, lines.end(last));
	const comments = value.flow
		? []
		: [...written.matchAll(/(?:^|[ \t])(#.*)$/gm)].map(([, comment = ""]) =>
				comment.trim(),
			);
	return [
		...value.entries
			.filter(({ key }) => key.text !== LEFT_OUT)
			.map((part) => text.slice(part.start, part.end)),
		...comments,
	]
		.map((part) => part.replaceAll(/\s*\n\s*/g, "\n").trim())
		.join("\n");
}
