import { memoizeBoth } from "../text/memo";
import { type Entry, entryOf, type Node, resolve, valueAt } from "../yaml/tree";
import { localAddresses } from "./addresses";
import { isHealthCheckUnanswered } from "./cloud-sql";
import type { Container } from "./container";
import { mountOf } from "./files";
import { unreachableProbe } from "./local-listener";
import { foreignPorts, listensOn, ownPorts, reportsTheApp } from "./network";
import {
	onlyFollows,
	type Program,
	programOf,
	programOfHandler,
} from "./program";
import type { Command } from "./shell";
import { pathInVolume, writerBehind, writesInVolume } from "./start-needs";
import { isNull } from "./values";
import { forgives, toolWaitsOf, waitsOf } from "./waits";

/** What has to succeed at a native sidecar before the kubelet starts anything behind it. */
export type StartupCheck = "startupProbe" | "postStart";

/** What such a check needs, which comes only when it has succeeded. */
export type Unmet =
	| {
			readonly kind: "port";
			readonly port: number;
			readonly provider: Container;
	  }
	| {
			readonly kind: "file";
			readonly file: string;
			readonly provider: Container;
	  }
	/** It says whether the application is well. */
	| { readonly kind: "application" };

/** Where a native sidecar's check stands. */
export function startupCheckOf(
	sidecar: Container,
	check: StartupCheck,
): Entry | undefined {
	if (check === "startupProbe") return sidecar.field(check);
	const lifecycle = valueAt(sidecar.node, "lifecycle");
	return lifecycle?.kind === "mapping" ? entryOf(lifecycle, check) : undefined;
}

/** What a check of a native sidecar needs of a container that starts only when it has succeeded. */
export const unmetNeed = memoizeBoth(
	(sidecar: Container, check: StartupCheck): Unmet | undefined => {
		const handler = resolve(startupCheckOf(sidecar, check)?.value);
		return handler && needOf(sidecar, check, handler);
	},
);

/** A check of a native sidecar that never succeeds, so that nothing behind it is ever started. */
export interface VainCheck {
	readonly check: StartupCheck;
	/** A hook that does not even fail: while it runs, the kubelet stops nothing either. */
	readonly hangs: boolean;
}

/** The first check of a native sidecar that never succeeds. */
export function vainCheckOf(sidecar: Container): VainCheck | undefined {
	if (unmetNeed(sidecar, "postStart")) {
		const hook = resolve(startupCheckOf(sidecar, "postStart")?.value);
		const hangs = !!hook && waitsOf(programOfHandler(hook)).length > 0;
		return { check: "postStart", hangs };
	}
	const isVain =
		unreachableProbe(sidecar, "startupProbe") ??
		unmetNeed(sidecar, "startupProbe") ??
		isHealthCheckUnanswered(sidecar, "startupProbe");
	return isVain ? { check: "startupProbe", hangs: false } : undefined;
}

function needOf(
	sidecar: Container,
	check: StartupCheck,
	handler: Node,
): Unmet | undefined {
	if (asksElsewhere(handler)) return undefined;
	const program = programOfHandler(handler);
	if (!holdsUp(program, check)) return undefined;
	for (const port of foreignPorts(sidecar, handler)) {
		// Two who only probe the same port: either may be the one that listens.
		const provider = laterThan(sidecar).find((one) =>
			ownPorts(one).includes(port),
		);
		if (provider && !isServedBefore(sidecar, port))
			return { kind: "port", port, provider };
	}
	const file = unmetFile(sidecar, check, program, sidecar.index);
	if (file) return file;
	if (check === "startupProbe" && asksByNetwork(handler)) {
		const awaited = awaitedLater(sidecar, sidecar.index);
		if (awaited) return awaited;
	}
	return check === "startupProbe" && reportsTheApp(sidecar, handler)
		? { kind: "application" }
		: undefined;
}

/** What a program tests for that only containers behind an init container's place write. */
function unmetFile(
	container: Container,
	check: AnyCheck,
	program: Program,
	place: number,
): Unmet | undefined {
	for (const file of filesTested(program, check)) {
		const provider = writerBehind(container, file, place);
		if (provider && isNotItsOwn(container, file, provider))
			return { kind: "file", file, provider };
	}
	return undefined;
}

const filesTested = (program: Program, check: AnyCheck): readonly string[] => [
	...waitsOf(program).flatMap(({ files }) => files),
	...(check === "postStart" ? [] : testedBy(program.commands)),
];

const handlerOf = (container: Container, check: AnyCheck): Entry | undefined =>
	check === "readinessProbe"
		? container.field(check)
		: startupCheckOf(container, check);

/**
 * Would a check hold everybody up for ever if they waited for it at a native sidecar, since it looks for a file that only
 * those write who start afterwards, or the program that it asks waits for one of them?
 * @param place behind which init container it would stand
 */
export function needsLater(
	container: Container,
	check: AnyCheck,
	place: number,
): boolean {
	const handler = resolve(handlerOf(container, check)?.value);
	if (!handler) return false;
	const program = programOfHandler(handler);
	return (
		(holdsUp(program, check) &&
			unmetFile(container, check, program, place) !== undefined) ||
		(check !== "postStart" &&
			asksByNetwork(handler) &&
			waitsForLater(container, place))
	);
}

const asksByNetwork = (handler: Node): boolean =>
	["httpGet", "tcpSocket", "grpc"].some(
		(kind) => !isNull(valueAt(handler, kind)),
	);

/** Does a program wait, before it serves, for what starts only after it? Whoever waits for it waits for ever. */
export const waitsForLater = (
	container: Container,
	place = container.index,
): boolean => awaitedLater(container, place) !== undefined;

/**
 * What a program waits for before it serves: a port or a file that only those give who start after it.
 * @param place behind which init container it stands
 */
function awaitedLater(container: Container, place: number): Unmet | undefined {
	const program = programOf(container);
	if (program.commands.some(({ background }) => background)) return undefined;
	const own = listensOn(container);
	const { pod } = container;
	const later = pod.containers.filter((each) => each !== container);
	const isServed = (port: number) =>
		pod.initContainers.some((other) => listensOn(other).has(port));
	const waits = waitsOf(program).filter(({ bounded }) => !bounded);
	for (const line of [
		...waits.map(({ head }) => head),
		...toolWaitsOf(program),
	]) {
		for (const { port } of localAddresses(line)) {
			const provider = later.find((one) => ownPorts(one).includes(port));
			if (provider && !own.has(port) && !isServed(port))
				return { kind: "port", port, provider };
		}
	}
	for (const { files } of waits) {
		for (const file of files) {
			const provider = writerBehind(container, file, place);
			if (provider && isNotItsOwn(container, file, provider))
				return { kind: "file", file, provider };
		}
	}
	return undefined;
}

/** A file that a check waits for, which its own program may write or one that starts only afterwards. */
export function fileOfEither(
	container: Container,
	check: AnyCheck,
	place: number,
): { readonly file: string; readonly other: Container } | undefined {
	const handler = resolve(handlerOf(container, check)?.value);
	const program = handler && programOfHandler(handler);
	if (!program || !holdsUp(program, check)) return undefined;
	for (const file of filesTested(program, check)) {
		const other = writerBehind(container, file, place);
		if (other && !isNotItsOwn(container, file, other)) return { file, other };
	}
	return undefined;
}

type AnyCheck = StartupCheck | "readinessProbe";

/** A hook that goes on without an answer holds nobody up for ever. */
const holdsUp = (program: Program, check: AnyCheck): boolean =>
	!forgives(program) &&
	!program.commands.some(({ background }) => background) &&
	(check !== "postStart" || !waitsOf(program).some(({ bounded }) => bounded));

/** An address of another host: not this Pod's. */
const asksElsewhere = (handler: Node): boolean =>
	["httpGet", "tcpSocket"].some(
		(kind) => !isNull(valueAt(handler, kind, "host")),
	);

/** The applications, and the native sidecars behind one. */
const laterThan = ({ pod, index }: Container): readonly Container[] => [
	...pod.containers,
	...pod.initContainers.filter(
		(other) => other.index > index && other.restartPolicyText === "Always",
	),
];

const isServedBefore = ({ pod, index }: Container, port: number): boolean =>
	pod.initContainers.some(
		(other) => other.index < index && listensOn(other).has(port),
	);

/** The files whose being there a probe's command tests. */
const testedBy = (commands: readonly Command[]): readonly string[] =>
	commands.flatMap(({ words: [name = "", ...operands] }) =>
		/^(?:.*\/)?(?:test|\[{1,2}|ls|stat|cat|e?grep)$/.test(name) &&
		!operands.includes("!")
			? operands.filter((word) => word.startsWith("/"))
			: [],
	);

/** Is a file surely not written by the sidecar's own program: it may not, it only reads, or the other one's says so? */
function isNotItsOwn(
	sidecar: Container,
	file: string,
	other: Container,
): boolean {
	const mount = mountOf(sidecar, file);
	return (
		mount !== undefined &&
		(mount.readOnly ||
			onlyFollows(programOf(sidecar)) ||
			writesInVolume(other, mount, pathInVolume(mount, file)))
	);
}
