import {
	type Blocker,
	blockerOf,
	completionOf,
} from "../../server/src/engine/kubernetes/completion";
import type { Container } from "../../server/src/engine/kubernetes/container";
import type { Pod } from "../../server/src/engine/kubernetes/pod";
import {
	type Planned,
	type PodPlan,
	planOf,
} from "../../server/src/engine/kubernetes/simulation/plan";
import {
	FOREVER,
	NEVER_PASSES,
	type Program,
	SERVER,
} from "../../server/src/engine/kubernetes/simulation/programs";
import { play as playPlan } from "../../server/src/engine/kubernetes/simulation/simulate";
import type {
	Told,
	TraceEvent,
} from "../../server/src/engine/kubernetes/simulation/trace";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { memoizeBoth } from "../../server/src/engine/text/memo";

/** How long everything lasts that lasts at all, in ms: more than a kubelet needs to notice something. */
const PACE = 2000;
/** Time enough for all: no order is cut short. */
const ENDLESS = 1_000_000;
/** As in the drawing: room for what takes no time, and how long everything is seen to run. */
const SOON = 0.6;
const RUN = 2;

export interface Played {
	readonly plan: PodPlan;
	readonly events: readonly TraceEvent[];
	/** What the API server knew, one after the other. */
	readonly told: readonly Told[];
}

/**
 * Plays the life of a Pod for the order of its events alone. What a manifest does not tell, how long programs run, is the
 * same for all of them; whatever it tells about time is left out; nothing fails. Once all is quiet the Pod is deleted, or
 * its apps end.
 */
export const playInOrder = memoizeBoth(play);

function play(pod: Pod, version: Version): Played {
	const told: Told[] = [];
	const plan = withoutTimes(planOf(pod, version));
	const stuck = blockerOf(pod, version, {});
	const end = completionOf(pod, version, {}).ends === "yes";
	const { events } = playPlan(
		plan,
		(planned) =>
			programOf(
				planned,
				planned.container === stuck?.container ? stuck : undefined,
			),
		{
			stimuli: [
				{ type: end ? "finish" : "delete", at: { quietFor: 2 * PACE } },
			],
			// A hook, two probes and a stop of each, one after the other.
			until: (6 * pod.all.length + 20) * PACE,
			watch: (one) => told.push(one),
		},
	);
	return { plan, events, told };
}

function withoutTimes(plan: PodPlan): PodPlan {
	const each = (planned: Planned): Planned => ({
		...planned,
		probes: planned.probes.map((probe) => ({
			...probe,
			initialDelay: 0,
			period: 1,
			failures: FOREVER,
			successes: 1,
		})),
	});
	return {
		...plan,
		inits: plan.inits.map(each),
		apps: plan.apps.map(each),
		gracePeriod: ENDLESS,
		deadline: undefined,
	};
}

/** One pace for its work, its hook, its startup probe, its readiness probe, and its stop. */
function programOf(
	{ hasPostStart, kind, probes }: Planned,
	stuck: Blocker | undefined,
): Program {
	const vain = stuck?.why === "check" ? stuck.check : undefined;
	const isProbed = probes.some((probe) => probe.kind === "startup");
	const started = (hasPostStart ? PACE : 0) + (isProbed ? PACE : 0);
	const hook = { lasts: PACE, code: 0 };
	return {
		...SERVER,
		runs: [{ lasts: kind === "init" && !stuck ? PACE : FOREVER, code: 0 }],
		sigterm: { after: PACE, code: 0 },
		postStart: vain === "postStart" ? { ...hook, lasts: FOREVER } : hook,
		preStop: hook,
		passes: {
			...SERVER.passes,
			startup:
				vain === "startupProbe"
					? NEVER_PASSES
					: { from: started, until: FOREVER },
			readiness: { from: started + PACE, until: FOREVER },
		},
	};
}

/** When what happens to a container, in steps; by event, probes by their kind. */
export type Times = ReadonlyMap<string, number>;

/** A life in steps. */
export interface Steps {
	readonly of: ReadonlyMap<
		Container,
		{ readonly kind: Planned["kind"]; readonly times: Times }
	>;
	readonly ready: number | undefined;
	readonly stop: number;
}

/** Lays the events of a life out in steps: each as long after what it follows from as that takes at least. */
export function stepsOf(pod: Pod, version: Version): Steps {
	const { events, plan } = playInOrder(pod, version);
	const keysOf = (all: readonly Planned[]) =>
		new Set(all.map(({ key }) => key));
	const apps = keysOf(plan.apps);
	const ephemerals = keysOf(plan.ephemerals);
	const sidecars = keysOf(plan.inits.filter(({ kind }) => kind === "sidecar"));
	const steps = new Map<TraceEvent, number>();
	const byKey = new Map<string, Map<string, number>>();
	let ready: number | undefined;
	let last = 0;
	let stop = 0;
	for (const event of events) {
		const { cause, container = "", detail, least, passed, probe, type } = event;
		const isEnd = type === "delete" || type === "finish";
		if (isEnd) stop = last + RUN;
		const follows =
			type === "running" &&
			!ephemerals.has(container) &&
			cause?.type === "running" &&
			sidecars.has(cause.container ?? "");
		const step = isEnd
			? stop
			: cause
				? (steps.get(cause) ?? 0) + least / PACE + (follows ? SOON : 0)
				: 0;
		steps.set(event, step);
		const needsRoom =
			(type === "running" && apps.has(container)) ||
			(type === "started" && sidecars.has(container));
		const own = byKey.get(container);
		const room = needsRoom && step === (own?.get("running") ?? step) ? SOON : 0;
		last = Math.max(last, step + room);
		if (detail === "Ready=True" && apps.size > 0) ready ??= last;
		if (passed === false) continue;
		const name = probe ?? type;
		if (own && !own.has(name)) own.set(name, step);
		else if (!own) byKey.set(container, new Map([[name, step]]));
	}
	return {
		of: new Map(
			[...plan.inits, ...plan.apps, ...plan.ephemerals].map(
				({ container, key, kind }) => [
					container,
					{ kind, times: byKey.get(key) ?? new Map() },
				],
			),
		),
		ready,
		stop,
	};
}
