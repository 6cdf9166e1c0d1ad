import { applyWithin, type Splice } from "../text/edit";
import { literally } from "../text/pattern";
import type { Document } from "../yaml/document";
import {
	firstOf,
	keyIndent,
	removeEntry,
	renameKey,
	replaceScalar,
} from "../yaml/edit";
import { indentOfPart } from "../yaml/flow";
import { bare } from "../yaml/flow-edit";
import { insertBeside, scalarInFlow } from "../yaml/flow-write";
import { insertEntry } from "../yaml/insert";
import { insertLines, together } from "../yaml/line-edit";
import { type ListSlot, slotUnder } from "../yaml/list-slot";
import { lineBeside, linesOf } from "../yaml/ownership";
import { moveItemTo } from "../yaml/relocate";
import {
	type Entry,
	entryOf,
	type Mapping,
	type Node,
	nodesOf,
	valueAt,
} from "../yaml/tree";
import type { Container } from "./container";
import { bearFailures, longDelay, moreFailures } from "./conversion/patience";
import type { Pod } from "./pod";
import { integerOf, scalarOf } from "./values";

/** How a container becomes a native sidecar in the text; whether it should is another question. */

/**
 * Where a native sidecar is to stand among the init containers; a missing list is made above `containers`.
 * @param index among the init containers that are there
 * @param side of `containers` where a missing list is made
 * @returns nothing where the lists are written somewhere else (an alias, a merge key)
 */
export function nativeSlot(
	pod: Pod,
	index: number,
	side: "before" | "after" = "before",
): ListSlot | undefined {
	const containers = pod.listEntry("containers");
	return containers?.parent === pod.spec
		? slotUnder(pod.spec, "initContainers", index, containers, side)
		: undefined;
}

/**
 * Moves a container there and makes it a native sidecar.
 * @param gate must others wait until its readinessProbe has succeeded?
 * @param removed what is deleted in the container
 */
export function convert(
	container: Container,
	slot: ListSlot,
	gate: boolean,
	removed: readonly Splice[] = [],
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const policy = restartAlways(container);
	const probe = gate ? startupProbe(container) : [];
	const changes =
		policy && probe && together(document.lines, [...policy, ...probe], removed);
	// A patch may name containers of one list only.
	const emptied = container.pod.isPatch ? "removed" : "declined";
	return (
		changes && moveItemTo(document, container.item, changes, slot, emptied)
	);
}

/**
 * Adds or changes `restartPolicy` so that it says `Always`.
 * @returns nothing also where it says so a level too deep, in something that the container holds: that is to be moved
 */
export function restartAlways(
	container: Container,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const old = container.entry("restartPolicy");
	if (old && old.parent !== container.node) return undefined;
	const value = old?.value;
	if (value?.kind === "scalar") {
		if (value.text === "Always") return [];
		return value.style === "plain" && old?.parent.flow && !value.templated
			? [
					{
						start: value.start,
						end: value.end,
						text: scalarInFlow(document, old, "Always"),
					},
				]
			: replaceScalar(value, "Always");
	}
	if (value) return undefined;
	if (old) {
		const text = old.parent.flow
			? scalarInFlow(document, old, "Always")
			: "Always";
		return [{ start: old.end, end: old.end, text: ` ${text}` }];
	}
	if (saysAlwaysWithin(container.node)) return undefined;
	const neighbour = firstOf(container.node, "image", "name");
	return (
		neighbour && insertEntry(document, neighbour, "restartPolicy", "Always")
	);
}

const saysAlwaysWithin = (container: Mapping): boolean =>
	nodesOf(container).some(
		(node) =>
			node.kind === "mapping" &&
			scalarOf(entryOf(node, "restartPolicy")?.value)?.text === "Always",
	);

/**
 * Copies the readinessProbe to startupProbe, in front of it. A startup probe succeeds once, so no threshold above 1; where
 * it fails, the container is killed, so that it bears more failures; while it waits for its first look, so do all others.
 */
export const startupProbe = (
	container: Container,
): readonly Splice[] | undefined =>
	copiedProbe(container, true) ?? copiedProbe(container, false);

function copiedProbe(
	container: Container,
	/** May a long delay go? In brackets two that stand beside each other cannot both. */
	dropsDelay: boolean,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const { lines, text } = document;
	const readiness = container.field("readinessProbe");
	if (!readiness || container.entry("startupProbe")) return undefined;
	const anchors = withoutAnchors(document, readiness);
	if (!anchors) return undefined;
	const delay = dropsDelay ? longDelay(readiness.value) : undefined;
	const failures = moreFailures(readiness.value, dropsDelay);
	// What spared failures becomes their number.
	const becomes =
		failures !== undefined && !valueAt(readiness.value, "failureThreshold")
			? delay
			: undefined;
	const threshold = highThreshold(readiness.value);
	if (threshold === "elsewhere") return undefined;
	const dropped = [becomes ? undefined : delay, threshold].filter(
		(entry) => entry !== undefined,
	);
	const changes: Splice[] = [
		...renameKey(document, readiness, "startupProbe"),
		...anchors,
	];
	if (becomes?.value && failures !== undefined) {
		const { start, end } = becomes.value;
		changes.push(...renameKey(document, becomes, "failureThreshold"), {
			start,
			end,
			text: String(failures),
		});
	} else if (failures !== undefined) {
		const more = bearFailures(document, readiness.value, failures, dropped);
		if (!more) return undefined;
		changes.push(...more);
	}
	for (const entry of dropped) {
		const removal = removeEntry(document, entry);
		if (!removal) return undefined;
		changes.push(...removal);
	}
	const { start } = readiness;
	const isFlow = readiness.parent.flow;
	const end = isFlow
		? readiness.end
		: lines.end(linesOf(lines, readiness).last);
	const copy = applyWithin(
		text,
		{ start, end },
		// Without the line end that goes with a last line.
		changes.map((splice) => ({ ...splice, end: Math.min(splice.end, end) })),
	)?.replace(/\r?\n$/, "");
	if (copy === undefined) return undefined;
	if (isFlow) {
		const indent = indentOfPart(document, readiness);
		return insertBeside(document, readiness, "before", bare(copy, indent));
	}
	const block = (keyIndent(lines, readiness) + copy).split(/\r?\n/);
	return [insertLines(lines, lineBeside(lines, readiness, "before"), block)];
}

/**
 * Leaves out the anchors of a probe that is copied: they stay with the probe that its aliases were written for.
 * @returns nothing where an alias of the probe stands for another part of it, or it is not plain where an anchor stands
 */
function withoutAnchors(
	{ text }: Document,
	probe: Entry,
): readonly Splice[] | undefined {
	const nodes = nodesOf(probe.value);
	const anchored = nodes.filter(({ anchor }) => anchor !== undefined);
	const isOwn = (node: Node) =>
		node.kind === "alias" && anchored.some((own) => own === node.target);
	if (nodes.some(isOwn)) return undefined;
	const splices = anchored.map(({ anchor = "", start }): Splice | undefined => {
		const from = probe.key.end;
		// Nothing but blanks and comments may come between.
		const written = new RegExp(
			`[ \\t]*&${literally(anchor)}(?=\\s)(?:[ \\t]+#.*|\\s)*$`,
		).exec(text.slice(from, start));
		if (!written) return undefined;
		const end = written[0].indexOf("&") + 1 + anchor.length;
		const at = from + written.index;
		return { start: at, end: at + end, text: "" };
	});
	return splices.every((splice) => splice !== undefined) ? splices : undefined;
}

/** A `successThreshold` above 1, which a startup probe must not have. */
function highThreshold(
	probe: Node | undefined,
): Entry | "elsewhere" | undefined {
	const threshold = valueAt(probe, "successThreshold");
	if (!threshold || (integerOf(threshold) ?? 2) <= 1) return undefined;
	const entry = threshold.holder;
	return entry && "key" in entry && entry.parent === probe
		? entry
		: "elsewhere";
}
