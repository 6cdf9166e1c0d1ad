import { itemsOf, valueAt } from "../../yaml/tree";
import { blockerOf, goesOn } from "../completion";
import type { Container } from "../container";
import { programOf, readWords, runsForever } from "../program";
import type { Catalog } from "../roles";
import type { StartupCheck } from "../startup-check";
import { integerOf, scalarOf } from "../values";
import type { Planned, PodPlan } from "./plan";
import type { EventType, ProbeKind } from "./trace";

/** One run of a program. */
export interface ProgramRun {
	/** In ms; infinite when it goes on until it is stopped. */
	readonly lasts: number;
	readonly code: number;
}

/** One run of a hook. */
export interface HookRun {
	/** In ms. */
	readonly lasts: number;
	readonly code: number;
}

/** When a probe passes, in ms from the start of the container on. */
export interface Passing {
	readonly from: number;
	readonly until: number;
}

/** What a container is given to do. */
export interface Program {
	readonly image: "present" | "missing";
	/** How often the container runtime fails to start it before it does. */
	readonly failedStarts?: number;
	/** Its runs in order; the last one is what all further ones are like. */
	readonly runs: readonly ProgramRun[];
	/** How it answers to SIGTERM: it ends after some ms, or takes no notice. */
	readonly sigterm:
		| { readonly after: number; readonly code: number }
		| "ignores";
	/** It ends by itself as soon as this has happened at a container. */
	readonly endsWith?: {
		readonly container: string;
		readonly event: EventType;
		readonly code: number;
	};
	readonly postStart: HookRun;
	readonly preStop: HookRun;
	readonly passes: Readonly<Record<ProbeKind, Passing>>;
}

export const FOREVER = Number.POSITIVE_INFINITY;
export const ALWAYS_PASSES: Passing = { from: 0, until: FOREVER };
export const NEVER_PASSES: Passing = { from: FOREVER, until: FOREVER };

/** A server: it runs until SIGTERM and ends at once then. */
export const SERVER: Program = {
	image: "present",
	runs: [{ lasts: FOREVER, code: 0 }],
	sigterm: { after: 0, code: 0 },
	postStart: { lasts: 1000, code: 0 },
	preStop: { lasts: 1000, code: 0 },
	passes: {
		startup: ALWAYS_PASSES,
		readiness: ALWAYS_PASSES,
		liveness: ALWAYS_PASSES,
	},
};

/** Assumed durations, in ms. */
const INIT = 3000;
const WORK = 10_000;
const WARM_UP = 4000;
const SHUTDOWN = 1000;

/**
 * What the containers of a Pod are assumed to do when nobody says it. An init container does its work for some seconds
 * and ends with 0, and so does an app that is not started again for that; a server runs until SIGTERM, and is up after
 * some seconds. What the manifest tells of programs that never end, or take no notice of SIGTERM, is respected.
 */
export function assumedPrograms(
	plan: PodPlan,
	catalog: Catalog,
): ReadonlyMap<string, Program> {
	const stuck = blockerOf(plan.pod, plan.version, catalog);
	const blocker = stuck?.container;
	const isVain = (container: Container, check: StartupCheck): boolean =>
		container === blocker && stuck?.why === "check" && stuck.check === check;
	const lastsFor = ({ container, kind, policy }: Planned): number => {
		if (kind === "sidecar" || container === blocker) return FOREVER;
		if (kind === "init") return INIT;
		const isServer = (policy ?? plan.policy) === "Always";
		return isServer || goesOn(container, catalog) === true ? FOREVER : WORK;
	};
	return new Map(
		[...plan.inits, ...plan.apps].map((planned) => [
			planned.key,
			{
				...SERVER,
				runs: [{ lasts: lastsFor(planned), code: 0 }],
				sigterm: answerOf(planned, plan),
				postStart: isVain(planned.container, "postStart")
					? { lasts: FOREVER, code: 0 }
					: hookOf(planned, "postStart"),
				preStop: hookOf(planned, "preStop"),
				passes: {
					startup: isVain(planned.container, "startupProbe")
						? NEVER_PASSES
						: { from: warmUpOf(planned), until: FOREVER },
					readiness: { from: WARM_UP, until: FOREVER },
					liveness: ALWAYS_PASSES,
				},
			},
		]),
	);
}

/** Nothing happens to a PID 1 that has not asked for SIGTERM, such as `tail` or a loop of a shell. */
function answerOf(
	{ container }: Planned,
	{ sharesProcesses }: PodPlan,
): Program["sigterm"] {
	const program = programOf(container);
	const isDeaf =
		runsForever(program) && !/\btrap\b/.test(program.script?.text ?? "");
	if (!isDeaf) return { after: SHUTDOWN, code: 0 };
	return sharesProcesses ? { after: 0, code: 143 } : "ignores";
}

/** Whoever has written a startup probe has left enough time for it. */
function warmUpOf({ probes }: Planned): number {
	const startup = probes.find(({ kind }) => kind === "startup");
	if (!startup) return 0;
	const { failures, initialDelay, period } = startup;
	const longest = initialDelay + (failures - 1) * period;
	return Math.min(WARM_UP, longest * 1000);
}

/** A hook lasts as long as it says that it sleeps, else a second. */
const hookOf = (
	{ container }: Planned,
	name: "postStart" | "preStop",
): HookRun => {
	const seconds = sleepOf(container, name);
	return {
		lasts: seconds === undefined ? SERVER.preStop.lasts : seconds * 1000,
		code: 0,
	};
};

/** How many seconds a hook says that it sleeps; nothing when it says nothing of that. */
export function sleepOf(
	container: Container,
	name: "postStart" | "preStop",
): number | undefined {
	const hook = valueAt(container.field("lifecycle")?.value, name);
	const seconds = integerOf(valueAt(hook, "sleep", "seconds"));
	if (seconds !== undefined) return seconds;
	const words = itemsOf(valueAt(hook, "exec", "command")).map((item) =>
		scalarOf(item.value),
	);
	const known = words.filter((word) => word !== undefined);
	const slept = readWords(known.length === words.length ? known : undefined)
		.commands.filter(
			({ background, words: [name = ""] }) =>
				!background && /(?:^|\/)sleep$/.test(name),
		)
		.map(({ words: [, text = ""] }) => secondsOf(text))
		.reduce((sum, each) => sum + each, 0);
	return slept > 0 ? slept : undefined;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** The operand of `sleep`; nothing for what is no number. */
function secondsOf(text: string): number {
	const [, number = "", unit = "s"] =
		/^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
	return number === "" ? 0 : Number(number) * (UNITS[unit] ?? 1);
}
