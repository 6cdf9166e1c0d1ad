import type { Container } from "./container";
import {
	endsByItself,
	isHelper,
	isLastingHelper,
	isStoppedByAnother,
} from "./helpers";
import type { Pod } from "./pod";
import { programOf } from "./program";
import { type Catalog, roleOf } from "./roles";
import { serverOf } from "./servers";
import { earlyNeed } from "./start-needs";

/** Helpers of `containers` that are sidecars of the classic kind, surely enough to speak of them. */

/** A helper that keeps a Job from completing. */
export interface Holder {
	readonly container: Container;
	/** It surely goes on; it would if it is a server; it stops after a fixed time, whatever the work does. */
	readonly why: "lasts" | "serves" | "timed";
}

/** The helpers that a Job waits for; in the order of the list, the sure ones first. */
export const holdersOf = (pod: Pod, catalog: Catalog): readonly Holder[] =>
	lastingIn(pod, catalog).filter(
		({ container }) => !isStoppedByAnother(container),
	);

/** Those that another container stops when the work is done, which Kubernetes would do by itself. */
export function stoppedHelpersOf(
	pod: Pod,
	catalog: Catalog,
): readonly Container[] {
	if (!pod.runsToCompletion || pod.containers.length < 2) return [];
	const lasting = lastingIn(pod, catalog);
	return pod.containers.filter(
		(each) =>
			isHelper(each, catalog) &&
			(mayBeToldToQuit(each) ||
				lasting.some(({ container }) => container === each)) &&
			isStoppedByAnother(each),
	);
}

/** A flag that ends nothing by itself: it lets others end the program. */
const mayBeToldToQuit = (container: Container): boolean =>
	(programOf(container).words ?? []).some(({ text }) =>
		/^--?quitquitquit(?:=true)?$/.test(text),
	);

/** The helpers that would keep a Job from completing if nobody stopped them. */
function lastingIn(pod: Pod, catalog: Catalog): readonly Holder[] {
	if (!pod.runsToCompletion || pod.containers.length < 2) return [];
	const lasting = pod.containers.filter(
		(container) =>
			isLastingHelper(container, catalog) || serverOf(container) !== undefined,
	);
	// Where nothing ends, no container is a sidecar of another.
	if (lasting.length === pod.containers.length) return [];
	const others = pod.containers.filter(
		(container) => !lasting.includes(container) && isHelper(container, catalog),
	);
	return [
		...lasting.flatMap((container): Holder[] =>
			container.restartPolicyText === "Always"
				? []
				: [{ container, why: "lasts" }],
		),
		...others.flatMap((container): Holder[] => {
			if (stopsByTheClock(container)) return [{ container, why: "timed" }];
			return mayServe(container) ? [{ container, why: "serves" }] : [];
		}),
	];
}

/** Is all that is known of it that it has a port, beside others that have none? */
const mayServe = (container: Container): boolean =>
	container.ports.length > 0 &&
	!programOf(container).script &&
	!endsByItself(container) &&
	container.pod.containers.some(({ ports }) => ports.length === 0);

/** Who waits for something else than the clock, such as a file that the work leaves when it is done. */
const AWAITS = /\b(?:while|until|for|inotifywait)\b/;

/** A server in the background that its script kills after a sleep, and after nothing else. */
function stopsByTheClock(container: Container): boolean {
	const { commands, script } = programOf(container);
	const index = commands.findIndex(({ words: [name] }) => name === "sleep");
	return (
		commands.slice(0, index + 1).some(({ background }) => background) &&
		commands.slice(index + 1).some(({ words: [name] }) => name === "kill") &&
		!AWAITS.test(script?.text ?? "")
	);
}

/** Does a patch only change the container? It stands somewhere else, and is to be converted there. */
export const isChangedOnly = (container: Container): boolean =>
	container.pod.isPatch && !container.field("image");

/** The helpers beside an application that runs for ever. */
export function companionsOf(pod: Pod, catalog: Catalog): readonly Container[] {
	// A Job has worse to hear, and what a controller merges into its own Pods it may place itself.
	if (pod.runsToCompletion || pod.place.origin === "shape") return [];
	// The only container is the application, whatever it looks like; a patch has it elsewhere.
	if (pod.containers.length < 2 && !pod.isPatch) return [];
	return pod.containers.filter(
		(container) =>
			!container.restartPolicy &&
			isHelper(container, catalog) &&
			(roleOf(container, catalog).role !== "helper" ||
				isLastingHelper(container, catalog)),
	);
}

/** A container that an ordinary init container needs, and that would be there as a native sidecar. */
export interface Missed {
	readonly init: Container;
	readonly container: Container;
}

/** The helpers that init containers need and cannot have. */
export const missedOf = (pod: Pod, catalog: Catalog): readonly Missed[] =>
	pod.initContainers.flatMap((init): Missed[] => {
		const container = earlyNeed(init, catalog)?.provider;
		return container?.list === "containers" &&
			mayStartBefore(container, catalog)
			? [{ init, container }]
			: [];
	});

/** Is a container there for another one, so that it may start before that? */
export const mayStartBefore = (
	container: Container,
	catalog: Catalog,
): boolean =>
	container.pod.containers.some((other) =>
		other === container
			? roleOf(other, catalog).role !== "app"
			: roleOf(other, catalog).role === "app",
	);

/**
 * Containers whose `restartPolicy: Always` does not make them what it is meant to. Where every container has one, or rules
 * besides, they are meant to be what they are.
 */
export function misplacedOf(pod: Pod, catalog: Catalog): readonly Container[] {
	const standsOut = pod.containers.some(({ restartPolicy }) => !restartPolicy);
	const main = mainAppOf(pod, catalog);
	return pod.containers.filter(
		(container) =>
			container !== main &&
			container.restartPolicyText === "Always" &&
			(pod.runsToCompletion ||
				(standsOut && !container.field("restartPolicyRules"))),
	);
}

/** The container that the others are there for: the first that nothing marks as a helper. */
export const mainAppOf = (pod: Pod, catalog: Catalog): Container | undefined =>
	pod.containers.find((each) => roleOf(each, catalog).role === "app");

/**
 * The native sidecars, as they are written: what an older version makes of them is another question. A text without
 * `containers` is a piece of which nobody knows where it goes.
 */
export const nativeSidecars = (pod: Pod): readonly Container[] =>
	pod.listEntry("containers") || pod.isPatch
		? pod.initContainers.filter(
				({ restartPolicyText }) => restartPolicyText === "Always",
			)
		: [];
