import type { Clock } from "./clock";
import type { Planned, PodPlan } from "./plan";
import { isTerminal, type Phase, type PodStatus } from "./status";
import { after, LOOK, STEP, USUAL } from "./timing";
import type { Because, Recorder } from "./trace";

/** The kubelet does not decide on what it has seen before its last sync: what comes meanwhile waits for another look. */
const LATE = LOOK[1];
/** A terminal phase is told only when the Pod has gone through two more stages. */
const TERMINAL = 2 * LOOK[1];

/** Tells what changes in a Pod's status. Source: pkg/kubelet/status/status_manager.go. */
export class Publisher {
	/** What the API server says. */
	#phase: Phase = "Pending";
	#isGone = false;
	/** What the kubelet said last. */
	#current: Phase = "Pending";
	#status: PodStatus | undefined;
	#isDeleted = false;

	constructor(
		readonly plan: PodPlan,
		readonly clock: Clock,
		readonly recorder: Recorder,
	) {
		recorder.emit(
			{ type: "phase", detail: "Pending" },
			after(recorder.created, STEP),
		);
		this.#show();
	}

	/** What somebody sees who asks `kubectl` now. */
	#show(): void {
		if (this.#isGone) return;
		this.recorder.show({
			status: this.#status,
			phase: this.#phase,
			isDeleted: this.#isDeleted,
		});
	}

	/** Somebody deletes the Pod. */
	deleting(): void {
		this.#isDeleted = true;
		this.#show();
	}

	/**
	 * @param reason what the change follows from
	 * @param isFinished nothing of the Pod runs any more, so that a terminal phase may be told
	 */
	tell(
		before: PodStatus | undefined,
		status: PodStatus,
		{ cause, least, most }: Because,
		isFinished: boolean,
	): void {
		const { recorder } = this;
		const because: Because = { cause, least, most: most + LATE };
		this.#current = status.phase;
		this.#status = status;
		if (before?.phase !== status.phase)
			recorder.emit({ type: "kubelet-phase", detail: status.phase }, because);
		for (const planned of this.plan.inits)
			this.#tellContainer(planned, before, status, because);
		for (const planned of this.plan.apps)
			this.#tellContainer(planned, before, status, because);
		const hasChanged = isFinished && isChanged(before, status);
		if (this.#isGone) return;
		for (const [name, is, was] of [
			["Initialized", status.initialized, before?.initialized],
			["Ready", status.ready, before?.ready],
		] as const)
			if (is !== was)
				recorder.emit(
					{ type: "condition", detail: `${name}=${is ? "True" : "False"}` },
					because,
				);
		if (!isTerminal(status.phase) || hasChanged)
			this.#tellPhase(status.phase, because);
		this.#show();
	}

	#tellContainer(
		{ key }: Planned,
		before: PodStatus | undefined,
		status: PodStatus,
		because: Because,
	): void {
		const is = status.containers.get(key);
		const was = before?.containers.get(key);
		if (is === was) return;
		const run = is?.run ?? was?.run;
		if (!is || !run) return;
		const at = { container: key, run: run.index };
		const isSame = was?.run === run;
		if (is.started && !(isSame && was.started))
			this.recorder.emit({ type: "started", ...at }, because);
		if (is.ready !== (was?.ready ?? false))
			this.recorder.emit(
				{ type: is.ready ? "ready" : "not-ready", ...at },
				because,
			);
	}

	/** The Pod has ended: what is not terminal by now has failed. */
	terminated(because: Because): void {
		const { clock } = this;
		if (this.#isGone) return;
		const phase = this.#current;
		clock.at(clock.now + USUAL.step, () =>
			this.#tellPhase(isTerminal(phase) ? phase : "Failed", because),
		);
	}

	#tellPhase(phase: Phase, { cause, least, most }: Because): void {
		if (this.#isGone || phase === this.#phase || isTerminal(this.#phase))
			return;
		this.#phase = phase;
		const late = isTerminal(phase) ? TERMINAL : 0;
		this.recorder.emit(
			{ type: "phase", detail: phase },
			{ cause, least, most: most + late },
		);
		this.#show();
	}

	/** The object is gone. */
	deleted(because: Because): void {
		if (this.#isGone) return;
		this.#isGone = true;
		this.recorder.emit({ type: "deleted" }, because);
	}
}

/** Is there anything in it that the API server would be told? */
function isChanged(before: PodStatus | undefined, status: PodStatus): boolean {
	return (
		!before ||
		before.phase !== status.phase ||
		before.initialized !== status.initialized ||
		before.ready !== status.ready ||
		[...status.containers].some(([key, is]) => {
			const was = before.containers.get(key);
			return (
				was !== is &&
				(was?.state !== is.state ||
					was.code !== is.code ||
					was.run !== is.run ||
					was.started !== is.started)
			);
		})
	);
}
