import { blockerOf, completionOf } from "../completion";
import type { Pod } from "../pod";
import type { Catalog } from "../roles";
import { atLeast, type Version } from "../versions";
import { type Planned, type PodPlan, planOf } from "./plan";
import { type ContainerStatus, isTerminal, type PodStatus } from "./status";
import type { Told } from "./trace";

/** What `kubectl get pods` says of a Pod. */
export interface KubectlColumns {
	/** READY: apps and native sidecars that are, of all of them. */
	readonly ready: string;
	/** STATUS: `Init:0/2`, `PodInitializing`, `Running` … */
	readonly status: string;
	/** RESTARTS, without how long ago the last one was. */
	readonly restarts: number;
}

/**
 * What a person sees of a Pod in `kubectl get pods`. Ephemeral containers are in none of the columns.
 * Source: `printPod` of pkg/printers/internalversion/printers.go.
 */
export function kubectlColumns(
	plan: PodPlan,
	{ isDeleted, phase, status }: Omit<Told, "at">,
): KubectlColumns {
	const { apps, inits } = plan;
	const total = apps.length + inits.filter(isSidecar).length;
	// The kubelet has said nothing yet.
	if (!status)
		return {
			ready: `0/${total}`,
			status: isDeleted ? "Terminating" : phase,
			restarts: 0,
		};
	const init = initialising(inits, status);
	const isStarting = init.reason !== undefined && !status.initialized;
	const rest = isStarting ? undefined : running(plan, status);
	return {
		ready: `${init.ready + (rest?.ready ?? 0)}/${total}`,
		status:
			isDeleted && !isTerminal(phase)
				? "Terminating"
				: (rest?.reason ?? init.reason ?? phase),
		restarts: isStarting
			? restartsOf(inits, status)
			: restartsOf([...inits.filter(isSidecar), ...apps], status),
	};
}

/**
 * What a person gets to see when nothing goes wrong: a row for each init container at its work, then while the apps are
 * made, when all run, and when the Pod has completed. It ends at the one that keeps all others from starting, if there is one. A row is made
 * when it is asked for: of many nobody reads all.
 */
export function expectedRows(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): readonly (() => KubectlColumns)[] {
	const plan = planOf(pod, version);
	const { apps, inits } = plan;
	const blocker = blockerOf(pod, version, catalog)?.container;
	const completes = completionOf(pod, version, catalog).ends === "yes";
	const last = inits.findIndex(({ container }) => container === blocker);
	const starting = (last < 0 ? inits : inits.slice(0, last + 1)).keys();
	const isStuck = last >= 0 || apps.length === 0;
	const stages: readonly Stage[] = [
		...starting,
		...(isStuck ? [] : [inits.length, "running" as const]),
		...(isStuck || !completes ? [] : ["completed" as const]),
	];
	const all = [...inits, ...apps];
	return stages.map(
		(stage) => () => kubectlColumns(plan, toldAt(all, plan, stage)),
	);
}

/** So many init containers are through; or all of the Pod runs, or has ended. */
type Stage = number | "running" | "completed";

function toldAt(
	all: readonly Planned[],
	{ inits }: PodPlan,
	stage: Stage,
): Omit<Told, "at"> {
	const past = typeof stage === "number" ? stage : all.length;
	const reason = inits.length > 0 ? "PodInitializing" : "ContainerCreating";
	const none = { run: undefined, code: undefined, isRemoved: false };
	const containers = all.map(
		({ key, kind }, index): readonly [string, ContainerStatus] => {
			const isThrough = index < past;
			const hasEnded = kind === "init" ? isThrough : stage === "completed";
			const isReady = isThrough && !hasEnded;
			const runs = isReady || (index === past && index < inits.length);
			return [
				key,
				{
					...none,
					code: hasEnded ? 0 : undefined,
					state: hasEnded ? "terminated" : runs ? "running" : "waiting",
					reason: hasEnded || runs ? undefined : reason,
					started: isReady,
					ready: isReady,
				},
			];
		},
	);
	const phase =
		stage === "completed"
			? "Succeeded"
			: stage === "running"
				? "Running"
				: "Pending";
	return {
		phase,
		isDeleted: false,
		status: {
			phase,
			containers: new Map(containers),
			initialized: past >= inits.length,
			ready: stage === "running",
			restartingAll: false,
		},
	};
}

/** What one list of containers has to say. */
interface Part {
	readonly ready: number;
	readonly reason: string | undefined;
}

/** The first init container that is not through decides; those behind it are not looked at. */
function initialising(inits: readonly Planned[], status: PodStatus): Part {
	let ready = 0;
	for (const [index, planned] of inits.entries()) {
		const one = status.containers.get(planned.key);
		if (one?.state === "terminated" && one.code === 0) continue;
		if (isSidecar(planned) && one?.started) {
			if (one.ready) ready++;
			continue;
		}
		const stuck = one && reasonOf(one);
		return {
			ready,
			reason:
				stuck === undefined || stuck === "PodInitializing"
					? `Init:${index}/${inits.length}`
					: `Init:${stuck}`,
		};
	}
	return { ready, reason: undefined };
}

/** The first app with something to complain of decides, unless another one runs. */
function running({ apps, version }: PodPlan, status: PodStatus): Part {
	let ready = 0;
	let reason: string | undefined;
	let failure: string | undefined;
	for (const { key } of apps.toReversed()) {
		const one = status.containers.get(key);
		if (!one) continue;
		if (one.state === "running") {
			if (one.ready) ready++;
			continue;
		}
		reason = reasonOf(one) ?? reason;
		if (one.state === "terminated" && one.code !== 0) failure = reason;
	}
	if (reason !== "Completed") return { ready, reason };
	const isRunning = ready > 0;
	if (isRunning && status.ready) return { ready, reason: "Running" };
	if (failure && atLeast(version, "1.35")) return { ready, reason: failure };
	return { ready, reason: isRunning ? "NotReady" : reason };
}

/** Why a container does not run. */
function reasonOf({
	code,
	reason,
	state,
}: ContainerStatus): string | undefined {
	if (state === "terminated") return code === 0 ? "Completed" : "Error";
	return state === "waiting" ? reason : undefined;
}

const isSidecar = ({ kind }: Planned): boolean => kind === "sidecar";

const restartsOf = (all: readonly Planned[], status: PodStatus): number =>
	all.reduce(
		(sum, { key }) => sum + (status.containers.get(key)?.run?.index ?? 0),
		0,
	);
