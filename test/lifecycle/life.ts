import type { Program } from "../../server/src/engine/kubernetes/simulation/programs";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import {
	type Assumptions,
	simulate,
} from "../../server/src/engine/kubernetes/simulation/simulate";
import type {
	EventType,
	TraceEvent,
} from "../../server/src/engine/kubernetes/simulation/trace";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { podIn } from "./compare";

/** A Pod of containers that are written as flow mappings, and what happens in it. */
export interface Play {
	readonly inits?: readonly string[];
	readonly apps?: readonly string[];
	readonly ephemerals?: readonly string[];
	/** Further fields of the spec. */
	readonly spec?: string;
	/** What containers do, where that is not: run until SIGTERM. */
	readonly programs?: Readonly<Record<string, Partial<Program>>>;
	readonly version?: Version;
}

const listOf = (field: string, containers: readonly string[]): string =>
	containers.length === 0
		? ""
		: `  ${field}:\n${containers.map((one) => `    - { image: example/one:1, ${one} }\n`).join("")}`;

/** The Pod as a manifest. */
export const yamlOf = ({
	apps = ["name: app"],
	ephemerals = [],
	inits = [],
	spec,
}: Play): string =>
	`apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${spec ? `  ${spec}\n` : ""}${listOf("initContainers", inits)}${listOf("containers", apps)}${listOf("ephemeralContainers", ephemerals)}`;

/** The life of a Pod, with questions that can be asked of it. */
export class Life {
	readonly events: readonly TraceEvent[];
	/** What each container was given to do. */
	readonly programs: ReadonlyMap<string, Program>;

	constructor(play: Play, more: Omit<Assumptions, "programs"> = {}) {
		const { programs = {}, version = "1.35" } = play;
		const pod = podIn(yamlOf(play));
		this.programs = new Map(
			pod.all.map(({ name = "" }) => [name, { ...SERVER, ...programs[name] }]),
		);
		this.events = simulate(pod, version, {
			programs: this.programs,
			...more,
		}).events;
	}

	of(type: EventType, container?: string): readonly TraceEvent[] {
		return this.events.filter(
			(event) =>
				event.type === type &&
				(container === undefined || event.container === container),
		);
	}

	/** When something happens for the first time (or the nth), in ms. */
	at(type: EventType, container?: string, nth = 1): number {
		return this.of(type, container)[nth - 1]?.at ?? Number.NaN;
	}

	/** Which containers it happens to, in order. */
	order(type: EventType): readonly string[] {
		return this.of(type).map(({ container = "" }) => container);
	}

	codes(container: string): readonly (number | undefined)[] {
		return this.of("exited", container).map(({ code }) => code);
	}

	get phases(): readonly (string | undefined)[] {
		return this.of("phase").map(({ detail }) => detail);
	}

	/** The values of a condition, in order. */
	condition(name: string): readonly string[] {
		return this.of("condition").flatMap(({ detail = "" }) =>
			detail.startsWith(`${name}=`) ? [detail.slice(name.length + 1)] : [],
		);
	}

	/** The seconds between the end of a run of a container and its next start. */
	pauses(container: string): readonly number[] {
		return this.of("exited", container).flatMap(({ at, run }) => {
			const next = this.of("running", container).find(
				(event) => event.run === (run ?? 0) + 1,
			);
			return next ? [(next.at - at) / 1000] : [];
		});
	}
}

export const SIDECAR = "name: proxy, restartPolicy: Always";
/** It ends with a code after so many seconds, every time. */
export const ends = (seconds: number, code = 0): Partial<Program> => ({
	runs: [{ lasts: seconds * 1000, code }],
});
/** It ends with 1 after a second at first, then it does something else. */
export const failsFirst = (then: Partial<Program>): Partial<Program> => ({
	...then,
	runs: [{ lasts: 1000, code: 1 }, ...(then.runs ?? SERVER.runs)],
});
export const DEAF: Partial<Program> = { sigterm: "ignores" };
export const stopsIn = (seconds: number): Partial<Program> => ({
	sigterm: { after: seconds * 1000, code: 0 },
});
export const probe = (kind: string, more = ""): string =>
	`${kind}Probe: { periodSeconds: 1, failureThreshold: 1${more}, exec: { command: [/check] } }`;
export const HOOK = "{ exec: { command: [/hook] } }";
