import type { Pod } from "../../server/src/engine/kubernetes/pod";
import {
	type Assumptions,
	type Stimulus,
	simulate,
	type When,
} from "../../server/src/engine/kubernetes/simulation/simulate";
import type {
	Trace,
	TraceEvent,
} from "../../server/src/engine/kubernetes/simulation/trace";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";
import { isKl, programsOf } from "./kl";
import type { Mode, Recording, Scenario } from "./recordings";

/** What a clock reads, a log line that comes late, a poll each 100 ms: in ms. */
const SLACK = 80;
/** Between two looks at the status of a static Pod, and some. */
const POLL = 150;
/** The log and the runtime tell of one moment some ms apart. */
const EARLY = 50;

export function podIn(yaml: string): Pod {
	const [pod] = Source.open(yaml).documents.flatMap(({ document }) =>
		podsOf(document),
	);
	if (!pod) throw new Error("no Pod");
	return pod;
}

/** Plays a scenario in the model. */
export function play(
	scenario: Scenario,
	version: Recording["minor"],
	more: Partial<Assumptions> = {},
): { readonly pod: Pod; readonly trace: Trace } {
	const pod = podIn(scenario.yaml);
	const trace = simulate(pod, version, {
		programs: programsOf(pod),
		stimuli: stimuliOf(scenario),
		until: scenario.for * 1000 + 120_000,
		...more,
	});
	return { pod, trace };
}

function stimuliOf({
	delete: deleted,
	disturb,
	options,
}: Scenario): Stimulus[] {
	const gracePeriod = options?.gracePeriodSeconds;
	return [
		...(deleted
			? [
					{
						type: "delete" as const,
						at: whenOf(deleted),
						...(gracePeriod !== undefined && { gracePeriod }),
					},
				]
			: []),
		...(disturb
			? [{ type: "lose-sandbox" as const, at: whenOf(disturb) }]
			: []),
	];
}

function whenOf(text: string): When {
	const [after = "", seconds] = text.split("+");
	return { after, ms: Number(seconds) * 1000 };
}

interface Seen {
	readonly at: number;
	readonly value: number | string | undefined;
}

/** The model's word for what was recorded. */
const WORDS: Readonly<Record<string, string>> = {
	"prestop-start": "prestop-begin",
	"poststart-start": "poststart-begin",
	"sandbox-killed": "sandbox-lost",
	"pod-phase": "phase",
};

/** Everything recorded, by what it happened to and what it was. */
function seenIn({ events }: Recording): ReadonlyMap<string, readonly Seen[]> {
	const seen = new Map<string, Seen[]>();
	for (const [at, container, event, value] of events) {
		const key =
			event === "condition"
				? `pod ${String(value).split("=")[0]}`
				: event.startsWith("probe-")
					? `${container} ${event} ${value === 0}`
					: container === "sandbox" && event === "running"
						? "pod sandbox-ready"
						: `${container} ${WORDS[event] ?? event}`;
		const all = seen.get(key);
		if (all) all.push({ at, value });
		else seen.set(key, [{ at, value }]);
	}
	return seen;
}

/** The same key for what happens in the model. */
function keyOf(event: TraceEvent, mode: Mode): string {
	const { container = "pod", detail, passed, probe, type } = event;
	if (type === "condition") return `pod ${detail?.split("=")[0]}`;
	if (type === "probe") return `${container} probe-${probe} ${passed}`;
	if (type === (mode === "static" ? "kubelet-phase" : "phase"))
		return "pod phase";
	return `${container} ${type}`;
}

const COMPARED = new Set([
	"running",
	"exited",
	"sigterm",
	"prestop-begin",
	"prestop-end",
	"poststart-begin",
	"poststart-end",
	"phase",
	"kubelet-phase",
	"condition",
	"deleted",
]);

/**
 * When a kubelet looks is chance: where that decides a race, the recording has to be one of the lives that the model can
 * tell. The first is the usual one, and by far the most are.
 */
const CHANCES: readonly (Partial<Assumptions> | undefined)[] = [
	undefined,
	...[1, 1.5].map((stretch) => ({
		chance: { relist: 150, queue: 600, stretch },
	})),
	...[400, 478, 650, 900].map((relist) => ({
		chance: { relist, queue: (relist + 500) % 1000, stretch: 1.25 },
	})),
];

/** A deviation that is understood, and is not held against the model. */
export interface Known {
	readonly scenario: string;
	/** Of `1.33 api` and the like. */
	readonly in: RegExp;
	/** What of it deviates. */
	readonly what: RegExp;
	readonly why: string;
}

export interface Agreement {
	/** What the model says and the recording does not, or the other way round: one line each. */
	readonly differences: readonly string[];
	/** They agree only when the kubelet looks at other times than usual. */
	readonly byChance: boolean;
	/** The known deviations that they need for it. */
	readonly known: readonly Known[];
}

/** Holds a scenario in the model against its recording. */
export function agreement(
	scenario: Scenario,
	recording: Recording,
	known: readonly Known[],
): Agreement {
	const { minor, mode } = recording;
	const mine = known.filter(
		(one) =>
			one.scenario === scenario.scenario && one.in.test(`${minor} ${mode}`),
	);
	let usual: Agreement | undefined;
	for (const chance of CHANCES) {
		const { pod, trace } = play(scenario, minor, chance);
		const all = new Comparison(scenario, recording, pod, trace).run();
		const found = {
			differences: all.filter(
				(line) => !mine.some(({ what }) => what.test(line)),
			),
			byChance: usual !== undefined,
			known: mine.filter(({ what }) => all.some((line) => what.test(line))),
		};
		if (found.differences.length === 0) return found;
		usual ??= found;
	}
	return usual ?? { differences: [], byChance: false, known: [] };
}

class Comparison {
	readonly #seen: ReadonlyMap<string, readonly Seen[]>;
	readonly #counts = new Map<string, number>();
	readonly #places = new Map<TraceEvent, number>();
	readonly #quiet: ReadonlySet<string>;
	readonly #wrong: string[] = [];
	readonly #end: number;

	constructor(
		{ for: seconds, delete: deleted, done }: Scenario,
		readonly recording: Recording,
		pod: Pod,
		readonly trace: Trace,
	) {
		this.#seen = seenIn(recording);
		this.#quiet = new Set(
			[...pod.initContainers, ...pod.containers]
				.filter((container) => !isKl(container))
				.map(({ name }) => name ?? ""),
		);
		this.#end = deleted
			? Number.POSITIVE_INFINITY
			: done
				? Math.min(recording.last + 2000, seconds * 1000)
				: seconds * 1000;
	}

	run(): readonly string[] {
		const { mode } = this.recording;
		const polled = new Map<string, TraceEvent[]>();
		let isDeleted = false;
		for (const event of this.trace.events) {
			if (event.type === "delete") isDeleted = true;
			if (event.type === (mode === "static" ? "phase" : "kubelet-phase"))
				continue;
			const isPolled =
				mode === "static" && /^(?:condition|kubelet-phase)$/.test(event.type);
			// A static Pod has no status once its file is gone.
			if (isPolled && isDeleted) continue;
			const key = keyOf(event, mode);
			const place = this.#counts.get(key) ?? 0;
			this.#counts.set(key, place + 1);
			this.#places.set(event, place);
			if (!COMPARED.has(event.type) || this.#isUnseen(event)) continue;
			if (isPolled) polled.set(key, [...(polled.get(key) ?? []), event]);
			else this.#add(this.#fault(event, this.#seen.get(key)?.[place]));
		}
		for (const [key, events] of polled) this.#align(key, events);
		this.#lookForMore();
		return this.#wrong;
	}

	#add(fault: string | undefined): void {
		if (fault) this.#wrong.push(fault);
	}

	/** Who looks each 100 ms does not see what is over by then. */
	#align(key: string, events: readonly TraceEvent[]): void {
		const all = this.#seen.get(key) ?? [];
		const rest = (place: number, count: number): string | undefined => {
			const event = events[place];
			if (!event)
				return all[count] && `${key}#${count + 1} is seen, but does not happen`;
			const seen = all[count];
			const fault =
				this.#fault(event, seen) ?? rest(place + 1, seen ? count + 1 : count);
			const next = events[place + 1];
			return fault && next && next.at - event.at < POLL
				? rest(place + 2, count) && fault
				: fault;
		};
		this.#add(rest(0, 0));
		this.#counts.set(key, all.length);
	}

	/** Programs that are not ours write no log; static Pods have no object. */
	#isUnseen({ container = "", type }: TraceEvent): boolean {
		return (
			(type === "sigterm" && this.#quiet.has(container)) ||
			(type.startsWith("prestop") && this.#isSleep(container)) ||
			(type === "deleted" && this.recording.mode === "static")
		);
	}

	/** A hook that is a `sleep` action leaves no trace. */
	#isSleep(container: string): boolean {
		return (
			this.recording.scenario === "delete-sleep-action" && container !== ""
		);
	}

	/** What is wrong with a place in the recording that an event of the model should have. */
	#fault(event: TraceEvent, seen: Seen | undefined): string | undefined {
		const key = keyOf(event, this.recording.mode);
		const name = `${key}#${(this.#places.get(event) ?? 0) + 1}`;
		const base = this.#baseOf(event, seen?.at);
		if (!base) return undefined;
		if (!seen)
			return base.at + base.most + SLACK < this.#end
				? `${name} is not seen, though ${base.name} was at ${base.at}`
				: undefined;
		const value = event.type === "exited" ? event.code : event.detail;
		if (value !== undefined && value !== seen.value)
			return `${name} is ${value}, seen as ${seen.value}`;
		const delay = seen.at - base.at;
		return delay < base.least - EARLY || delay > base.most + SLACK
			? `${name} comes ${base.least}–${base.most} after ${base.name}, seen after ${delay}`
			: undefined;
	}

	/** When that was seen which an event follows from, and how long after that it may come. */
	#baseOf(
		event: TraceEvent,
		at: number | undefined,
	):
		| {
				readonly name: string;
				readonly at: number;
				readonly least: number;
				readonly most: number;
		  }
		| undefined {
		let { least, most } = event;
		for (let { cause } = event; cause; { cause } = cause) {
			const key = keyOf(cause, this.recording.mode);
			const all = this.#seen.get(key) ?? [];
			const seen =
				cause.type === "created"
					? { at: 0 }
					: cause.type === "probe"
						? // The recording has each run of a probe.
							all.findLast((one) => at !== undefined && one.at <= at + EARLY)
						: all[this.#places.get(cause) ?? -1];
			if (seen)
				return {
					name: `${key}#${(this.#places.get(cause) ?? 0) + 1}`,
					at: seen.at,
					least,
					most,
				};
			const isMissing = COMPARED.has(cause.type) && !this.#isUnseen(cause);
			// It follows from what is not there: that has been said.
			if (isMissing) return undefined;
			least += cause.least;
			most += cause.most;
		}
		return undefined;
	}

	/** Nothing may be seen that the model does not know. */
	#lookForMore(): void {
		for (const [key, all] of this.#seen) {
			const type = key.split(" ")[1] ?? "";
			const isCompared =
				COMPARED.has(type) || type === "Ready" || type === "Initialized";
			const count = this.#counts.get(key) ?? 0;
			const extra = all[count];
			if (isCompared && extra && !key.startsWith("sandbox "))
				this.#wrong.push(
					`${key}#${count + 1} (${extra.value ?? ""}) is seen at ${extra.at}, but does not happen`,
				);
		}
	}
}
