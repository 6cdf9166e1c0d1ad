import type { Clock } from "./clock";
import type { Phase, PodStatus } from "./status";

export type ProbeKind = "startup" | "readiness" | "liveness";

export type EventType =
	/** The Pod is handed to the kubelet. */
	| "created"
	| "sandbox-ready"
	| "sandbox-lost"
	/** A container's process runs; `run` counts them from 0. */
	| "running"
	| "exited"
	| "poststart-begin"
	| "poststart-end"
	| "prestop-begin"
	| "prestop-end"
	/** A probe has run: `probe` and `passed`. */
	| "probe"
	/** The kubelet takes the container for started: it runs and has passed its startup probe, if it has one. */
	| "started"
	| "ready"
	| "not-ready"
	/** The kubelet does not start it yet, as it has ended too often; `detail` is the back-off in ms. */
	| "back-off"
	| "image-missing"
	/** The container runtime has failed to start it. */
	| "start-failed"
	| "sigterm"
	| "sigkill"
	/** Somebody deletes the Pod, or all of it is gone. */
	| "delete"
	| "deleted"
	/** All apps have done their work. */
	| "finish"
	| "kubelet-restarted"
	/** `status.phase` as the API server tells it: `detail`. */
	| "phase"
	/** The phase as the kubelet computes it: what a terminal one is before the API server is told. */
	| "kubelet-phase"
	/** A condition of the Pod changes, such as `Ready=True` in `detail`. */
	| "condition";

export interface TraceEvent {
	/** In ms since the Pod was created, with a kubelet that looks each second and needs the usual time for everything. */
	readonly at: number;
	readonly type: EventType;
	/** Nothing when it happens to the Pod as a whole. */
	readonly container?: string;
	readonly run?: number;
	/** Exit code of a container or a hook. */
	readonly code?: number;
	readonly probe?: ProbeKind;
	readonly passed?: boolean;
	readonly detail?: string;
	/** What it follows from; nothing for the Pod's creation. */
	readonly cause?: TraceEvent;
	/** How long after its cause it happens on a real node, in ms. */
	readonly least: number;
	readonly most: number;
}

/** Why something happens now: what it follows from, and how long after that on a real node. */
export interface Because {
	readonly cause: TraceEvent;
	readonly least: number;
	readonly most: number;
}

/** The life of a Pod, in the order in which it happens. */
export interface Trace {
	readonly events: readonly TraceEvent[];
	/** Until when it was looked at. */
	readonly until: number;
}

/** What the API server knows of a Pod. */
export interface Told {
	readonly at: number;
	/** Nothing as long as the kubelet has said nothing. */
	readonly status: PodStatus | undefined;
	/** As it was told: later than the kubelet knows it. */
	readonly phase: Phase;
	/** Somebody has deleted the Pod. */
	readonly isDeleted: boolean;
}

type Happening = Omit<TraceEvent, "at" | "cause" | "least" | "most">;

/** Writes the trace down and tells it to those who listen. */
export class Recorder {
	readonly events: TraceEvent[] = [];
	readonly #listeners: ((event: TraceEvent) => void)[] = [];
	readonly created: TraceEvent;

	constructor(
		readonly clock: Clock,
		/** Is told what the API server knows. */
		readonly watch: (told: Told) => void = () => {},
	) {
		this.created = { at: 0, type: "created", least: 0, most: 0 };
		this.events.push(this.created);
	}

	/** @param because by default something that somebody does from outside */
	emit(
		happening: Happening,
		{ cause, least, most }: Because = {
			cause: this.created,
			least: 0,
			most: Number.POSITIVE_INFINITY,
		},
	): TraceEvent {
		const event: TraceEvent = {
			at: this.clock.now,
			...happening,
			cause,
			least,
			most,
		};
		this.events.push(event);
		for (const listener of this.#listeners) listener(event);
		return event;
	}

	/** What the API server knows has changed. */
	show(told: Omit<Told, "at">): void {
		this.watch({ at: this.clock.now, ...told });
	}

	listen(listener: (event: TraceEvent) => void): void {
		this.#listeners.push(listener);
	}
}

/** Of several things that have to have happened, the last one: whatever it takes at least counts. */
export const latest = (
	first: Because,
	...others: readonly (Because | undefined)[]
): Because =>
	others.reduce<Because>(
		(last, other) =>
			other && earliest(other) >= earliest(last) ? other : last,
		first,
	);

const earliest = ({ cause, least }: Because): number => cause.at + least;
