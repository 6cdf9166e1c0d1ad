import type { Mapping } from "../../yaml/tree";
import type { Neighbours } from "../neighbours";
import { type Resource, resourcesOf } from "../resources";
import { type ListName, listsOf, otherList, spotOf } from "./lists";
import { isExact, isSelectedBy, type Subject, subjectOf } from "./target";
import type { Layer } from "./ways";

/** A container of a workload that moves to the other list. */
interface Mover {
	readonly resource: Resource;
	readonly name: string;
	readonly from: ListName;
	readonly neighbours: Neighbours;
}

/**
 * Does a patch change other workloads as well, for which it would have to stay as it is?
 * @param target what the Kustomization says that it is for; nothing where the patch names one itself
 */
export function isShared(
	{ resource, name, from, neighbours: { index, file } }: Mover,
	target: Mapping | undefined,
	{ manifests, isWhole }: Layer,
	{ isLabelled }: Subject,
	kind: "merge" | "json",
): boolean {
	if (!target || isExact(target)) return false;
	const to = otherList(from);
	const others = [
		...index.documents,
		...manifests.flatMap((each) =>
			each.name === file
				? []
				: each.source.documents.map(({ document }) => document),
		),
	]
		.flatMap(resourcesOf)
		.filter(
			(other) =>
				other.node !== resource.node &&
				other.pods.length > 0 &&
				isSelectedBy(target, { ...subjectOf(other), isLabelled }) !== "no",
		);
	const isSettled = ({ pods }: Resource) =>
		kind === "merge" &&
		pods.every((pod) => spotOf(listsOf(pod), name)?.list === to);
	return !isWhole || !others.every(isSettled);
}
