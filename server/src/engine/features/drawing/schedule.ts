import {
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
import type { Version } from "../../kubernetes/versions";
import type { Settings } from "../settings";

/** When what happens in the life of a container. */
export interface Life {
	readonly container: Container;
	readonly start: Start;
	/** Nothing, and neither is all that follows, when it is never started. */
	readonly starts?: number;
	/** When it is past its startup probe and hook; of an ordinary init container, when its work is done. */
	readonly started?: number;
	readonly ready?: number;
	/** When its preStop hook begins. */
	readonly hook?: number;
	/** When it gets SIGTERM. */
	readonly stops?: number;
	readonly ended?: number;
}

/** When what happens in the life of a Pod. */
export interface Schedule {
	/** In the order of their start. */
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
 * they really take, a manifest does not say.
 */
export function scheduleOf(
	pod: Pod,
	{ kubernetesVersion: version, catalog }: Settings,
): Schedule {
	const blocker = blockerOf(pod, version)?.container;
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
			? { starts: now, passed: now }
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
		initialised === undefined ? undefined : Math.max(...readies, now + SOON);
	const stop = Math.max(now, ...readies, ready ?? 0) + RUN;
	const endsByItself = completionOf(pod, version, catalog).ends === "yes";
	const groups = stopGroups(pod, version).slice(endsByItself ? 1 : 0);
	const stops = stopTimes(groups, stop);
	const lives = begun.map(({ passed, ...life }): Life => {
		const { container, starts, started } = life;
		if (starts === undefined) return life;
		const own = stops.get(container);
		if (own) return { ...life, ...own };
		const isApp = container.list === "containers";
		return { ...life, ended: isApp ? stop : (started ?? stop) };
	});
	return {
		lives,
		initialised,
		ready,
		stop,
		end: Math.max(stop + SOON, ...lives.flatMap(({ ended }) => ended ?? [])),
		endsByItself,
		stopGroups: groups,
	};
}

type Begun = Life & { readonly passed?: number };
type Times = Pick<Life, "starts" | "started" | "ready"> & {
	/** When what comes behind it in the list may start. */
	readonly passed: number;
};

function initTimes(
	container: Container,
	starts: number,
	version: Version,
): Times {
	const gate = gateOf(container, version);
	const started = gate === "running" ? starts : starts + 1;
	const passed = gate === "running" ? starts + SOON : started;
	return gate === "exited"
		? { starts, started, passed }
		: { starts, started, ready: readyAt(container, started), passed };
}

function appTimes(container: Container, starts: number): Times {
	const isHooked = hasHook(container, "postStart");
	const started =
		isHooked || container.field("startupProbe") ? starts + 1 : starts;
	return {
		starts,
		started,
		ready: readyAt(container, started),
		passed: isHooked ? starts + 1 : starts,
	};
}

const readyAt = (container: Container, started: number): number =>
	container.field("readinessProbe") ? started + 1 : started;

/** All preStop hooks begin at once; SIGTERM comes group by group, and never before the container's own hook has returned. */
function stopTimes(
	groups: readonly (readonly Container[])[],
	stop: number,
): ReadonlyMap<Container, Pick<Life, "hook" | "stops" | "ended">> {
	const times = new Map<Container, Pick<Life, "hook" | "stops" | "ended">>();
	let turn = stop;
	for (const group of groups) {
		let end = turn;
		for (const container of group) {
			const hooked = hasHook(container, "preStop");
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
