import type { Container } from "./container";
import { dialsOf, listensOn } from "./network";
import { type Catalog, roleOf } from "./roles";

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
	const { role } = roleOf(server, catalog);
	if (own.size > 0 || (role !== "ambassador" && role !== "mesh-proxy"))
		return false;
	const taken = new Set(
		server.pod.all
			.filter((other) => other !== server)
			.flatMap((other) => [...listensOn(other)]),
	);
	return dials.some(({ port }) => !taken.has(port));
}

/** Does an init container write to a volume that the container mounts too? */
export function prepares(init: Container, container: Container): boolean {
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

/** Where among the init containers a container belongs. */
export interface Placement {
	/** Position, from 0: before the init container that has it now. */
	readonly index: number;
	/** An init container that calls it, and one that it needs, in an order in which there is no place between them. */
	readonly conflict:
		| readonly [caller: Container, provider: Container]
		| undefined;
}

/**
 * Before the init containers that call it, after those that prepare its files; else last, where it costs the init
 * containers no resources. A mesh proxy goes as far up as it can: without it the others have no network.
 */
export function placementOf(container: Container, catalog: Catalog): Placement {
	const { initContainers } = container.pod;
	const provider = initContainers.findLast(
		(init) =>
			!calls(init, container, catalog) &&
			(prepares(init, container) ||
				(isServer(init) && calls(container, init, catalog))),
	);
	const first = initContainers.find((init) => calls(init, container, catalog));
	const after = provider === undefined ? 0 : provider.index + 1;
	const { role } = roleOf(container, catalog);
	const index =
		first?.index ?? (role === "mesh-proxy" ? after : initContainers.length);
	const both = initContainers.find(
		(init) => calls(init, container, catalog) && prepares(init, container),
	);
	if (both) return { index, conflict: [both, both] };
	return {
		index,
		conflict:
			first && provider && after > index ? [first, provider] : undefined,
	};
}

const isServer = (init: Container): boolean =>
	init.restartPolicyText === "Always";
