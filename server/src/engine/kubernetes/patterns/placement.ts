import type { Container } from "../container";
import { roleOf } from "../roles";
import { isOrdinaryInit } from "../start-needs";
import { NETWORK_ROLES } from "./images";
import type { Situation } from "./plan";

/** Where among the containers a new one goes. */

/** A helper is a native sidecar where there are such, else it stands behind the applications. */
export function helperPlace(
	{ pod, isNative }: Situation,
	index: number,
): { readonly list: "initContainers" | "containers"; readonly index: number } {
	return isNative
		? { list: "initContainers", index }
		: { list: "containers", index: lengthOf(pod, "containers") };
}

/** Behind all: whoever does not need it starts without it. */
export const last = ({ pod }: Situation): number =>
	lengthOf(pod, "initContainers");

/** Before the first init container that needs it, but behind those that it needs. */
export function beforeThose(
	situation: Situation,
	needs: (init: Container) => boolean,
	isNeeded: (init: Container) => boolean,
): number {
	const { initContainers } = situation.pod;
	const first = initContainers.find(needs)?.index ?? last(situation);
	const provider = initContainers.findLast(isNeeded);
	return Math.max(first, provider === undefined ? 0 : provider.index + 1);
}

/**
 * For an ordinary init container: behind the other ones and the sidecars that give it the network, before the sidecars
 * that it does not need, since what runs beside it is reserved as well.
 */
export function amongInits(
	situation: Situation,
	needs: (init: Container) => boolean,
): number {
	const isBefore = (init: Container) =>
		isOrdinaryInit(init) || givesNetwork(init, situation);
	const { initContainers } = situation.pod;
	const first = initContainers.find(needs);
	const network = initContainers.findLast((init) =>
		givesNetwork(init, situation),
	);
	if (first) return Math.max(first.index, (network?.index ?? -1) + 1);
	return (initContainers.findLast(isBefore)?.index ?? -1) + 1;
}

/** Does the Pod's network, or a part of it, go through the container? */
export const givesNetwork = (
	init: Container,
	{ catalog }: Situation,
): boolean => NETWORK_ROLES.has(roleOf(init, catalog).role);

const lengthOf = (
	pod: Situation["pod"],
	list: "initContainers" | "containers",
): number => pod.sequence(list)?.items.length ?? 0;
