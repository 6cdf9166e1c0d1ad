import { itemsOf, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { readsFilesOf } from "./file-needs";
import { dialsOf, listensOn } from "./network";
import { programOf } from "./program";
import type { Role } from "./role";
import { type Catalog, roleOf } from "./roles";
import { programName } from "./shell";
import { scalarOf } from "./values";

/** Other containers of the Pod that call a container on localhost. */
export function dependentsOf(
	container: Container,
	catalog: Catalog,
): readonly Container[] {
	return container.pod.all.filter(
		(other) => other !== container && calls(other, container, catalog),
	);
}

/**
 * Does one container call another? Surely when it names a port on which the other listens. A proxy whose ports are not
 * written down may listen on any local port that nobody else has.
 */
export function calls(
	caller: Container,
	server: Container,
	catalog: Catalog,
): boolean {
	const dials = dialsOf(caller);
	if (dials.length === 0) return false;
	const own = listensOn(server);
	if (dials.some(({ port }) => own.has(port))) return true;
	if (own.size > 0 || !mayListen(caller, server, catalog)) return false;
	const taken = new Set(
		server.pod.all
			.filter((other) => other !== server)
			.flatMap((other) => [...listensOn(other)]),
	);
	return dials.some(({ port, sure }) => sure && !taken.has(port));
}

/**
 * May a helper whose ports are not written down be the one that is called? A proxy may; for an init container any helper
 * that is the only such one, since the applications do not run yet.
 */
function mayListen(
	caller: Container,
	server: Container,
	catalog: Catalog,
): boolean {
	const { role } = roleOf(server, catalog);
	if (role === "ambassador" || role === "mesh-proxy") return true;
	if (!isOrdinaryInit(caller)) return false;
	const candidates = server.pod.all.filter(
		(other) =>
			SERVERS.has(roleOf(other, catalog).role) &&
			listensOn(other).size === 0 &&
			!onlyFetches(other),
	);
	return candidates.length === 1 && candidates[0] === server;
}

/** Commands of a loop that fetches something, none of which listens. */
const FETCHING =
	/^(?:trap|:|true|until|while|if|then|fi|do|done|sleep|wait|echo|date|test|\[{1,2}|mkdir|mv|cp|rm|curl|wget)$/;

/** Is the helper a script that only fetches what others read? */
const onlyFetches = (container: Container): boolean => {
	const { script, commands } = programOf(container);
	return (
		script !== undefined &&
		commands.every((command) => FETCHING.test(programName(command)))
	);
};

const SERVERS: ReadonlySet<Role> = new Set<Role>([
	"ambassador",
	"mesh-proxy",
	"config-helper",
	"adapter",
	"helper",
]);

const isOrdinaryInit = (container: Container): boolean =>
	container.list === "initContainers" && !isServer(container);

/** Does an init container write to a volume that the container mounts too, or prepare the network that it takes over? */
export function prepares(
	init: Container,
	container: Container,
	catalog: Catalog,
): boolean {
	const { role } = roleOf(container, catalog);
	if (
		(role === "mesh-proxy" || role === "ambassador") &&
		isOrdinaryInit(init) &&
		preparesNetwork(init)
	)
		return true;
	return init.mounts.some(
		(mount) =>
			!mount.readOnly &&
			container.mounts.some(
				(own) =>
					own.name !== undefined &&
					own.name.text === mount.name?.text &&
					(own.subPath === undefined ||
						mount.subPath === undefined ||
						own.subPath === mount.subPath),
			),
	);
}

/** Does an init container redirect the Pod's traffic, or check that it is redirected? */
function preparesNetwork(init: Container): boolean {
	const added = itemsOf(
		valueAt(init.entry("securityContext")?.value, "capabilities", "add"),
	).map(({ value }) => scalarOf(value)?.text ?? "");
	const words = programOf(init).words ?? [];
	return (
		added.some((name) => /^(?:CAP_)?NET_ADMIN$/.test(name)) ||
		words.some(({ text }) => /\b(?:ip6?tables|nft)\b/.test(text)) ||
		/^(?:istio|linkerd|kuma|osm|consul)-(?:[\w-]+-)?(?:init|validation|validator)$/.test(
			init.name ?? "",
		)
	);
}

/** Where among the init containers a container belongs. */
export interface Placement {
	/** Position, from 0: before the init container that has it now. */
	readonly index: number;
	/** The first init container that needs it. */
	readonly before: Container | undefined;
	/** The last init container that it needs. */
	readonly behind: Container | undefined;
	/** An init container that calls it, and one that it needs, in an order in which there is no place between them. */
	readonly conflict:
		| readonly [caller: Container, provider: Container]
		| undefined;
}

/**
 * Before the init containers that call it or read its files, after those that prepare its files; else last, where it
 * costs the init containers no resources. A mesh proxy goes as far up as it can: without it the others have no network.
 * @param known where it stood before; it comes there again if it may
 */
export function placementOf(
	container: Container,
	catalog: Catalog,
	known?: number,
): Placement {
	const { initContainers } = container.pod;
	const needs = (init: Container) =>
		calls(init, container, catalog) || readsFilesOf(init, container);
	const provider = initContainers.findLast(
		(init) =>
			!needs(init) &&
			(prepares(init, container, catalog) ||
				(isServer(init) && calls(container, init, catalog))),
	);
	const first = initContainers.find(needs);
	const after = provider === undefined ? 0 : provider.index + 1;
	const { role } = roleOf(container, catalog);
	const last = first?.index ?? initContainers.length;
	const isKnownGood = known !== undefined && after <= known && known <= last;
	const index = isKnownGood
		? known
		: role === "mesh-proxy"
			? Math.min(after, last)
			: last;
	const both = initContainers.find(
		(init) =>
			calls(init, container, catalog) &&
			!readsFilesOf(init, container) &&
			prepares(init, container, catalog),
	);
	const around = { index, before: first, behind: provider };
	if (both) return { ...around, conflict: [both, both] };
	return {
		...around,
		conflict:
			first && provider && after > index ? [first, provider] : undefined,
	};
}

const isServer = (init: Container): boolean =>
	init.restartPolicyText === "Always";
