import type { Container } from "../container";
import type { Pod } from "../pod";
import {
	type ListName,
	type Lists,
	type MergePatch,
	otherList,
	type PlaceInPatch,
	withNamed,
} from "./lists";
import { NOBODY, type Verdict } from "./verdict";

/** In which order containers stand that a strategic merge patch names: Kustomize puts them in front of all others. */

/** Containers of which a patch says nothing but the name, directly in front of another one: that orders them. */
export function leaders({ pod, list, index }: Container): readonly string[] {
	const names: string[] = [];
	for (const { node, name } of pod.list(list).slice(0, index).reverse()) {
		if (node.entries.length > 1 || name === undefined) break;
		names.unshift(name);
	}
	return names;
}

/**
 * Does a patch say nothing of an init container but its name, so that it stands in front of others? Behind them nothing depends
 * on that any more once it is an application.
 * @param others how many leave the list with it
 */
export const isNothingButOrder = (
	{ list, node, pod }: Container,
	others: number,
): boolean =>
	list === "initContainers" &&
	node.entries.length === 1 &&
	pod.initContainers.length > others + 1;

/**
 * Where a patch has to name a container that moves: in the order in which they are to start, since the result has the patch's.
 * @param after the lists to which the patch is applied then; nothing where they are not known
 * @param index where it named it before, as far as that is known: applications may come in any order
 * @returns nothing where the patch has an order of its own, in which there is no such place
 */
export function placeInPatch(
	patch: Pod,
	change: MergePatch,
	after: Lists | undefined,
	name: string,
	from: ListName,
	index?: number,
): PlaceInPatch | undefined {
	const to = otherList(from);
	const order = after?.[to] ?? [];
	const at = order.indexOf(name);
	const gone = to === "initContainers" ? change[to]?.deleted : [];
	const own = patch
		.list(to)
		.map((each) => each.name)
		.filter((each) => each === undefined || !gone?.includes(each));
	const stands = (other: string | undefined) =>
		other === undefined ? -1 : order.indexOf(other);
	const next = at === -1 ? -1 : own.findIndex((other) => stands(other) > at);
	if (to === "containers" && index !== undefined)
		return { inFront: [], before: own[index] };
	const before = own[next];
	if (to === "containers" || change[from]?.deleted.includes(name))
		return { inFront: [], before };
	const late = next === -1 ? [] : own.slice(next);
	if (late.some((other) => stands(other) !== -1 && stands(other) < at))
		return undefined;
	const named = change[to]?.named ?? [];
	const inFront = order
		.slice(0, Math.max(0, at))
		.flatMap((other) => other ?? [])
		.filter((other) => !named.includes(other));
	return { inFront, before };
}

/** What becomes of a patch that says nothing of a container, but of init containers which are to start later. */
interface Lead {
	/** The part of the patch. */
	readonly at: object;
	readonly verdict: Verdict;
	readonly changed: MergePatch;
	/** Does the patch set the whole list, so that the container is not there in the end? */
	readonly isLost: boolean;
}

/**
 * A patch puts the init containers that it names first, unless it names the container in front of them.
 * @param place where that would be
 * @returns nothing where it may stay as it is
 */
export function leadOf(
	patch: Pod,
	change: MergePatch,
	place: PlaceInPatch | undefined,
	name: string,
	isSure: boolean,
): Lead | undefined {
	const later = patch.initContainers.find(
		(each) => each.name !== undefined && each.name === place?.before,
	);
	const { replaces = false, isRemoved = false } = change.initContainers ?? {};
	const isLost = name !== NOBODY && (replaces || isRemoved);
	if (place && !later && !isLost) return undefined;
	const at = later?.item ?? patch.spec;
	if (!later || !isSure || isLost)
		return { at, verdict: { kind: "unsure" }, changed: change, isLost };
	const names = [...(place?.inFront ?? []), name];
	return {
		at,
		verdict: { kind: "lead", container: later, names },
		changed: withNamed(change, names, later.name),
		isLost,
	};
}
