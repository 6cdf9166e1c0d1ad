import type { Pod } from "../pod";
import type { Catalog } from "../roles";
import type { Version } from "../versions";
import { Clock } from "./clock";
import { type Chance, Kubelet } from "./kubelet";
import { planOf } from "./plan";
import { assumedPrograms, type Program, SERVER } from "./programs";
import { Runtime } from "./runtime";
import { Recorder, type Trace } from "./trace";

/** A time: in ms since the Pod's creation, or since a container ran first. */
export type When = number | { readonly after: string; readonly ms: number };

/** What happens to the Pod from outside. */
export type Stimulus =
	| {
			readonly type: "delete";
			readonly at: When;
			/** In seconds; the Pod's own by default. 0 is what `kubectl delete --force` asks for. */
			readonly gracePeriod?: number;
	  }
	| { readonly type: "lose-sandbox"; readonly at: When };

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
 * Not in it: ephemeral containers, resizing, evictions, restarts of the kubelet, readiness gates, pulling of images.
 */
export function simulate(
	pod: Pod,
	version: Version,
	{
		programs,
		stimuli = [],
		until = THREE_MINUTES,
		catalog = NO_CATALOG,
		everyProbe = false,
		chance = USUAL_CHANCE,
	}: Assumptions = {},
): Trace {
	const plan = planOf(pod, version);
	const assumed = assumedPrograms(plan, catalog);
	const clock = new Clock();
	const recorder = new Recorder(clock);
	const runtime = new Runtime(
		clock,
		recorder,
		({ key }) => programs?.get(key) ?? assumed.get(key) ?? SERVER,
	);
	const kubelet = new Kubelet(
		plan,
		clock,
		recorder,
		runtime,
		chance,
		everyProbe,
	);
	for (const stimulus of stimuli)
		whenever(stimulus.at, clock, recorder, () => {
			if (stimulus.type === "delete") {
				const { gracePeriod } = stimulus;
				const wanted = gracePeriod ?? plan.gracePeriod;
				kubelet.delete(
					{ gracePeriod, isForced: wanted === 0 },
					recorder.emit({ type: "delete" }),
				);
			} else runtime.endSandbox(recorder.emit({ type: "sandbox-lost" }));
		});
	clock.run(until, () => kubelet.isOver);
	return { events: recorder.events, until };
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
	recorder.listen(({ container, type }) => {
		if (isPlanned || type !== "running" || container !== when.after) return;
		isPlanned = true;
		clock.at(clock.now + when.ms, action);
	});
}
