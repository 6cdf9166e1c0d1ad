import { atLeast } from "../versions";
import { type Clock, type Process, Signal } from "./clock";
import type { PodPlan } from "./plan";
import { type Host, Probes } from "./probes";
import { Publisher } from "./publisher";
import { BackOff } from "./restarts";
import type { Run, Runtime, Snapshot } from "./runtime";
import {
	type ContainerStatus,
	type FailedStart,
	isReady,
	isTerminal,
	type PodStatus,
	statusOf,
} from "./status";
import { syncContainers } from "./sync";
import { type Killer, killPod } from "./termination";
import {
	after,
	LONGEST_WAIT,
	LOOK,
	looksAtOnce,
	QUEUE_PERIOD,
	RELIST_PERIOD,
	RESYNC,
	RETRY,
	SIGNAL,
	STEP,
	USUAL,
} from "./timing";
import {
	type Because,
	latest,
	type ProbeKind,
	type Recorder,
	type TraceEvent,
} from "./trace";

/** What a sync has come to. */
export interface Outcome {
	/** Something was done, and nothing of it failed. */
	readonly hasActed: boolean;
	/** Something failed; then also when the first back-off is over, if that was all. */
	readonly failed?: { readonly until: number | undefined };
}

/** A deletion as the kubelet is told of it. */
export interface Deletion {
	/** In seconds; nothing when the Pod's own holds. */
	readonly gracePeriod: number | undefined;
	/** The object is gone from the API server at once. */
	readonly isForced: boolean;
}

/** What is chance on a real node. It decides over some tenths of a second, over back-offs, and over races. */
export interface Chance {
	/** When within a second the kubelet asks the runtime, and looks into its work queue: in ms. */
	readonly relist: number;
	readonly queue: number;
	/** By how much it stretches the time until it tries again: 1 to 1.5. */
	readonly stretch: number;
}

/**
 * The kubelet's worker of one Pod: it is woken by what the runtime or a probe has to say, compares what is with what
 * should be, and acts. Source: pkg/kubelet/pod_workers.go, `SyncPod`, `SyncTerminatingPod` and `SyncTerminatedPod` of
 * pkg/kubelet/kubelet.go, pkg/kubelet/pleg/generic.go.
 */
export class Kubelet implements Host, Killer {
	readonly probes: Probes;
	backOff = new BackOff();
	readonly failedStarts = new Map<string, FailedStart>();
	snapshot: Snapshot;
	/** When it was restarted last. */
	restartedAt: number | undefined;
	status: PodStatus | undefined;
	readonly told = new Signal();
	/** The last step that kept the worker busy. */
	lastStep: TraceEvent | undefined;
	readonly #publisher: Publisher;
	readonly #work = new Signal();
	readonly #looked = new Signal();
	#stage: "syncing" | "terminating" | "terminated" | "over" = "syncing";
	#lookedAt = -1;
	#seenChanges = 0;
	/** When the work queue has this Pod next. */
	#due = Number.POSITIVE_INFINITY;
	#trigger: Because;
	#ending: Because | undefined;
	/** The Pod has come to its next stage in this sync. */
	#hasMoved = false;
	#isPastDeadline = false;
	#isDone = false;
	#deletion: Deletion | undefined;

	constructor(
		readonly plan: PodPlan,
		readonly clock: Clock,
		readonly recorder: Recorder,
		readonly runtime: Runtime,
		readonly chance: Chance,
		isVerbose: boolean,
	) {
		this.probes = new Probes(this, isVerbose);
		this.#publisher = new Publisher(plan, clock, recorder);
		this.snapshot = runtime.snapshot();
		this.#trigger = after(recorder.created, STEP);
		clock.start(this.#relistEachSecond());
		clock.start(this.#lookIntoQueue());
		clock.start(this.#worker());
		this.#work.set();
	}

	get isTerminating(): boolean {
		return this.#stage !== "syncing";
	}

	/** Nothing more will happen to the Pod, unless somebody deletes what is left of it. */
	get isOver(): boolean {
		return this.#isDone;
	}

	/** Somebody has deleted the Pod. */
	delete(deletion: Deletion, event: TraceEvent): void {
		if (this.#deletion) return;
		this.#deletion = deletion;
		this.#publisher.deleting();
		if (deletion.isForced || this.#stage === "over")
			this.#publisher.deleted(after(event, SIGNAL));
		if (this.#stage !== "syncing") return;
		this.#stage = "terminating";
		this.#ending = after(event, SIGNAL);
		this.#wake(event);
	}

	/** It starts anew, between two syncs: what it knows of probes and back-offs is gone, the status is not. */
	restart(event: TraceEvent): void {
		if (this.#stage !== "syncing") return;
		this.restartedAt = this.clock.now;
		this.probes.forget();
		this.backOff = new BackOff();
		this.failedStarts.clear();
		this.#wake(event);
	}

	/** What the kubelet sees has changed, or there is other reason to look at the Pod. */
	#wake(event: TraceEvent): void {
		this.#trigger = after(event, LOOK);
		this.#work.set();
	}

	probed(run: Run, kind: ProbeKind, passed: boolean, event: TraceEvent): void {
		if (this.#stage === "over") return;
		if (kind === "liveness" && passed) return;
		const { key } = run.planned;
		const { status } = this;
		const container = status?.containers.get(key);
		if (status && container?.run === run) {
			if (kind === "startup") this.#change(key, { started: passed }, event);
			if (kind === "readiness") this.#change(key, { ready: passed }, event);
		}
		if (kind === "startup" && passed) run.gate = event;
		this.#wake(event);
	}

	/** A probe's result is part of the status at once. */
	#change(
		key: string,
		change: Partial<ContainerStatus>,
		event: TraceEvent,
	): void {
		const { status } = this;
		const container = status?.containers.get(key);
		if (!status || !container) return;
		const containers = new Map(status.containers);
		containers.set(key, { ...container, ...change });
		const ready = isReady(this.plan, containers, status.phase);
		this.#setStatus({ ...status, containers, ready }, after(event, STEP));
	}

	*#relistEachSecond(): Process {
		for (let at = this.chance.relist; ; at += RELIST_PERIOD) {
			yield { until: at };
			this.#relist();
		}
	}

	#relist(): void {
		this.#lookedAt = this.clock.now;
		const { changes } = this.runtime;
		if (changes !== this.#seenChanges) {
			this.#seenChanges = changes;
			this.snapshot = this.runtime.snapshot();
			this.#wake(this.runtime.lastChange);
		}
		this.#looked.pulse();
	}

	*#lookIntoQueue(): Process {
		for (let at = this.chance.queue; ; at += QUEUE_PERIOD) {
			yield { until: at };
			const isLate = this.#lookAtDeadline();
			if (this.#due > this.clock.now && !isLate) continue;
			this.#due = Number.POSITIVE_INFINITY;
			if (this.#stage === "over") continue;
			if (!isLate) {
				// Nothing has happened since: how long that takes is what is stretched.
				const { cause, least, most } = this.#trigger;
				const passed = this.clock.now - cause.at;
				this.#trigger = { cause, least, most: Math.max(most, 2 * passed) };
			}
			this.#work.set();
		}
	}

	/** The deadline counts from the Pod's start, of which only whole seconds are kept. */
	#lookAtDeadline(): boolean {
		const { deadline } = this.plan;
		if (
			deadline === undefined ||
			this.#isPastDeadline ||
			this.#stage !== "syncing" ||
			this.clock.now < deadline * 1000
		)
			return false;
		this.#isPastDeadline = true;
		this.#trigger = after(
			this.recorder.created,
			[LOOK[0] - 1000, 3 * LOOK[1]],
			deadline * 1000,
		);
		return true;
	}

	*#worker(): Process {
		let lastSync = -1;
		while (this.#stage !== "over") {
			while (!this.#work.isSet) yield { signals: [this.#work] };
			this.#work.reset();
			// It does not decide on what is older than what it did itself.
			while (lastSync >= 0 && this.#lookedAt <= lastSync)
				yield { signals: [this.#looked] };
			const outcome = yield* this.#sync();
			lastSync = this.clock.now;
			if (outcome.hasActed && looksAtOnce(this.plan.version))
				this.clock.at(this.clock.now + USUAL.look, () => this.#relist());
			this.#queueNext(outcome);
		}
	}

	#queueNext({ failed }: Outcome): void {
		const { now } = this.clock;
		const { stretch } = this.chance;
		if (this.#hasMoved) {
			this.#hasMoved = false;
			this.#due = now;
		} else if (failed) {
			const wait =
				failed.until === undefined
					? RETRY
					: Math.min(Math.max(0, failed.until - now), LONGEST_WAIT);
			this.#due = now + wait * stretch;
		} else this.#due = now + RESYNC;
	}

	*#sync(): Process<Outcome> {
		switch (this.#stage) {
			case "syncing":
				return yield* this.#syncPod();
			case "terminating":
				return yield* this.#syncTerminating();
			default:
				return yield* this.#syncTerminated();
		}
	}

	*#syncPod(): Process<Outcome> {
		const status = this.#computeStatus(false);
		this.#setStatus(status);
		if (isTerminal(status.phase)) {
			this.#stage = "terminating";
			this.#hasMoved = true;
			// In one of the next looks of the kubelet.
			const { cause, least, most } = this.#trigger;
			this.#ending = { cause, least, most: most + 2 * LOOK[1] };
			return { hasActed: false };
		}
		this.probes.add();
		return yield* syncContainers(this, status.restartingAll);
	}

	*#syncTerminating(): Process<Outcome> {
		const { probes, runtime } = this;
		this.#setStatus(this.#computeStatus(false));
		probes.stopLivenessAndStartup();
		const running = this.runsSeen();
		const ending = this.#ending ?? this.#trigger;
		const because = this.lastStep
			? latest(ending, after(this.lastStep, LOOK))
			: ending;
		yield* killPod(this, running, because, this.#gracePeriod());
		probes.stopAll();
		this.#seenChanges = runtime.changes;
		this.snapshot = runtime.snapshot();
		this.#stage = "terminated";
		this.#hasMoved = true;
		this.#setStatus(
			this.#computeStatus(true),
			after(runtime.lastChange, LOOK),
			true,
		);
		return { hasActed: false };
	}

	/**
	 * In seconds, and never less than one: so that hooks run. Up to 1.30 the 0 of a forced deletion is taken for none.
	 * Source: `calculateEffectiveGracePeriod` of pkg/kubelet/pod_workers.go.
	 */
	#gracePeriod(): number {
		const { gracePeriod, version } = this.plan;
		const wanted = this.#deletion?.gracePeriod ?? gracePeriod;
		const isIgnored = wanted === 0 && !atLeast(version, "1.31");
		return Math.max(1, isIgnored ? gracePeriod : wanted);
	}

	*#syncTerminated(): Process<Outcome> {
		const { lastChange } = this.runtime;
		this.#setStatus(this.#computeStatus(true), after(lastChange, LOOK), true);
		this.#publisher.terminated(after(lastChange, LOOK));
		this.#stage = "over";
		yield { until: this.clock.now + USUAL.publish };
		if (this.#deletion && !this.#deletion.isForced)
			this.#publisher.deleted(after(lastChange, [0, 3 * LOOK[1]]));
		this.#isDone = true;
		return { hasActed: false };
	}

	/** The containers that run, as far as the kubelet has seen. */
	runsSeen(): readonly Run[] {
		return [...this.snapshot.runs.values()].flatMap(([newest]) =>
			newest?.state === "running" ? [newest.run] : [],
		);
	}

	#computeStatus(isOver: boolean): PodStatus {
		return statusOf({
			plan: this.plan,
			snapshot: this.snapshot,
			old: this.status,
			failedStarts: this.failedStarts,
			isStarted: (status, planned) => this.probes.isStarted(status, planned),
			isReady: (status, planned) => this.probes.isReady(status, planned),
			isOver,
			isPastDeadline: this.#isPastDeadline,
		});
	}

	/**
	 * @param because what it follows from; by default what made the worker look, or what it was busy with until then
	 * @param isFinished nothing of the Pod runs any more
	 */
	#setStatus(
		status: PodStatus,
		because = latest(
			this.#trigger,
			this.lastStep && after(this.lastStep, LOOK),
		),
		isFinished = false,
	): void {
		const before = this.status;
		this.status = status;
		this.#publisher.tell(before, status, because, isFinished);
		this.told.pulse();
	}
}
