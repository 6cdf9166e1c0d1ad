import { type Clock, type Process, Signal, together } from "./clock";
import type { PodPlan } from "./plan";
import type { Run, Runtime } from "./runtime";
import { after, SIGNAL, STEP, USUAL } from "./timing";
import { type Because, latest, type Recorder } from "./trace";

/** Every container has this long between SIGTERM and SIGKILL, in seconds. */
const LEAST_GRACE = 2;

/** What the kubelet needs to stop containers. */
export interface Killer {
	readonly plan: PodPlan;
	readonly clock: Clock;
	readonly recorder: Recorder;
	readonly runtime: Runtime;
}

/**
 * Who waits for whom: a native sidecar for all apps, and for the native sidecars behind it in the list. An ordinary init
 * container waits for nobody, and nobody for it.
 * Source: pkg/kubelet/kuberuntime/kuberuntime_termination_order.go (1.29 and newer).
 */
export class TerminationOrder {
	readonly #ended = new Map<string, Signal>();
	readonly #runs = new Map<string, Run>();
	readonly #waitsFor = new Map<string, readonly string[]>();

	constructor({ inits, apps }: PodPlan, running: readonly Run[]) {
		for (const run of running) {
			this.#runs.set(run.planned.key, run);
			this.#ended.set(run.planned.key, new Signal());
		}
		const before = apps.map(({ key }) => key);
		for (const { kind, key } of inits.toReversed()) {
			if (kind !== "sidecar") continue;
			this.#waitsFor.set(key, [...before]);
			before.push(key);
		}
	}

	/**
	 * Waits until it is a container's turn, at most for so many seconds.
	 * @returns what it was that it waited for last; `undefined` when the time is over
	 */
	*waitForTurn(
		clock: Clock,
		key: string,
		grace: number,
		because: Because,
	): Process<Because | undefined> {
		const until = clock.now + grace * 1000;
		let last = because;
		for (const other of this.#waitsFor.get(key) ?? []) {
			const ended = this.#ended.get(other);
			if (!ended) continue;
			while (!ended.isSet) {
				if (clock.now >= until) return undefined;
				yield { signals: [ended], until };
			}
			const event = this.#runs.get(other)?.ended;
			if (event) last = latest(last, after(event, SIGNAL));
		}
		return last;
	}

	hasEnded(key: string): void {
		this.#ended.get(key)?.set();
	}
}

/** What is known when a container is to be stopped. */
export interface Kill {
	readonly because: Because;
	/** In seconds. */
	readonly grace: number;
	readonly order?: TerminationOrder;
}

/**
 * Stops one container: its preStop hook, its turn, SIGTERM, SIGKILL. All of it shares the grace period, of which only
 * whole seconds are counted as used up.
 * Source: `killContainer` of pkg/kubelet/kuberuntime/kuberuntime_container.go.
 */
export function* killContainer(
	{ clock, recorder, runtime }: Killer,
	run: Run,
	{ because, grace, order }: Kill,
): Process {
	const { hasPreStop, key } = run.planned;
	const secondsSince = (start: number) =>
		Math.floor((clock.now - start) / 1000);
	let left = grace;
	let last = because;
	const expired = (): Because => ({
		cause: last.cause,
		least: last.least + left * 1000,
		most: last.most + left * 1000 + SIGNAL[1],
	});
	yield { until: clock.now + USUAL.step };
	if (hasPreStop && left > 0) {
		const start = clock.now;
		const ended = yield* runPreStop(run, left, last, { clock, recorder });
		last = ended ?? expired();
		left -= secondsSince(start);
	}
	if (order && left > 0) {
		const start = clock.now;
		last = (yield* order.waitForTurn(clock, key, left, last)) ?? expired();
		left -= secondsSince(start);
		// The end of another container has to come here first.
		if (clock.now > start) yield { until: clock.now + USUAL.step };
	}
	yield* runtime.stop(run, Math.max(left, LEAST_GRACE), last);
	order?.hasEnded(key);
}

/** @returns what follows from its end; nothing when the grace period was over first */
function* runPreStop(
	run: Run,
	grace: number,
	because: Because,
	{ clock, recorder }: Pick<Killer, "clock" | "recorder">,
): Process<Because | undefined> {
	const { lasts, code } = run.program.preStop;
	const at = { container: run.planned.key, run: run.index };
	const begin = recorder.emit(
		{ type: "prestop-begin", ...at },
		{ ...because, most: because.most + STEP[1] },
	);
	const over = clock.now + grace * 1000;
	const ended = new Signal();
	let event = begin;
	// It goes on when nobody waits for it any more, but not without its container.
	clock.at(clock.now + lasts + USUAL.exit, () => {
		if (run.state === "exited") return;
		event = recorder.emit(
			{ type: "prestop-end", ...at, code },
			after(begin, STEP, lasts),
		);
		ended.set();
	});
	yield { signals: [run.exited, ended], until: over };
	if (ended.isSet) return after(event, SIGNAL);
	return run.ended && after(run.ended, SIGNAL);
}

/**
 * Stops all containers of a Pod that run, then its sandbox.
 * @param graceOf how long they have, in seconds
 */
export function* killPod(
	killer: Killer,
	running: readonly Run[],
	because: Because,
	grace: number,
): Process {
	const { clock, plan, runtime } = killer;
	const order = new TerminationOrder(plan, running);
	yield* together(
		clock,
		running.map((run) => killContainer(killer, run, { because, grace, order })),
	);
	yield { until: clock.now + USUAL.stopSandbox };
	runtime.endSandbox();
}
