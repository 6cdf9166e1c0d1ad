import type { Planned, PodPlan, RestartRule } from "./plan";

/** Back-off of containers that end again and again, in ms. */
const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;

const matches = ({ isIn, codes }: RestartRule, code: number): boolean =>
	codes.includes(code) === isIn;

const ruleFor = ({ rules }: Planned, code: number): RestartRule | undefined =>
	rules.find((rule) => matches(rule, code));

/**
 * Is a container started again that has ended with a code? Its first rule that speaks of the code decides, else its own
 * policy, else the Pod's. Source: `ContainerShouldRestart` of pkg/api/v1/pod/util.go.
 */
export function restarts(
	planned: Planned,
	code: number,
	plan: PodPlan,
): boolean {
	if (ruleFor(planned, code)) return true;
	const policy = planned.policy ?? plan.policy;
	return policy === "Always" || (policy === "OnFailure" && code !== 0);
}

/** Do all containers restart because this one has ended with a code? */
export const restartsAll = (planned: Planned, code: number): boolean =>
	ruleFor(planned, code)?.action === "RestartAllContainers";

/** Is a container restarted that a probe has found to be ill? Rules are not asked. */
export const restartsAfterProbe = (
	{ policy }: Planned,
	plan: PodPlan,
): boolean => (policy ?? plan.policy) !== "Never";

interface Entry {
	readonly backOff: number;
	readonly since: number;
}

/**
 * How long the kubelet waits before it starts a container again, by the end of its last run: not at all the first time,
 * then 10 s, doubling up to 300 s. Source: `flowcontrol.Backoff` of client-go.
 */
export class BackOff {
	readonly #entries = new Map<string, Entry>();

	/** The back-off that holds for a container that has ended at some time; 0 for none. */
	of(key: string, ended: number): number {
		const entry = this.#entries.get(key);
		return entry && !isForgotten(entry, ended) ? entry.backOff : 0;
	}

	/** It is started now. */
	next(key: string, ended: number, now: number): void {
		const last = this.of(key, ended);
		const backOff =
			last === 0 ? FIRST_BACK_OFF : Math.min(last * 2, LONGEST_BACK_OFF);
		this.#entries.set(key, { backOff, since: now });
	}
}

/** Who has run for twice the longest back-off has recovered. */
const isForgotten = ({ since }: Entry, ended: number): boolean =>
	ended - since > 2 * LONGEST_BACK_OFF;
