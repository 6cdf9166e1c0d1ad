import { atLeast } from "../versions";
import type { Planned, PodPlan } from "./plan";
import { restarts, restartsAll } from "./restarts";
import type { Run, Snapshot } from "./runtime";

export type Phase = "Pending" | "Running" | "Succeeded" | "Failed";

export const isTerminal = (phase: Phase): boolean =>
	phase === "Succeeded" || phase === "Failed";

/** What a try to start a container has come to. */
export type FailedStart =
	| "CrashLoopBackOff"
	| "ErrImagePull"
	| "ImagePullBackOff"
	| "PostStartHookError"
	| "RunContainerError";

export type WaitingReason =
	| FailedStart
	| "ContainerCreating"
	| "PodInitializing";

/** What the kubelet says of a container in the Pod's status. */
export interface ContainerStatus {
	readonly run: Run | undefined;
	readonly state: "waiting" | "running" | "terminated";
	/** The code of the end that is known: this run's, else the last one's. */
	readonly code: number | undefined;
	/** Why it waits: `CrashLoopBackOff` and the like. */
	readonly reason: WaitingReason | undefined;
	/** It has been removed because all containers restart. */
	readonly isRemoved: boolean;
	readonly started: boolean;
	readonly ready: boolean;
}

export interface PodStatus {
	readonly phase: Phase;
	readonly containers: ReadonlyMap<string, ContainerStatus>;
	readonly initialized: boolean;
	readonly ready: boolean;
	/** All containers are about to restart. */
	readonly restartingAll: boolean;
}

/** What the kubelet knows when it computes a status. */
export interface Known {
	readonly plan: PodPlan;
	readonly snapshot: Snapshot;
	readonly old: PodStatus | undefined;
	/** Containers that could not be started when it was tried last. */
	readonly failedStarts: ReadonlyMap<string, FailedStart>;
	/** Is a running container started, and is it ready? The probes know. */
	readonly isStarted: (status: ContainerStatus, planned: Planned) => boolean;
	readonly isReady: (status: ContainerStatus, planned: Planned) => boolean;
	/** All containers have been stopped for good. */
	readonly isOver: boolean;
	readonly isPastDeadline: boolean;
}

/** Computes a Pod's status. Source: `generateAPIPodStatus` of pkg/kubelet/kubelet_pods.go. */
export function statusOf(known: Known): PodStatus {
	const { old, plan } = known;
	const wasRestartingAll = old?.restartingAll ?? false;
	const containers = new Map<string, ContainerStatus>();
	const all = [...plan.inits, ...plan.apps];
	for (const planned of all)
		containers.set(planned.key, convert(planned, known, wasRestartingAll));
	const phase = settledPhase(known, containers);
	for (const planned of all) {
		const status = containers.get(planned.key);
		if (status) containers.set(planned.key, withProbes(planned, status, known));
	}
	return {
		phase,
		containers,
		initialized: isInitialized(plan, containers, phase, old),
		ready: isReady(plan, containers, phase),
		restartingAll: !isTerminal(phase) && isRestartingAll(known),
	};
}

function settledPhase(
	known: Known,
	containers: ReadonlyMap<string, ContainerStatus>,
): Phase {
	const phase = phaseOf(known, containers);
	if (known.isPastDeadline) return "Failed";
	const { old } = known;
	return old && isTerminal(old.phase) && !isTerminal(phase) ? old.phase : phase;
}

const NOT_YET: ContainerStatus = {
	run: undefined,
	state: "waiting",
	code: undefined,
	reason: undefined,
	isRemoved: false,
	started: false,
	ready: false,
};

/** Source: `convertToAPIContainerStatuses` of pkg/kubelet/kubelet_pods.go. */
function convert(
	planned: Planned,
	{ failedStarts, old, plan, snapshot }: Known,
	wasRestartingAll: boolean,
): ContainerStatus {
	const before = old?.containers.get(planned.key);
	const [newest, previous] = snapshot.runs.get(planned.key) ?? [];
	const usual: WaitingReason =
		plan.inits.length > 0 ? "PodInitializing" : "ContainerCreating";
	const reason = failedStarts.get(planned.key);
	if (!newest) {
		const waiting = { ...NOT_YET, reason: reason ?? usual };
		if (!before) return waiting;
		if (wasRestartingAll && before.state !== "waiting")
			return { ...waiting, code: 137, isRemoved: true };
		if (before.state === "terminated") return before;
		// A container that ran and cannot be found has ended.
		const code = before.state === "running" ? 137 : before.code;
		return { ...waiting, run: before.run, code, isRemoved: before.isRemoved };
	}
	const { run, state } = newest;
	const code =
		state === "exited" ? newest.code : (previous?.code ?? before?.code);
	// From 1.35 on a running container keeps what was known of its predecessor until a probe says something else.
	const started =
		state === "running" &&
		atLeast(plan.version, "1.35") &&
		(before?.started ?? false);
	const isWaiting =
		state === "exited" &&
		reason !== undefined &&
		!(planned.kind !== "app" && code === 0) &&
		restarts(planned, code ?? 0, plan);
	const is = isWaiting ? "waiting" : state === "exited" ? "terminated" : state;
	const why = isWaiting ? reason : undefined;
	// Most containers have not changed, and looks are many.
	const isSame =
		before?.run === run &&
		before.state === is &&
		before.code === code &&
		before.reason === why &&
		before.started === started &&
		!before.isRemoved;
	return isSame
		? before
		: {
				run,
				state: is,
				code,
				reason: why,
				isRemoved: false,
				started,
				ready: false,
			};
}

/** Source: `UpdatePodStatus` of pkg/kubelet/prober/prober_manager.go. */
function withProbes(
	planned: Planned,
	status: ContainerStatus,
	{ isReady, isStarted }: Known,
): ContainerStatus {
	const started = status.state === "running" && isStarted(status, planned);
	const ready =
		planned.kind === "init"
			? status.state === "terminated" && status.code === 0
			: started && isReady(status, planned);
	return started === status.started && ready === status.ready
		? status
		: { ...status, started, ready };
}

/** Source: `getPhase` of pkg/kubelet/kubelet_pods.go. */
function phaseOf(
	{ isOver, plan, snapshot }: Known,
	statuses: ReadonlyMap<string, ContainerStatus>,
): Phase {
	const { apps, inits, version } = plan;
	const statusOfOne = ({ key }: Planned) => statuses.get(key) ?? NOT_YET;
	const isRestarted = (planned: Planned) => {
		const { code = 0, isRemoved } = statusOfOne(planned);
		return isRemoved || restarts(planned, code, plan);
	};
	let pendingInits = 0;
	let pendingSidecars = 0;
	let running = 0;
	let waiting = 0;
	for (const planned of inits) {
		const { code, started, state } = statusOfOne(planned);
		if (planned.kind === "init") {
			if (state === "running" || code === undefined) pendingInits++;
			else if (code !== 0 && !isRestarted(planned)) return "Failed";
		} else if (state === "running") {
			running++;
			if (!started) pendingSidecars++;
		} else if (state === "waiting" && code === undefined) {
			waiting++;
			pendingSidecars++;
		}
	}
	let stopped = 0;
	let forGood = 0;
	let succeeded = 0;
	for (const planned of apps) {
		const { code, state } = statusOfOne(planned);
		if (state === "running") running++;
		else if (code === undefined) waiting++;
		else {
			stopped++;
			if (!isRestarted(planned)) forGood++;
			if (code === 0 && state === "terminated") succeeded++;
		}
	}
	const wasInitialized = atLeast(version, "1.33")
		? hasStartedHere(plan, snapshot)
		: hasStarted(plan, statuses);
	const isPending = atLeast(version, "1.33")
		? pendingInits > 0 || (pendingSidecars > 0 && !wasInitialized)
		: pendingInits + pendingSidecars > 0 && !wasInitialized;
	if (isPending || waiting > 0) return "Pending";
	if (running > 0) return "Running";
	if (stopped === 0) return "Pending";
	if (isOver) return stopped === succeeded ? "Succeeded" : "Failed";
	if (stopped !== forGood) return "Running";
	return stopped === succeeded ? "Succeeded" : "Failed";
}

/** Has an app been started, by what its status says now? */
const hasStarted = (
	{ apps }: PodPlan,
	statuses: ReadonlyMap<string, ContainerStatus>,
): boolean =>
	apps.some(({ key }) => (statuses.get(key)?.state ?? "waiting") !== "waiting");

/** Has an app been started in the sandbox that is there now? */
export const hasStartedHere = (
	{ apps }: PodPlan,
	{ isSandboxReady, runs, sandbox }: Snapshot,
): boolean =>
	isSandboxReady &&
	apps.some(({ key }) =>
		runs.get(key)?.some(({ run }) => run.sandbox === sandbox),
	);

/** Source: `GeneratePodInitializedCondition` of pkg/kubelet/status/generate.go. */
function isInitialized(
	plan: PodPlan,
	statuses: ReadonlyMap<string, ContainerStatus>,
	phase: Phase,
	old: PodStatus | undefined,
): boolean {
	if (phase === "Succeeded" || hasStarted(plan, statuses)) return true;
	if (atLeast(plan.version, "1.36") && old?.initialized) return true;
	return plan.inits.every(({ key, kind }) => {
		const status = statuses.get(key);
		return (kind === "sidecar" ? status?.started : status?.ready) ?? false;
	});
}

/** Apps and native sidecars have to be ready. Source: `GenerateContainersReadyCondition`. */
export function isReady(
	{ apps, inits }: PodPlan,
	statuses: ReadonlyMap<string, ContainerStatus>,
	phase: Phase,
): boolean {
	if (isTerminal(phase)) return false;
	return [...inits, ...apps].every(
		({ key, kind }) => kind === "init" || (statuses.get(key)?.ready ?? false),
	);
}

/** Source: `GenerateAllContainersRestartingCondition`. */
function isRestartingAll({ old, plan, snapshot }: Known): boolean {
	if (!plan.mayRestartAll) return false;
	const all = [...plan.inits, ...plan.apps];
	const isAsked = all.some((planned) => {
		const newest = snapshot.runs.get(planned.key)?.[0];
		return newest?.state === "exited" && restartsAll(planned, newest.code ?? 0);
	});
	const isCleanedUp = all.every(({ key }) => !snapshot.runs.get(key)?.length);
	return (isAsked || (old?.restartingAll ?? false)) && !isCleanedUp;
}
