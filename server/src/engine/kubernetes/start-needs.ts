import { memoize, memoizeBoth } from "../text/memo";
import { localAddresses } from "./addresses";
import type { Container, EnvironmentVariable, Mount } from "./container";
import { calls, prepares } from "./dependencies";
import { isFixedPath, isPodsOwn, mayCreate, mountOf } from "./files";
import { dialsOf, listensOn, mayBeOnNode } from "./network";
import type { Pod } from "./pod";
import { type Program, programOf, writtenPaths } from "./program";
import { RECOGNISED, type Role } from "./role";
import { type Catalog, roleOf } from "./roles";
import type { Command } from "./shell";
import { stringOf } from "./values";
import { forgives, triesAgain, waitsOf } from "./waits";

/** What an ordinary init container needs of one that the kubelet starts only when the init container has ended. */
export interface Need {
	readonly provider: Container;
	/** The port it calls, or the file for which it waits. */
	readonly what:
		| { readonly port: number; readonly file?: never }
		| { readonly file: string; readonly port?: never };
	/** What becomes of it: it fails, waits for ever, or tries some times and goes on. */
	readonly fate: "fails" | "waits" | "tries";
}

/** The first thing that an ordinary init container needs too early. */
export const earlyNeed = memoizeBoth(
	(init: Container, catalog: Catalog): Need | undefined =>
		isOrdinaryInit(init) && !mayBeOnNode(init.pod)
			? (portNeed(init, catalog) ?? fileNeed(init))
			: undefined,
);

export const isOrdinaryInit = (container: Container): boolean =>
	container.list === "initContainers" &&
	(!container.restartPolicy ||
		/^(?:Never|OnFailure)$/.test(container.restartPolicyText ?? ""));

/** Commands that call nobody, whatever the environment says, and write down addresses for others. */
const LOCAL =
	/^(?:.*\/)?(?:echo|printf|cd|set|cp|mv|mkdir|chmod|chown|chgrp|touch|rm|ln|cat|ls|sed|awk|cut|tr|tee|install|sleep|true|:|test|\[{1,2}|sysctl|mount|mountpoint|tar|find|id|whoami|date|exit|umask|done|fi|esac|\}|envsubst)$/;

const mayCall = ({ words: [name = "", ...rest] }: Command): boolean =>
	name !== "" &&
	(!LOCAL.test(name) ||
		rest.some((word) => /\$\(|`/.test(word) || word.includes("/dev/tcp/")));

interface Call {
	readonly port: number;
	/** Nothing when the command itself says so. */
	readonly variables: readonly EnvironmentVariable[] | undefined;
}

/** What an init container surely calls: it is no server, so what its commands speak of, they call. */
function callsOf(init: Container): readonly Call[] {
	const program = programOf(init);
	const active = program.commands.filter(mayCall);
	// What is not known may call what the environment names; who only moves files has that by chance.
	if (program.words !== undefined && active.length === 0) return [];
	const said = new Set(
		active
			.flatMap(({ words, writes }) =>
				localAddresses([...words, ...writes].join(" ")),
			)
			.map(({ port }) => port),
	);
	const text =
		program.script?.text ??
		(program.words ?? []).map((word) => word.text).join(" ");
	const written = new Set(localAddresses(text).map(({ port }) => port));
	return dialsOf(init).flatMap(({ port }): Call[] => {
		if (said.has(port)) return [{ port, variables: undefined }];
		if (written.has(port)) return [];
		const variables = init.environment.filter(({ value }) =>
			value.text.includes(String(port)),
		);
		return [{ port, variables }];
	});
}

function portNeed(init: Container, catalog: Catalog): Need | undefined {
	const program = programOf(init);
	// It may serve itself what it calls.
	if (program.commands.some(({ background }) => background)) return undefined;
	const later = init.pod.all.filter((other) => startsAfter(other, init));
	for (const { port, variables } of callsOf(init)) {
		if (servedBefore(init, port)) continue;
		const provider =
			later.find((other) => listensOn(other).has(port)) ??
			later.find(
				(other) =>
					listensOn(other).size === 0 &&
					roleOf(other, catalog).confidence >= RECOGNISED &&
					calls(init, other, catalog),
			);
		const fate = fateOf(program, variables ? undefined : port);
		if (provider && fate && !(variables && areShared(variables, provider)))
			return { provider, what: { port }, fate };
	}
	return undefined;
}

/** What the server itself is told as well is where it listens. */
const areShared = (
	variables: readonly EnvironmentVariable[],
	{ environment }: Container,
): boolean =>
	variables.length > 0 &&
	variables.every(({ name, value }) =>
		environment.some(
			(other) => other.name === name && other.value.text === value.text,
		),
	);

/** Does a native sidecar that is up already listen on the port, or may one? */
const servedBefore = (init: Container, port: number): boolean =>
	init.pod.initContainers.some(
		(other) =>
			other.index < init.index &&
			!isOrdinaryInit(other) &&
			(listensOn(other).has(port) || listensOn(other).size === 0),
	);

/** A native sidecar behind an init container, or an application. */
const startsAfter = (other: Container, init: Container): boolean =>
	other.list === "containers" ||
	(other.list === "initContainers" &&
		other.index > init.index &&
		other.restartPolicyText === "Always");

/**
 * What becomes of a call without an answer; nothing when it goes on, so that nobody is harmed.
 * @param port nothing when the environment says where to call, so that a loop need not name it
 */
function fateOf(
	program: Program,
	port: number | undefined,
): Need["fate"] | undefined {
	const waits = waitsOf(program);
	const wait = waits.find(
		({ head }) =>
			port === undefined ||
			head.includes(String(port)) ||
			/\blocalhost\b|\b127\.0\.0\.1\b/.test(head),
	);
	if (wait) return wait.bounded ? "tries" : "waits";
	if (waits.length === 0 && triesAgain(program)) return "tries";
	return forgives(program) ? undefined : "fails";
}

function fileNeed(init: Container): Need | undefined {
	const program = programOf(init);
	for (const { files, bounded } of waitsOf(program))
		for (const file of files) {
			const provider = writerBehind(init, file);
			if (provider)
				return {
					provider,
					what: { file },
					fate: bounded ? "tries" : "waits",
				};
		}
	return undefined;
}

/**
 * Who writes a file for which a container waits, when only containers behind it can: the volume is empty at first, and
 * nobody who runs before or is the container itself writes to it.
 * @param place behind which init container it stands: its own index, unless it is to be moved
 */
export function writerBehind(
	container: Container,
	file: string,
	place = container.index,
): Container | undefined {
	if (!isFixedPath(file) || mayCreate(container, file)) return undefined;
	const mount = mountOf(container, file);
	if (!mount?.name || !isPodsOwn(container, mount)) return undefined;
	const writers = container.pod.all.filter(
		(other) =>
			other !== container &&
			other.mounts.some(
				({ name, readOnly }) => !readOnly && name?.text === mount.name?.text,
			),
	);
	const isBehind = (other: Container) =>
		other.list === "containers" ||
		(other.list === "initContainers" && other.index > place);
	if (!writers.every(isBehind)) return undefined;
	const path = pathInVolume(mount, file);
	return (
		writers.find((other) => writesInVolume(other, mount, path)) ?? writers[0]
	);
}

/** Where in its volume a container sees a path. */
export function pathInVolume(mount: Mount, path: string): string {
	const below = path.slice(mount.path === "/" ? 0 : (mount.path?.length ?? 0));
	return `/${mount.subPath ?? ""}/${below}`.replace(/\/+/g, "/");
}

/** Does a container's own program write a path of the volume, or something above or below it? */
export function writesInVolume(
	container: Container,
	volume: Mount,
	path: string,
): boolean {
	return filesWritten(container).some((written) => {
		const mount = mountOf(container, written);
		if (mount?.name?.text !== volume.name?.text || !mount) return false;
		return isAround(pathInVolume(mount, written), path);
	});
}

/** What its commands write; that they make a folder does not put a file there. */
const filesWritten = memoize((container: Container): readonly string[] => {
	const program = programOf(container);
	const commands = program.commands.filter(
		({ words: [name = ""] }) => !/(?:^|\/)mkdir$/.test(name),
	);
	const files = writtenPaths({ ...program, commands });
	return [...new Set(files)].slice(0, MOST);
});

/** Of the files of a script: each is held against each that another container names. */
const MOST = 100;

/** Is one path the other, or the folder that holds it? */
export const isAround = (one: string, other: string): boolean =>
	`${other}/`.startsWith(one.endsWith("/") ? one : `${one}/`) ||
	`${one}/`.startsWith(other.endsWith("/") ? other : `${other}/`);

/** Does the Pod end where a container of it fails? */
export const isNeverRestarted = (pod: Pod): boolean =>
	stringOf(pod.entry("restartPolicy")?.value) === "Never";

/**
 * May a native sidecar start before some init containers? Not where one of them prepares its files or network, or serves
 * it.
 */
export const mayGoBefore = (
	sidecar: Container,
	others: readonly Container[],
	catalog: Catalog,
): boolean =>
	others.every(
		(other) =>
			!prepares(other, sidecar, catalog) && !calls(sidecar, other, catalog),
	);

/** Helpers that others may need without saying so: the network, or what it is configured with. */
const NEEDED_SILENTLY: ReadonlySet<Role> = new Set<Role>([
	"mesh-proxy",
	"ambassador",
	"config-helper",
]);

/** May an ordinary init container run before some native sidecars are up? */
export const mayRunWithout = (
	init: Container,
	sidecars: readonly Container[],
	catalog: Catalog,
): boolean =>
	sidecars.every(
		(sidecar) =>
			!isOrdinaryInit(sidecar) &&
			!NEEDED_SILENTLY.has(roleOf(sidecar, catalog).role) &&
			!calls(init, sidecar, catalog) &&
			!prepares(sidecar, init, catalog),
	);
