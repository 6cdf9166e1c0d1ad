import type { Document } from "../../yaml/document";
import { resolve } from "../../yaml/tree";
import type { Neighbours } from "../neighbours";
import type { Pod } from "../pod";
import { type Resource, resourcesOf } from "../resources";
import {
	type Fate,
	fateOfItem,
	operationsIn,
	type Pointer,
} from "./json-patches";
import {
	type ListName,
	listsOf,
	type MergePatch,
	otherList,
	type PlaceInPatch,
	spotOf,
} from "./lists";
import {
	isExact,
	isNamedBy,
	isSelectedBy,
	passed,
	type Subject,
	subjectOf,
} from "./target";
import { type Layer, type Patch, waysOf } from "./ways";

/** Patches that change other workloads as well. */

/** A container of a workload that moves to the other list. */
interface Mover {
	readonly resource: Resource;
	readonly name: string;
	readonly from: ListName;
	readonly pod: Pod;
	readonly neighbours: Neighbours;
}

/** Another workload that a patch may be for. */
interface Sharer {
	readonly resource: Resource;
	readonly file: string;
}

/** Whom a patch may change beside a workload. */
export interface Sharing {
	readonly others: readonly Sharer[];
	/** Are these all? */
	readonly isWhole: boolean;
}

const NOBODY_ELSE: Sharing = { others: [], isWhole: true };

/** @param patch for which the Kustomization may say what it is for; else it names one workload itself */
export function sharingOf(
	{ resource, neighbours: { index, file } }: Mover,
	target: Patch["target"],
	{ manifests, isWhole }: Layer,
	{ isLabelled }: Subject,
): Sharing {
	if (!target || isExact(target)) return NOBODY_ELSE;
	const documents = [
		...index.documents.map((document) => ({ document, file })),
		...manifests.flatMap(({ name, source }) =>
			name === file
				? []
				: source.documents.map(({ document }) => ({ document, file: name })),
		),
	];
	const others = documents.flatMap(({ document, file: own }) =>
		resourcesOf(document).flatMap((other) =>
			other.node !== resource.node &&
			other.pods.length > 0 &&
			isSelectedBy(target, { ...subjectOf(other), isLabelled }) !== "no"
				? { resource: other, file: own }
				: [],
		),
	);
	return { others, isWhole };
}

/**
 * Would a strategic merge patch have to stay as it is for others? Not where they all have the container in the other list,
 * behind the same ones.
 * @param place where it is to name the container, if that is of consequence
 * @param change what it says now
 */
export function isShared(
	mover: Mover,
	patch: Pick<Patch, "target" | "document">,
	layer: Layer,
	subject: Subject,
	place?: PlaceInPatch,
	change?: MergePatch,
): boolean {
	const { others, isWhole } = sharingOf(mover, patch.target, layer, subject);
	const { name, from, neighbours } = mover;
	const to = otherList(from);
	const inFront = place?.inFront ?? [];
	const own = change?.[to]?.named ?? [];
	const isFollowed = (pod: Pod): boolean => {
		const lists = listsOf(pod);
		const spot = spotOf(lists, name);
		if (spot?.list !== to) return false;
		if (to === "containers" || !place) return true;
		const before = (lists[to] ?? []).slice(0, spot.index);
		const fresh = before.filter((each) => each && !own.includes(each));
		return fresh.join() === inFront.join();
	};
	return (
		!isWhole ||
		!others.every(
			(other) =>
				arrivesPlain(other, patch.document, neighbours) &&
				other.resource.pods.every(isFollowed),
		)
	);
}

/**
 * Does a path of a JSON patch have to say the same for all whom it is for? It does when the others have been converted
 * before, in the same way, and nothing else has a part in what it counts.
 * @param fate what it has to say for the workload itself
 */
export function isSameForAll(
	{ resource, pod, neighbours }: Mover,
	{ others, isWhole }: Sharing,
	patch: Patch,
	pointer: Pointer,
	fate: Fate,
): boolean {
	if (others.length === 0) return isWhole;
	return (
		isWhole &&
		!changesItems(patch.document, resource) &&
		[{ resource, file: neighbours.file }, ...others].every((each) =>
			arrivesPlain(each, patch.document, neighbours),
		) &&
		others.every((other) =>
			other.resource.pods.every(
				(each) =>
					each.place.path === pod.place.path &&
					hadFate(fate, other.file, each, pointer, neighbours),
			),
		)
	);
}

/** Has the same become of a path when another workload was converted? */
function hadFate(
	fate: Fate,
	file: string,
	pod: Pod,
	{ list, index }: Pointer,
	{ orders }: Neighbours,
): boolean {
	if (!orders || index === undefined || fate.kind !== "moved") return false;
	return orders.statesOf(file, pod).some((before) => {
		const other = fateOfItem(before, listsOf(pod), list, index);
		return (
			other.kind === "moved" &&
			other.to.list === fate.to.list &&
			other.to.index === fate.to.index
		);
	});
}

/** Does a patch find the lists of a workload as they are written? */
function arrivesPlain(
	{ resource, file }: Sharer,
	patch: Document,
	{ sight }: Neighbours,
): boolean {
	return (sight ? waysOf(file, sight) : []).every((way) => {
		let subject = subjectOf(resource);
		for (const { document, patches } of way) {
			for (const each of patches) {
				if (each.document === patch) return true;
				if (changesLists(each, resource, subject)) return false;
			}
			const root = resolve(document?.root);
			subject = passed(subject, root?.kind === "mapping" ? root : undefined);
		}
		return true;
	});
}

/** May a patch change which containers there are, or their order? */
function changesLists(
	{ document, target }: Patch,
	resource: Resource,
	subject: Subject,
): boolean {
	if (!document.mentions("ontainers")) return false;
	const root = resolve(document.root);
	if (root?.kind === "mapping")
		return (
			(target ? isSelectedBy(target, subject) : isNamedBy(root, subject)) !==
			"no"
		);
	if (!target || isSelectedBy(target, subject) === "no") return false;
	return changesItems(document, resource);
}

/** Has a JSON patch operations on whole items or lists? */
const changesItems = (document: Document, { pods }: Resource): boolean =>
	pods.some(({ place }) =>
		operationsIn(document.root, place.path).some(({ paths }) =>
			paths.some(({ pointer }) => pointer.rest === undefined),
		),
	);
