import { type Clock, type Process, Signal } from "./clock";
import type { Planned } from "./plan";
import type { Program } from "./programs";
import { after, STEP, USUAL } from "./timing";
import type { Because, Recorder, TraceEvent } from "./trace";

/** Killed by SIGKILL: 128 and the number of the signal. */
const KILLED = 137;

/** One run of a container, as the container runtime knows it. */
export class Run {
	state: "running" | "exited" = "running";
	code: number | undefined;
	endedAt = 0;
	readonly exited = new Signal();
	/** Its last step on the way to being started: it runs, its hook has returned, its startup probe has passed. */
	gate: TraceEvent;
	ended: TraceEvent | undefined;
	/** It has got SIGTERM and will end because of that. */
	isStopping = false;

	constructor(
		readonly planned: Planned,
		readonly program: Program,
		readonly index: number,
		/** Which of the Pod's sandboxes it runs in. */
		readonly sandbox: number,
		readonly started: TraceEvent,
	) {
		this.gate = started;
	}

	get startedAt(): number {
		return this.started.at;
	}
}

/** What the kubelet sees when it asks for a Pod's containers. */
export interface Snapshot {
	readonly sandbox: number;
	readonly isSandboxReady: boolean;
	/** The runs of each container that the runtime still knows, the newest first. */
	readonly runs: ReadonlyMap<string, readonly SeenRun[]>;
}

/** A run as it was when the kubelet looked. */
export interface SeenRun {
	readonly run: Run;
	readonly state: Run["state"];
	readonly code: number | undefined;
}

/** The container runtime: it runs programs in containers and sends signals. */
export class Runtime {
	readonly #runs = new Map<string, Run[]>();
	readonly #counts = new Map<string, number>();
	readonly #failures = new Map<string, number>();
	readonly #nextRuns = new Map<string, Signal>();
	#sandbox = -1;
	#isSandboxReady = false;
	/** Grows with everything that a look at the runtime would show. */
	changes = 0;
	/** What changed last. */
	lastChange: TraceEvent;

	constructor(
		readonly clock: Clock,
		readonly recorder: Recorder,
		readonly programOf: (planned: Planned) => Program,
	) {
		this.lastChange = recorder.created;
	}

	snapshot(): Snapshot {
		const runs = new Map<string, SeenRun[]>();
		for (const [key, all] of this.#runs)
			runs.set(
				key,
				all.map((run) => ({ run, state: run.state, code: run.code })).reverse(),
			);
		return {
			sandbox: this.#sandbox,
			isSandboxReady: this.#isSandboxReady,
			runs,
		};
	}

	createSandbox(because: Because): TraceEvent {
		this.#sandbox++;
		this.#isSandboxReady = true;
		return this.#changed(
			this.recorder.emit({ type: "sandbox-ready" }, because),
		);
	}

	/** @param event what says so, when it was not the kubelet */
	endSandbox(event?: TraceEvent): void {
		if (!this.#isSandboxReady) return;
		this.#isSandboxReady = false;
		this.#changed(event ?? this.lastChange);
	}

	/** Tells of the next run of a container; nothing when it has run oftener than somebody knows. */
	nextRun(key: string, known: number): Signal | undefined {
		if ((this.#counts.get(key) ?? 0) > known) return undefined;
		let signal = this.#nextRuns.get(key);
		if (!signal) {
			signal = new Signal();
			this.#nextRuns.set(key, signal);
		}
		return signal;
	}

	/** Does the next try to start a container fail? */
	failsToStart(planned: Planned): boolean {
		const { key } = planned;
		const failures = this.#failures.get(key) ?? 0;
		if (failures >= (this.programOf(planned).failedStarts ?? 0)) return false;
		this.#failures.set(key, failures + 1);
		return true;
	}

	/** Ends a container's program with success, as if its work were done. */
	finish(key: string, event: TraceEvent): void {
		const run = this.#runs.get(key)?.at(-1);
		if (run?.state === "running" && !run.isStopping)
			this.#exit(run, 0, after(event, STEP));
	}

	/** Starts a container's program. */
	run(planned: Planned, because: Because): Run {
		const { key } = planned;
		const index = this.#counts.get(key) ?? 0;
		this.#counts.set(key, index + 1);
		const event = this.#changed(
			this.recorder.emit(
				{ type: "running", container: key, run: index },
				because,
			),
		);
		const program = this.programOf(planned);
		const run = new Run(planned, program, index, this.#sandbox, event);
		const runs = this.#runs.get(key);
		if (runs) runs.push(run);
		else this.#runs.set(key, [run]);
		this.#nextRuns.get(key)?.pulse();
		this.#live(run, program);
		return run;
	}

	/** The program's own end, by its time or because of what happens at another container. */
	#live(run: Run, program: Program): void {
		const { lasts, code } = program.runs[run.index] ??
			program.runs.at(-1) ?? { lasts: Number.POSITIVE_INFINITY, code: 0 };
		if (Number.isFinite(lasts))
			this.clock.at(run.startedAt + lasts + USUAL.exit, () => {
				if (!run.isStopping)
					this.#exit(run, code, after(run.started, STEP, lasts));
			});
		const { endsWith } = program;
		if (!endsWith) return;
		const endBy = (event: TraceEvent) => {
			if (
				event.container === endsWith.container &&
				event.type === endsWith.event
			)
				this.clock.at(this.clock.now + USUAL.exit, () => {
					if (!run.isStopping)
						this.#exit(run, endsWith.code, after(event, STEP));
				});
		};
		for (const event of [...this.recorder.events]) endBy(event);
		this.recorder.listen(endBy);
	}

	/**
	 * Stops a container: SIGTERM, then SIGKILL.
	 * @param grace time between them, in seconds
	 */
	*stop(run: Run, grace: number, because: Because): Process {
		if (run.state === "exited") return;
		const { key: container } = run.planned;
		const sigterm = this.recorder.emit(
			{ type: "sigterm", container, run: run.index },
			because,
		);
		const answer = run.program.sigterm;
		if (answer !== "ignores") {
			run.isStopping = true;
			this.clock.at(this.clock.now + answer.after + USUAL.exit, () =>
				this.#exit(run, answer.code, after(sigterm, STEP, answer.after)),
			);
		}
		yield { signals: [run.exited], until: this.clock.now + grace * 1000 };
		if (run.exited.isSet) return;
		const sigkill = this.recorder.emit(
			{ type: "sigkill", container, run: run.index },
			after(sigterm, STEP, grace * 1000),
		);
		run.isStopping = true;
		this.clock.at(this.clock.now + USUAL.exit, () =>
			this.#exit(run, KILLED, after(sigkill, STEP)),
		);
		yield { signals: [run.exited] };
	}

	#exit(run: Run, code: number, because: Because): void {
		if (run.state === "exited") return;
		run.state = "exited";
		run.code = code;
		run.endedAt = this.clock.now;
		run.ended = this.#changed(
			this.recorder.emit(
				{
					type: "exited",
					container: run.planned.key,
					run: run.index,
					code,
				},
				because,
			),
		);
		run.exited.set();
	}

	/** Forgets what it knows of a container that has ended. */
	remove(key: string): void {
		if (this.#runs.delete(key)) this.#changed(this.lastChange);
	}

	/** The containers that run now. */
	running(): readonly Run[] {
		return [...this.#runs.values()]
			.flat()
			.filter(({ state }) => state === "running");
	}

	#changed(event: TraceEvent): TraceEvent {
		this.changes++;
		this.lastChange = event;
		return event;
	}
}
