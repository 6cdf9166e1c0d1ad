import { atLeast } from "../versions";
import { type Actions, actionsOf, type Start } from "./actions";
import type { Process } from "./clock";
import type { Kubelet, Outcome } from "./kubelet";
import type { Run } from "./runtime";
import type { FailedStart } from "./status";
import { killContainer, killPod } from "./termination";
import { after, backOffRange, FIRST, LOOK, STEP, USUAL } from "./timing";
import { type Because, latest, type TraceEvent } from "./trace";

/** What a start has come to. */
type Started = "started" | "failed" | { readonly backOffUntil: number };

/**
 * Brings the containers of a Pod to where they should be, step by step: whatever takes long holds up all behind it.
 * Source: `SyncPod` of pkg/kubelet/kuberuntime/kuberuntime_manager.go.
 */
export function* syncContainers(
	kubelet: Kubelet,
	restartingAll: boolean,
): Process<Outcome> {
	const { plan, probes, snapshot } = kubelet;
	const actions = actionsOf({ plan, snapshot, probes, restartingAll });
	yield { until: kubelet.clock.now + USUAL.step };
	return yield* new Sync(kubelet, actions).run();
}

class Sync {
	/** The last step of this sync. */
	#step: TraceEvent | undefined;
	#hasActed = false;
	#hasFailed = false;
	readonly #backOffs: number[] = [];
	/** Whom this sync has stopped itself. */
	readonly #killed = new Set<string>();

	constructor(
		readonly kubelet: Kubelet,
		readonly actions: Actions,
	) {}

	*run(): Process<Outcome> {
		const { actions, kubelet } = this;
		if (actions.killPod) yield* this.#killPod();
		else yield* this.#killContainers();
		if (actions.createSandbox) yield* this.#createSandbox();
		for (const planned of actions.ephemerals)
			yield* this.#start({ planned, gate: undefined });
		if (yield* this.#startInits())
			for (const start of actions.apps) yield* this.#start(start);
		if (this.#step) kubelet.lastStep = this.#step;
		if (!this.#hasFailed) return { hasActed: this.#hasActed };
		const until =
			this.#backOffs.length > 0 && atLeast(kubelet.plan.version, "1.35")
				? Math.min(...this.#backOffs)
				: undefined;
		return { hasActed: false, failed: { until } };
	}

	*#killPod(): Process {
		const { actions, kubelet } = this;
		const running = kubelet.runsSeen();
		this.#hasActed = true;
		if (running.length > 0)
			yield* killPod(
				kubelet,
				running,
				this.#after(actions.because ?? after(kubelet.runtime.lastChange, LOOK)),
				kubelet.plan.gracePeriod,
			);
		else kubelet.runtime.endSandbox();
		const last = lastEnd(running);
		if (last) this.#step = last;
		if (actions.createSandbox)
			for (const { key } of kubelet.plan.inits) kubelet.runtime.remove(key);
	}

	*#killContainers(): Process {
		const { actions, kubelet } = this;
		for (const { because, grace, run } of actions.kill) {
			this.#hasActed = true;
			yield* killContainer(kubelet, run, {
				because: this.#after(because),
				grace: grace ?? kubelet.plan.gracePeriod,
			});
			this.#killed.add(run.planned.key);
			if (run.ended) this.#step = run.ended;
		}
		for (const { run } of actions.reset) {
			this.#hasActed = true;
			// No grace period, so no preStop hook either.
			if (run.state === "running")
				yield* killContainer(kubelet, run, {
					because: this.#after(after(kubelet.runtime.lastChange, LOOK)),
					grace: 0,
				});
			kubelet.runtime.remove(run.planned.key);
			if (run.ended) this.#step = run.ended;
		}
	}

	*#createSandbox(): Process {
		const { clock, recorder, runtime } = this.kubelet;
		yield { until: clock.now + USUAL.sandbox };
		this.#hasActed = true;
		this.#step = runtime.createSandbox(
			after(this.#step ?? recorder.created, [0, 2000]),
		);
	}

	/** @returns whether to go on with the apps */
	*#startInits(): Process<boolean> {
		for (const start of this.actions.inits) {
			const started = yield* this.#start(start);
			// One that cannot be started holds up those behind it, but a native sidecar does not.
			if (started !== "started" && start.planned.kind === "init") return false;
		}
		return true;
	}

	*#start(start: Start): Process<Started> {
		const { failedStarts } = this.kubelet;
		const { key } = start.planned;
		const started = yield* this.#tryToStart(start);
		this.#hasActed = true;
		if (started === "started") failedStarts.delete(key);
		else {
			this.#hasFailed = true;
			if (typeof started === "object")
				this.#backOffs.push(started.backOffUntil);
		}
		return started;
	}

	/** Why it waits, as `kubectl` shows it. */
	#fail(key: string, reason: FailedStart): void {
		this.kubelet.failedStarts.set(key, reason);
	}

	*#tryToStart({ gate, planned }: Start): Process<Started> {
		const { backOff, clock, plan, recorder, runtime, snapshot } = this.kubelet;
		const { key } = planned;
		const before = snapshot.runs.get(key);
		// What the kubelet knew when it began, even if it has stopped a run since.
		const ended = before?.find(({ state }) => state === "exited")?.run;
		const wait = ended ? backOff.of(key, ended.endedAt) : 0;
		if (ended && clock.now < ended.endedAt + wait) {
			this.#tellBackOff(before?.[0]?.run ?? ended, wait);
			this.#fail(key, "CrashLoopBackOff");
			return { backOffUntil: ended.endedAt + wait };
		}
		if (ended) backOff.next(key, ended.endedAt, clock.now);
		const because = this.#startsBecause(
			gate,
			before?.[0]?.run,
			this.#killed.has(key) ? 0 : wait,
		);
		if (runtime.programOf(planned).image === "missing") {
			const isKnown = this.kubelet.failedStarts.has(key);
			this.#fail(key, isKnown ? "ImagePullBackOff" : "ErrImagePull");
			if (!isKnown)
				recorder.emit({ type: "image-missing", container: key }, because);
			return "failed";
		}
		yield { until: clock.now + USUAL.start };
		if (runtime.failsToStart(planned)) {
			this.#fail(key, "RunContainerError");
			recorder.emit({ type: "start-failed", container: key }, because);
			return "failed";
		}
		const run = runtime.run(planned, because);
		if (planned.kind !== "ephemeral") this.#step = run.started;
		if (!planned.hasPostStart) return "started";
		if (yield* this.#runPostStart(run)) return "started";
		this.#fail(key, "PostStartHookError");
		yield* killContainer(this.kubelet, run, {
			because: after(this.#step ?? run.started, STEP),
			grace: plan.gracePeriod,
		});
		if (run.ended) this.#step = run.ended;
		return "failed";
	}

	/** Once for each end of a container. */
	#tellBackOff(run: Run, wait: number): void {
		const { recorder } = this.kubelet;
		const { key: container } = run.planned;
		const isTold = recorder.events.some(
			(event) =>
				event.type === "back-off" &&
				event.container === container &&
				event.run === run.index,
		);
		if (!isTold && run.ended)
			recorder.emit(
				{
					type: "back-off",
					container,
					run: run.index,
					detail: String(wait),
				},
				after(run.ended, LOOK),
			);
	}

	#startsBecause(
		gate: Because | undefined,
		before: Run | undefined,
		wait: number,
	): Because {
		const { plan, recorder } = this.kubelet;
		// With a back-off it is the end of the last run from which the time counts.
		if (before?.ended && wait > 0)
			return after(before.ended, backOffRange(wait, plan.version));
		const restart = before?.ended && after(before.ended, LOOK);
		return this.#after(latest(gate ?? after(recorder.created, LOOK), restart));
	}

	/** What this sync, or the one before it, has done last may be what it had to wait for. */
	#after(because: Because): Because {
		const { lastStep } = this.kubelet;
		return latest(
			because,
			lastStep && lastStep !== because.cause
				? after(lastStep, LOOK)
				: undefined,
			this.#step &&
				after(this.#step, this.#step.type === "sandbox-ready" ? FIRST : STEP),
		);
	}

	/** @returns whether it has succeeded */
	*#runPostStart(run: Run): Process<boolean> {
		const { clock, recorder } = this.kubelet;
		const { lasts, code } = run.program.postStart;
		const at = { container: run.planned.key, run: run.index };
		const begin = recorder.emit(
			{ type: "poststart-begin", ...at },
			after(run.started, STEP),
		);
		yield {
			signals: [run.exited],
			until: clock.now + lasts + USUAL.exit,
		};
		const isCutShort = run.exited.isSet && run.ended !== undefined;
		const end = recorder.emit(
			{ type: "poststart-end", ...at, code: isCutShort ? 137 : code },
			isCutShort && run.ended
				? after(run.ended, STEP)
				: after(begin, STEP, lasts),
		);
		run.gate = end;
		this.#step = end;
		return !isCutShort && code === 0;
	}
}

/** The last end of some runs. */
function lastEnd(runs: readonly Run[]): TraceEvent | undefined {
	return runs
		.map(({ ended }) => ended)
		.reduce(
			(last, ended) => (ended && (!last || ended.at >= last.at) ? ended : last),
			undefined,
		);
}
