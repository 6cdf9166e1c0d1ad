import { applyWithin, type Splice } from "../text/edit";
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
import { nodesOf, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { bearFailures, moreFailures } from "./conversion/patience";
import type { Pod } from "./pod";
import { integerOf } from "./values";

/** How a container becomes a native sidecar in the text; whether it should is another question. */

/**
 * Where a native sidecar is to stand among the init containers; a missing list is made above `containers`.
 * @param index among the init containers that are there
 * @returns nothing where the lists are written somewhere else (an alias, a merge key)
 */
export function nativeSlot(pod: Pod, index: number): ListSlot | undefined {
	const containers = pod.listEntry("containers");
	return containers?.parent === pod.spec
		? slotUnder(pod.spec, "initContainers", index, containers, "before")
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

/** Adds or changes `restartPolicy` so that it says `Always`. */
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
	const neighbour = firstOf(container.node, "image", "name");
	return (
		neighbour && insertEntry(document, neighbour, "restartPolicy", "Always")
	);
}

/**
 * Copies the readinessProbe to startupProbe, in front of it. A startup probe succeeds once, so no threshold above 1; where
 * it fails, the container is killed, so that it bears more failures.
 */
export function startupProbe(
	container: Container,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const { lines, text } = document;
	const readiness = container.field("readinessProbe");
	if (
		!readiness ||
		container.entry("startupProbe") ||
		nodesOf(readiness.value).some(({ anchor }) => anchor !== undefined)
	)
		return undefined;
	const threshold = valueAt(readiness.value, "successThreshold");
	const changes: Splice[] = [...renameKey(document, readiness, "startupProbe")];
	const isDropped = threshold && (integerOf(threshold) ?? 2) > 1;
	const failures = moreFailures(readiness.value);
	if (failures !== undefined) {
		const more = bearFailures(
			document,
			readiness.value,
			failures,
			isDropped ? threshold.holder : undefined,
		);
		if (!more) return undefined;
		changes.push(...more);
	}
	if (isDropped) {
		const entry = threshold.holder;
		if (
			!entry ||
			!("key" in entry) ||
			readiness.value?.kind !== "mapping" ||
			entry.parent !== readiness.value
		)
			return undefined;
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
