import {
	type Blocker,
	blockerOf,
	completionOf,
	stopGroups,
} from "../../kubernetes/completion";
import type { Container } from "../../kubernetes/container";
import {
	gateOf,
	hasHook,
	type Start,
	startOrder,
} from "../../kubernetes/lifecycle";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Version } from "../../kubernetes/versions";
import type { Settings } from "../settings";

/** When what happens in the life of a container. */
export interface Life {
	readonly container: Container;
	/** Nothing of an ephemeral container, which is in no order. */
	readonly start: Start | undefined;
	/** Nothing, and neither is all that follows, when it is never started. */
	readonly starts?: number;
	/** When its postStart hook has returned: probes begin only then. */
	readonly hooked?: number;
	/** When it is past its startup probe and hook; of an ordinary init container, when its work is done. */
	readonly started?: number;
	/** Nothing of a container that does not count for the Pod to be ready. */
	readonly ready?: number;
	/** When its preStop hook begins. */
	readonly hook?: number;
	/** When it gets SIGTERM. */
	readonly stops?: number;
	readonly ended?: number;
}

/** When what happens in the life of a Pod. */
export interface Schedule {
	/** In the order of their start, ephemeral containers last. */
	readonly lives: readonly Life[];
	/** When the first app is started; nothing when none is. */
	readonly initialised: number | undefined;
	readonly ready: number | undefined;
	/** When its end begins: its apps have ended, or it is deleted. */
	readonly stop: number;
	readonly end: number;
	/** Does the end come by itself? */
	readonly endsByItself: boolean;
	/** Who gets SIGTERM together, one group after the other. */
	readonly stopGroups: readonly (readonly Container[])[];
}

/** What takes no time to speak of still needs room in a picture. */
const SOON = 0.6;
/** How long everything is seen to run. */
const RUN = 2;

/**
 * The order of events as times in steps: an init container's work, a probe, a hook and a stop take one step each. How long
 * they really take, a manifest does not say. The order is that of the simulated kubelet, to which a test holds it: playing
 * a life takes too long for a picture that is drawn with each keystroke.
 */
export function scheduleOf(
	pod: Pod,
	{ kubernetesVersion: version, catalog }: Settings,
): Schedule {
	const stuck = blockerOf(pod, version, catalog);
	const blocker = stuck?.container;
	const begun: Begun[] = [];
	let now = 0;
	let isBlocked = false;
	for (const start of startOrder(pod, version)) {
		const { container } = start;
		const isApp = container.list === "containers";
		if (isBlocked) {
			begun.push({ container, start });
			continue;
		}
		isBlocked = container === blocker;
		const times = isBlocked
			? stuckTimes(container, now, stuck)
			: isApp
				? appTimes(container, now)
				: initTimes(container, now, version);
		begun.push({ container, start, ...times });
		now = times.passed;
	}
	const readies = begun.flatMap(({ ready }) => ready ?? []);
	const apps = begun.filter(({ container }) => container.list === "containers");
	const initialised = apps[0]?.starts;
	const ready =
		initialised === undefined
			? undefined
			: Math.max(...readies, now, (apps.at(-1)?.starts ?? now) + SOON);
	const stop = Math.max(now, ...readies, ready ?? 0) + RUN;
	const endsByItself = completionOf(pod, version, catalog).ends === "yes";
	const groups = stopGroups(pod, version, catalog).slice(endsByItself ? 1 : 0);
	const stops = stopTimes(groups, stop, version);
	const lives = begun.map(({ passed, ...life }): Life => {
		const { container, starts, started } = life;
		if (starts === undefined) return life;
		const own = stops.get(container);
		if (own) return { ...life, ...own };
		// As long as a hook runs, nothing is stopped.
		if (isNativeSidecar(container, version)) return life;
		const isApp = container.list === "containers";
		return { ...life, ended: isApp ? stop : (started ?? stop) };
	});
	// In the kubelet's second look at the Pod: the first one makes the sandbox, and may be held up by hooks.
	const first = pod.initContainers.length > 0 ? (begun[0]?.hooked ?? 0) : now;
	const beside = pod.list("ephemeralContainers").map(
		(container): Life => ({
			container,
			start: undefined,
			starts: first,
			stops: stop,
			ended: stop + 1,
		}),
	);
	return {
		lives: [...lives, ...beside],
		initialised,
		ready,
		stop,
		end: Math.max(
			stop + SOON,
			...[...lives, ...beside].flatMap(({ ended }) => ended ?? []),
		),
		endsByItself,
		stopGroups: groups,
	};
}

type Begun = Life & { readonly passed?: number };
type Times = Pick<Life, "starts" | "hooked" | "started" | "ready"> & {
	/** When what comes behind it in the list may start. */
	readonly passed: number;
};

function initTimes(
	container: Container,
	starts: number,
	version: Version,
): Times {
	if (gateOf(container, version) === "exited")
		return { starts, started: starts + 1, passed: starts + 1 };
	const times = lastingTimes(container, starts);
	const { started } = times;
	return { ...times, passed: started > starts ? started : starts + SOON };
}

/** What keeps all others from starting; a hook of it may still return. */
function stuckTimes(
	container: Container,
	starts: number,
	stuck: Blocker | undefined,
): Times {
	const isHooked =
		stuck?.why === "check" &&
		stuck.check === "startupProbe" &&
		hasHook(container, "postStart");
	return isHooked
		? { starts, hooked: starts + 1, passed: starts + 1 }
		: { starts, passed: starts };
}

function appTimes(container: Container, starts: number): Times {
	const times = lastingTimes(container, starts);
	return { ...times, passed: times.hooked ?? starts };
}

/** A container that goes on: its hook, then its startup probe, then its readiness probe. */
function lastingTimes(
	container: Container,
	starts: number,
): Pick<Life, "hooked"> & Required<Pick<Life, "starts" | "started" | "ready">> {
	const hooked = hasHook(container, "postStart") ? starts + 1 : undefined;
	const begun = hooked ?? starts;
	const started = container.field("startupProbe") ? begun + 1 : begun;
	return {
		starts,
		...(hooked === undefined ? {} : { hooked }),
		started,
		ready: readyAt(container, started),
	};
}

const readyAt = (container: Container, started: number): number =>
	container.field("readinessProbe") ? started + 1 : started;

/** All preStop hooks begin at once; SIGTERM comes group by group, and never before the container's own hook has returned. */
function stopTimes(
	groups: readonly (readonly Container[])[],
	stop: number,
	version: Version,
): ReadonlyMap<Container, Pick<Life, "hook" | "stops" | "ended">> {
	const times = new Map<Container, Pick<Life, "hook" | "stops" | "ended">>();
	let turn = stop;
	for (const group of groups) {
		let end = turn;
		for (const container of group) {
			// An ordinary init container cannot have one.
			const isInit =
				container.list === "initContainers" &&
				!isNativeSidecar(container, version);
			const hooked = !isInit && hasHook(container, "preStop");
			const stops = hooked ? Math.max(turn, stop + 1) : turn;
			times.set(container, {
				...(hooked ? { hook: stop } : {}),
				stops,
				ended: stops + 1,
			});
			end = Math.max(end, stops + 1);
		}
		turn = end;
	}
	return times;
}
