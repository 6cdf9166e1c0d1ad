import type { Pod } from "../pod";
import type { Catalog } from "../roles";
import type { Version } from "../versions";
import { Clock } from "./clock";
import { type Chance, Kubelet } from "./kubelet";
import { type Planned, type PodPlan, planOf } from "./plan";
import { assumedPrograms, type Program, SERVER } from "./programs";
import { Runtime } from "./runtime";
import { Recorder, type Told, type Trace } from "./trace";

/** A time: in ms since the Pod's creation, since a container ran first, or since anything has happened. */
export type When =
	| number
	| { readonly after: string; readonly ms: number }
	| { readonly quietFor: number };

/** What happens to the Pod from outside. */
export type Stimulus =
	| {
			readonly type: "delete";
			readonly at: When;
			/** In seconds; the Pod's own by default. 0 is what `kubectl delete --force` asks for. */
			readonly gracePeriod?: number;
	  }
	/** The apps have done their work, and end with 0. */
	| { readonly type: "finish"; readonly at: When }
	| { readonly type: "lose-sandbox"; readonly at: When }
	| { readonly type: "restart-kubelet"; readonly at: When };

export interface Assumptions {
	/** What containers do, by name; what is not said of one is assumed from the manifest. */
	readonly programs?: ReadonlyMap<string, Program>;
	readonly stimuli?: readonly Stimulus[];
	/** Until when to look, in ms. */
	readonly until?: number;
	readonly catalog?: Catalog;
	/** Write down each run of each probe; else those that say something new. */
	readonly everyProbe?: boolean;
	readonly chance?: Chance;
	/** Is told what the API server knows of the Pod, each time that this changes. */
	readonly watch?: (told: Told) => void;
}

const NO_CATALOG: Catalog = {};
const USUAL_CHANCE: Chance = { relist: 150, queue: 600, stretch: 1.25 };
const THREE_MINUTES = 180_000;

/**
 * Plays the life of a Pod as a kubelet of a version (its newest patch release, default feature gates, containerd) would:
 * who starts after whom, hooks, probes, restarts, SIGTERM and SIGKILL, exit codes, phases and conditions.
 *
 * It is a model in discrete events: nothing is left to chance, times are the usual ones, and every event tells what it
 * follows from and how long after that it is seen on real nodes. It follows the kubelet's code function by function and
 * is held against recordings of kubelets 1.29 to 1.37 (`test/lifecycle`).
 *
 * Not in it: resizing, evictions, readiness gates, pulling of images.
 */
export function simulate(
	pod: Pod,
	version: Version,
	{ programs, catalog = NO_CATALOG, ...more }: Assumptions = {},
): Trace {
	const plan = planOf(pod, version);
	const assumed = assumedPrograms(plan, catalog);
	return play(
		plan,
		({ key }) => programs?.get(key) ?? assumed.get(key) ?? SERVER,
		more,
	);
}

/** Plays the life of a Pod of which is known what the kubelet reads of it, and what its programs do. */
export function play(
	plan: PodPlan,
	programOf: (planned: Planned) => Program,
	{
		stimuli = [],
		until = THREE_MINUTES,
		everyProbe = false,
		chance = USUAL_CHANCE,
		watch,
	}: Omit<Assumptions, "programs" | "catalog">,
): Trace {
	const clock = new Clock();
	const recorder = new Recorder(clock, watch);
	const runtime = new Runtime(clock, recorder, programOf);
	const kubelet = new Kubelet(
		plan,
		clock,
		recorder,
		runtime,
		chance,
		everyProbe,
	);
	let expected = stimuli.length;
	for (const stimulus of stimuli)
		whenever(stimulus.at, clock, recorder, () => {
			expected--;
			happen(stimulus, kubelet);
		});
	clock.run(until, () => kubelet.isOver && expected === 0);
	return { events: recorder.events, until };
}

function happen(stimulus: Stimulus, kubelet: Kubelet): void {
	const { plan, recorder, runtime } = kubelet;
	switch (stimulus.type) {
		case "delete": {
			const { gracePeriod } = stimulus;
			const isForced = (gracePeriod ?? plan.gracePeriod) === 0;
			kubelet.delete(
				{ gracePeriod, isForced },
				recorder.emit({ type: "delete" }),
			);
			return;
		}
		case "finish": {
			const event = recorder.emit({ type: "finish" });
			for (const { key } of plan.apps) runtime.finish(key, event);
			return;
		}
		case "lose-sandbox":
			runtime.endSandbox(recorder.emit({ type: "sandbox-lost" }));
			return;
		case "restart-kubelet":
			kubelet.restart(recorder.emit({ type: "kubelet-restarted" }));
	}
}

function whenever(
	when: When,
	clock: Clock,
	recorder: Recorder,
	action: () => void,
): void {
	if (typeof when === "number") {
		clock.at(when, action);
		return;
	}
	let isPlanned = false;
	if ("quietFor" in when) {
		let last = recorder.created;
		const look = () => {
			const due = last.at + when.quietFor;
			if (clock.now < due) clock.at(due, look);
			else action();
		};
		recorder.listen((event) => {
			last = event;
		});
		clock.at(when.quietFor, look);
		return;
	}
	recorder.listen(({ container, type }) => {
		if (isPlanned || type !== "running" || container !== when.after) return;
		isPlanned = true;
		clock.at(clock.now + when.ms, action);
	});
}
