import { atLeast } from "../versions";
import { type Clock, type Process, Signal } from "./clock";
import type { Planned, PodPlan, ProbePlan } from "./plan";
import { FOREVER } from "./programs";
import { restarts } from "./restarts";
import type { Run, Runtime } from "./runtime";
import { type ContainerStatus, isTerminal, type PodStatus } from "./status";
import { PROBE_LATE, USUAL } from "./timing";
import type { ProbeKind, Recorder, TraceEvent } from "./trace";

type Result = "success" | "failure" | "unknown";

const AT_FIRST: Readonly<Record<ProbeKind, Result>> = {
	startup: "unknown",
	readiness: "failure",
	liveness: "success",
};

/** What the probes need to know of the kubelet, and tell it. */
export interface Host {
	readonly plan: PodPlan;
	readonly clock: Clock;
	readonly recorder: Recorder;
	readonly status: PodStatus | undefined;
	/** Tells of each new status. */
	readonly told: Signal;
	readonly isTerminating: boolean;
	readonly runtime: Pick<Runtime, "nextRun">;
	/** When the kubelet was restarted last. */
	readonly restartedAt: number | undefined;
	/** A result has changed. */
	probed(run: Run, kind: ProbeKind, passed: boolean, event: TraceEvent): void;
}

/** Runs one probe of one container again and again. */
class Worker {
	run: Run | undefined;
	isOnHold = false;
	/** Its container's run has ended, as far as the kubelet has seen. */
	hasEnded = false;
	last: boolean | undefined;
	times = 0;
	readonly stop = new Signal();
	/** Somebody wants to know it now. */
	readonly now = new Signal();

	constructor(
		readonly planned: Planned,
		readonly plan: ProbePlan,
	) {}
}

/** Source: pkg/kubelet/prober (`AddPod`, `UpdatePodStatus`, `doProbe`). */
export class Probes {
	readonly #workers = new Map<string, Worker>();
	readonly #results = new Map<Run, Map<ProbeKind, Result>>();

	readonly #failures = new Map<Run, TraceEvent>();

	constructor(
		readonly host: Host,
		/** Write down every run of every probe, not only those that say something new. */
		readonly isVerbose: boolean,
	) {}

	/** Starts what does not run yet. Called with each sync of the Pod. */
	add(): void {
		const { apps, inits, version } = this.host.plan;
		for (const planned of [...apps, ...inits]) {
			for (const probe of planned.probes) {
				const id = `${planned.key}/${probe.kind}`;
				if (this.#workers.has(id)) {
					// Up to 1.36 one that is there keeps all behind it from being started again (#132826).
					if (!atLeast(version, "1.37")) return;
					continue;
				}
				const worker = new Worker(planned, probe);
				this.#workers.set(id, worker);
				this.host.clock.start(this.#work(id, worker));
			}
		}
	}

	/** The Pod is about to end: apps must not be restarted by a probe. Native sidecars are forgotten here. */
	stopLivenessAndStartup(): void {
		for (const { plan, planned, stop } of this.#workers.values())
			if (planned.kind === "app" && plan.kind !== "readiness") stop.set();
	}

	/** The kubelet is restarted: all results are gone. */
	forget(): void {
		this.stopAll();
		this.#workers.clear();
		this.#results.clear();
	}

	stopAll(): void {
		for (const { stop } of this.#workers.values()) stop.set();
	}

	resultOf(run: Run, kind: ProbeKind): Result | undefined {
		return this.#results.get(run)?.get(kind);
	}

	/** The run of a probe with which it has failed. */
	failureOf(run: Run): TraceEvent | undefined {
		return this.#failures.get(run);
	}

	isStarted({ run, started }: ContainerStatus, { key }: Planned): boolean {
		const result = run && this.resultOf(run, "startup");
		if (result) return result === "success";
		return started || !this.#workers.has(`${key}/startup`);
	}

	/** Asks for a run of a readiness probe that has not passed yet. */
	isReady({ run }: ContainerStatus, { key }: Planned): boolean {
		const result = run && this.resultOf(run, "readiness");
		if (result === "success") return true;
		// What the status says of it holds until a probe says something else.
		if (run && !result && this.#isBelieved(run))
			return this.host.status?.ready ?? false;
		const worker = this.#workers.get(`${key}/readiness`);
		worker?.now.set();
		return !worker;
	}

	/**
	 * From 1.35 on a kubelet that is restarted believes what the status says of containers that have run for more than
	 * 10 s. Source: `kubeletRestartGracePeriod` of pkg/kubelet/prober/prober_manager.go.
	 */
	#isBelieved({ startedAt }: Run): boolean {
		const { plan, restartedAt } = this.host;
		return (
			restartedAt !== undefined &&
			startedAt < restartedAt - 10_000 &&
			atLeast(plan.version, "1.35")
		);
	}

	*#work(id: string, worker: Worker): Process {
		const { clock } = this.host;
		const period = worker.plan.period * 1000;
		let next = clock.now + period;
		while (yield* this.#probe(worker)) {
			const news = this.#newsFor(worker);
			if (news) yield { signals: [worker.stop, news] };
			while (next <= clock.now) next += period;
			yield { signals: [worker.stop, worker.now], until: next };
			if (worker.stop.isSet) break;
			if (worker.now.isSet && clock.now < next) next = clock.now + period;
			else while (next <= clock.now) next += period;
			worker.now.reset();
		}
		if (this.#workers.get(id) !== worker) return;
		if (worker.run) this.#results.get(worker.run)?.delete(worker.plan.kind);
		this.#workers.delete(id);
	}

	/** What has to happen before another run of a probe can tell anything new; nothing when each may. */
	#newsFor(worker: Worker): Signal | undefined {
		const { hasEnded, isOnHold, last, plan, planned, run, times } = worker;
		const { runtime } = this.host;
		if (this.isVerbose) return undefined;
		if (!run) return runtime.nextRun(planned.key, 0);
		if (hasEnded) return runtime.nextRun(planned.key, run.index + 1);
		const { until } = run.program.passes[plan.kind];
		const isSaid =
			last === true && times >= plan.successes && until === FOREVER;
		if (run.state === "exited") return this.host.told;
		return isOnHold || isSaid ? run.exited : undefined;
	}

	/** @returns whether to go on */
	*#probe(worker: Worker): Process<boolean> {
		const { host } = this;
		const { plan, planned } = worker;
		const { status } = host;
		if (!status) return true;
		if (isTerminal(status.phase)) return false;
		const container = status.containers.get(planned.key);
		const run = container?.run;
		if (!container || !run) return true;
		if (worker.run !== run) this.#changeRun(worker, run, container);
		if (worker.isOnHold) return true;
		if (container.state !== "running") {
			worker.hasEnded = true;
			this.#set(run, plan.kind, "failure", run.ended ?? run.started);
			return this.#goesOnAfter(planned, container);
		}
		const { clock } = host;
		const age = clock.now - run.startedAt;
		if (Math.floor(age / 1000) < plan.initialDelay) return true;
		if ((plan.kind === "startup") === container.started) return true;
		// On 1.35 and 1.36 the end of the Pod takes the context of its exec probes away (#140882).
		const { version } = host.plan;
		if (
			host.isTerminating &&
			plan.isExec &&
			atLeast(version, "1.35") &&
			!atLeast(version, "1.37")
		)
			return true;
		const { from, until } = run.program.passes[plan.kind];
		yield { until: clock.now + USUAL.probe };
		// What is said of a container that is gone by now counts for nothing.
		if (run.state === "exited" || worker.stop.isSet) return true;
		this.#judge(worker, run, age >= from && age <= until);
		return true;
	}

	#changeRun(worker: Worker, run: Run, { started }: ContainerStatus): void {
		const { kind } = worker.plan;
		if (worker.run) this.#results.get(worker.run)?.delete(kind);
		worker.run = run;
		worker.isOnHold = false;
		worker.hasEnded = false;
		worker.last = undefined;
		// Else the kubelet would wait for the startup probe of a native sidecar for ever (#136910).
		const isSeeded =
			started &&
			kind === "startup" &&
			worker.planned.kind === "sidecar" &&
			atLeast(this.host.plan.version, "1.35");
		if (isSeeded) this.#set(run, kind, "success", run.gate);
		if (!this.#isBelieved(run))
			this.#set(run, kind, AT_FIRST[kind], run.started);
	}

	#judge(worker: Worker, run: Run, passed: boolean): void {
		const { plan } = worker;
		if (worker.last === passed) worker.times++;
		else {
			worker.last = passed;
			worker.times = 1;
		}
		const event = this.#tell(worker, run, passed);
		if (worker.times < (passed ? plan.successes : plan.failures)) return;
		this.#set(run, plan.kind, passed ? "success" : "failure", event);
		if (plan.kind === "startup" || (plan.kind === "liveness" && !passed)) {
			worker.isOnHold = true;
			worker.times = 0;
		}
	}

	/** Writes it down when it says something new. */
	#tell(worker: Worker, run: Run, passed: boolean): TraceEvent {
		const { plan, planned, times } = worker;
		const { from, until } = run.program.passes[plan.kind];
		const isEarly = this.host.clock.now - run.startedAt < from;
		const changes = passed ? from : isEarly ? 0 : until;
		const least = Math.max(plan.initialDelay * 1000, changes);
		const because = {
			cause: run.started,
			least,
			most: least + times * plan.period * 1000 + PROBE_LATE,
		};
		const happening = {
			type: "probe" as const,
			container: planned.key,
			run: run.index,
			probe: plan.kind,
			passed,
		};
		const decides = times === (passed ? plan.successes : plan.failures);
		return this.isVerbose || times === 1 || decides
			? this.host.recorder.emit(happening, because)
			: { at: this.host.clock.now, ...happening, ...because };
	}

	#set(run: Run, kind: ProbeKind, result: Result, event: TraceEvent): void {
		const results = this.#results.get(run) ?? new Map<ProbeKind, Result>();
		this.#results.set(run, results);
		if (results.get(kind) === result) return;
		results.set(kind, result);
		if (result === "failure") this.#failures.set(run, event);
		this.host.probed(run, kind, result === "success", event);
	}

	/** Does a worker wait for the next run of a container that has ended? */
	#goesOnAfter(planned: Planned, { code, state }: ContainerStatus): boolean {
		if (state !== "terminated") return true;
		const { plan } = this.host;
		if (atLeast(plan.version, "1.35"))
			return restarts(planned, code ?? 0, plan);
		const isNever = plan.policy === "Never";
		// Up to 1.32 those of native sidecars go as well, and come back only when nothing stands in front of them (#133072).
		return (
			!isNever || (atLeast(plan.version, "1.33") && planned.kind === "sidecar")
		);
	}
}
