import { atLeast } from "../versions";
import type { Planned, PodPlan } from "./plan";
import type { Probes } from "./probes";
import { restarts, restartsAfterProbe, restartsAll } from "./restarts";
import type { Run, SeenRun, Snapshot } from "./runtime";
import { hasStartedHere } from "./status";
import { after, LOOK, ownStart } from "./timing";
import type { Because } from "./trace";

/** A container to start, and what it waited for when nothing of it has run yet. */
export interface Start {
	readonly planned: Planned;
	readonly gate: Because | undefined;
}

export interface Restart {
	readonly run: Run;
	readonly because: Because;
	/** In seconds, when the probe has one of its own. */
	readonly grace: number | undefined;
}

/** What the kubelet is going to do with a Pod. */
export interface Actions {
	/** Stop all of it. */
	readonly killPod: boolean;
	/** Why it is stopped, when that is not the sandbox. */
	readonly because: Because | undefined;
	readonly createSandbox: boolean;
	readonly kill: readonly Restart[];
	/** Containers to stop and forget, in this order, as all of them restart. */
	readonly reset: readonly SeenRun[];
	/** They go first, whatever becomes of the others. */
	readonly ephemerals: readonly Planned[];
	readonly inits: readonly Start[];
	readonly apps: readonly Start[];
}

const NOTHING: Actions = {
	killPod: false,
	because: undefined,
	createSandbox: false,
	kill: [],
	reset: [],
	ephemerals: [],
	inits: [],
	apps: [],
};

/** What the decision rests on. */
export interface Sight {
	readonly plan: PodPlan;
	readonly snapshot: Snapshot;
	readonly probes: Probes;
	readonly restartingAll: boolean;
}

/** Source: `computePodActions` of pkg/kubelet/kuberuntime/kuberuntime_manager.go. */
export function actionsOf(sight: Sight): Actions {
	const { plan, restartingAll, snapshot } = sight;
	if (restartingAll) return { ...NOTHING, reset: toReset(plan, snapshot) };
	if (!snapshot.isSandboxReady) return forNewSandbox(plan, snapshot);
	// They wait for nothing but the sandbox, and are never started again.
	const ephemerals = plan.ephemerals.filter(
		({ key }) => !snapshot.runs.has(key),
	);
	const inits = initActions(sight);
	if (inits.failed) return { ...NOTHING, killPod: true };
	if (!inits.initialized)
		return { ...NOTHING, kill: inits.kill, ephemerals, inits: inits.start };
	const kill = [...inits.kill];
	const apps: Start[] = [];
	let kept = 0;
	for (const planned of plan.apps) {
		const newest = snapshot.runs.get(planned.key)?.[0];
		if (newest?.state !== "running") {
			if (!newest || restarts(planned, newest.code ?? 0, plan))
				apps.push({ planned, gate: inits.last });
			continue;
		}
		const ill = illness(newest.run, sight);
		if (!ill) {
			kept++;
			continue;
		}
		kill.push(ill);
		if (restartsAfterProbe(planned, plan))
			apps.push({ planned, gate: undefined });
	}
	// A part of a manifest may have no app in sight: the server would not take such a Pod, so none ends for that.
	const isDone = kept === 0 && apps.length === 0 && plan.apps.length > 0;
	return {
		...NOTHING,
		killPod: isDone,
		because: isDone
			? lastOf([
					...plan.apps.map(({ key }) => {
						const ended = snapshot.runs.get(key)?.[0]?.run.ended;
						return ended && after(ended, LOOK);
					}),
					...kill.map(({ because }) => because),
				])
			: undefined,
		kill,
		ephemerals: isDone ? [] : ephemerals,
		inits: isDone ? [] : inits.start,
		apps,
	};
}

const lastOf = (all: readonly (Because | undefined)[]): Because | undefined =>
	all.reduce(
		(last, each) =>
			each && (!last || each.cause.at >= last.cause.at) ? each : last,
		undefined,
	);

/** The containers that have asked for the restart go last, and native sidecars after the apps. */
function toReset(plan: PodPlan, { runs }: Snapshot): SeenRun[] {
	const seenOf = (all: readonly Planned[]) =>
		all.flatMap(({ key }) => runs.get(key) ?? []);
	const isSource = ({ code, run, state }: SeenRun) =>
		state === "exited" && restartsAll(run.planned, code ?? 0);
	const apps = seenOf(plan.apps);
	const inits = seenOf(plan.inits);
	const isTarget = (seen: SeenRun) => !isSource(seen);
	return [
		...apps.filter(isTarget),
		...inits.filter(isTarget),
		...apps.filter(isSource),
		...inits.filter(isSource),
	];
}

function forNewSandbox(plan: PodPlan, { runs, sandbox }: Snapshot): Actions {
	const isFirst = sandbox < 0;
	if (!isFirst && plan.policy === "Never" && runs.size > 0)
		return { ...NOTHING, killPod: true };
	const hasSucceeded = ({ key }: Planned) => {
		const newest = runs.get(key)?.[0];
		return newest?.state === "exited" && newest.code === 0;
	};
	const apps = plan.apps.filter(
		(planned) =>
			(planned.policy ?? plan.policy) !== "OnFailure" || !hasSucceeded(planned),
	);
	const hasAny = plan.apps.some(({ key }) => runs.has(key));
	if (apps.length === 0 && hasAny) return { ...NOTHING, killPod: true };
	const [first] = plan.inits;
	const start = (planned: Planned): Start => ({ planned, gate: undefined });
	return {
		...NOTHING,
		killPod: true,
		createSandbox: true,
		inits: first ? [start(first)] : [],
		apps: first ? [] : apps.map(start),
	};
}

interface InitActions {
	readonly initialized: boolean;
	readonly failed: boolean;
	readonly kill: readonly Restart[];
	readonly start: readonly Start[];
	/** What the apps wait for. */
	readonly last: Because | undefined;
}

/** Source: `computeInitContainerActions` of pkg/kubelet/kuberuntime/kuberuntime_container.go. */
function initActions(sight: Sight): InitActions {
	const { plan, snapshot } = sight;
	const { inits, version } = plan;
	let initialized = inits.length === 0 || wasInitialized(plan, snapshot);
	let isPast = initialized;
	const kill: Restart[] = [];
	const start: Start[] = [];
	const last = inits.at(-1);
	const failed: InitActions = {
		initialized: false,
		failed: true,
		kill: [],
		start: [],
		last: undefined,
	};
	for (let index = inits.length - 1; index >= 0; index--) {
		const planned = inits[index];
		if (!planned) continue;
		const newest = seenHere(planned, snapshot, version);
		if (!newest) {
			if (isPast && planned.kind === "sidecar")
				start.push({ planned, gate: undefined });
			continue;
		}
		if (isPast && planned.kind === "init") continue;
		const { code = 0, run, state } = newest;
		const next = inits[index + 1];
		const isOpen =
			planned.kind === "init"
				? state === "exited" && code === 0
				: state === "running" && hasPassed(planned, run, sight);
		if (isOpen) {
			if (!next) initialized = true;
			else if (!isPast || planned.kind === "init")
				start.push({ planned: next, gate: gateOf(planned, run, plan) });
		} else if (state === "exited") {
			if (planned.kind === "init" && !restarts(planned, code, plan))
				return failed;
			start.push({ planned, gate: undefined });
		}
		const ill =
			planned.kind === "sidecar" && state === "running"
				? illness(run, sight)
				: undefined;
		if (ill) {
			kill.push(ill);
			start.push({ planned, gate: undefined });
		}
		isPast = true;
	}
	const [first] = inits;
	if (!isPast && first) start.push({ planned: first, gate: undefined });
	const lastRun = last && snapshot.runs.get(last.key)?.[0]?.run;
	return {
		initialized,
		failed: false,
		kill,
		start: start.reverse(),
		last: last && lastRun && gateOf(last, lastRun, plan),
	};
}

/** Up to 1.36 an app that runs counts wherever it runs; then one of this sandbox, running or not. */
const wasInitialized = (plan: PodPlan, snapshot: Snapshot): boolean =>
	atLeast(plan.version, "1.37")
		? hasStartedHere(plan, snapshot)
		: plan.apps.some(
				({ key }) => snapshot.runs.get(key)?.[0]?.state === "running",
			);

function seenHere(
	{ key }: Planned,
	{ runs, sandbox }: Snapshot,
	version: PodPlan["version"],
): SeenRun | undefined {
	const newest = runs.get(key)?.[0];
	return newest && atLeast(version, "1.37") && newest.run.sandbox !== sandbox
		? undefined
		: newest;
}

const hasPassed = (
	{ probes: own }: Planned,
	run: Run,
	{ probes }: Sight,
): boolean =>
	!own.some(({ kind }) => kind === "startup") ||
	probes.resultOf(run, "startup") === "success";

/** What the next container waits for at this one. */
const gateOf = ({ kind, probes }: Planned, run: Run, plan: PodPlan): Because =>
	kind === "init" && run.ended
		? after(run.ended, LOOK)
		: after(
				run.gate,
				probes.some((probe) => probe.kind === "startup")
					? LOOK
					: ownStart(plan.version),
			);

/** Has a probe found that a container has to be restarted? */
function illness(run: Run, { probes }: Sight): Restart | undefined {
	for (const kind of ["startup", "liveness"] as const) {
		if (probes.resultOf(run, kind) !== "failure") continue;
		const event = probes.failureOf(run);
		return {
			run,
			because: after(event ?? run.started, LOOK),
			grace: run.planned.probes.find((probe) => probe.kind === kind)
				?.gracePeriod,
		};
	}
	return undefined;
}
