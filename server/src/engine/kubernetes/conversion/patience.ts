import type { Splice } from "../../text/edit";
import type { Document } from "../../yaml/document";
import { insertEntryAfter, keyIndent } from "../../yaml/edit";
import { linesOf } from "../../yaml/ownership";
import { type Entry, entryOf, type Node } from "../../yaml/tree";
import { integerOf, isNull } from "../values";

/**
 * A readinessProbe that fails has the Pod taken out of its Services; a startupProbe that fails has the container killed,
 * again and again, and those behind it never start. A copy has to be as patient as a slow start needs.
 */

/** The seconds in which a sidecar must have come up. */
export const PATIENCE = 60;

/** Kubernetes' own values where a probe says nothing. */
const USUAL = { periodSeconds: 10, failureThreshold: 3 } as const;

/** A delay that is longer than this many seconds is there to spare failures, not the first look. */
const SHORT = 5;

/**
 * A long `initialDelaySeconds`, which a copy must not have: all that come later would wait for it at each start, however soon
 * the check passes. Its failures may be as many more instead.
 */
export function longDelay(probe: Node | undefined): Entry | undefined {
	const entry =
		probe?.kind === "mapping"
			? entryOf(probe, "initialDelaySeconds")
			: undefined;
	return entry && entry.parent === probe && secondsOf(entry) > SHORT
		? entry
		: undefined;
}

const secondsOf = (entry: Entry | undefined): number =>
	integerOf(entry?.value) ?? 0;

/** How many failures the copy of a probe must bear; nothing where it bears enough, or it is not known how many it does. */
export function moreFailures(
	probe: Node | undefined,
	dropsDelay = true,
): number | undefined {
	if (probe?.kind !== "mapping") return undefined;
	const numberOf = (field: keyof typeof USUAL): number | undefined => {
		const node = entryOf(probe, field)?.value;
		const number = isNull(node) ? USUAL[field] : integerOf(node);
		return number === 0 ? USUAL[field] : number;
	};
	const period = numberOf("periodSeconds");
	const failures = numberOf("failureThreshold");
	if (period === undefined || failures === undefined) return undefined;
	if (period < 1 || failures < 1) return undefined;
	const delay = dropsDelay ? secondsOf(longDelay(probe)) : 0;
	if (delay === 0 && period * failures >= PATIENCE) return undefined;
	return Math.ceil(Math.max(PATIENCE, delay + period * failures) / period);
}

/** Gives a probe that is copied so many failures; nothing where that cannot be written. */
export function bearFailures(
	document: Document,
	probe: Node | undefined,
	failures: number,
	/** Those that are not there any more afterwards. */
	except: readonly object[] = [],
): readonly Splice[] | undefined {
	if (probe?.kind !== "mapping") return undefined;
	const entry = entryOf(probe, "failureThreshold");
	if (entry && entry.parent !== probe) return undefined;
	if (entry?.value?.kind === "scalar" && entry.value.anchor === undefined)
		return entry.value.templated
			? undefined
			: [
					{
						start: entry.value.start,
						end: entry.value.end,
						text: String(failures),
					},
				];
	if (entry) return undefined;
	const own = probe.entries.filter((one) => !except.includes(one));
	const after =
		own.find(({ key }) => key.text === "periodSeconds") ?? own.at(-1);
	if (!after) return undefined;
	if (probe.flow)
		return insertEntryAfter(
			document,
			after,
			"failureThreshold",
			String(failures),
		);
	const { lines } = document;
	const at = lines.end(linesOf(lines, after).last);
	const text = `${lines.eol}${keyIndent(lines, after)}failureThreshold: ${failures}`;
	return [{ start: at, end: at, text }];
}
