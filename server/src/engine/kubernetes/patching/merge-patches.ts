import { composeEdits } from "../../text/compose";
import { applyEdit, type Edit, type Splice, tryEdit } from "../../text/edit";
import { Document } from "../../yaml/document";
import { removeEntry } from "../../yaml/edit";
import { insertItem } from "../../yaml/insert";
import { removeItem } from "../../yaml/list-edit";
import { resolve, valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import { restartAlways } from "../conversion-edit";
import { moveToOtherList } from "../move-container";
import { Pod } from "../pod";
import { stringOf } from "../values";
import {
	hasDirectives,
	type ListName,
	otherList,
	type PlaceInPatch,
} from "./lists";

/** Strategic merge patches that name a container which moves to the other list. */

/** The part of a strategic merge patch that is for the Pod spec at a path; nothing where it says nothing of that. */
export function podIn(document: Document, path: string): Pod | undefined {
	const object = resolve(document.root);
	if (object?.kind !== "mapping") return undefined;
	const spec = valueAt(object, ...path.split("."));
	return spec?.kind === "mapping"
		? new Pod(document, spec, { origin: "known", path, object })
		: undefined;
}

/**
 * What a patch says of a container under a list.
 * @returns `undecided` where it cannot simply say the same under the other one
 */
export function itemFor(
	patch: Pod,
	name: string,
	list: ListName,
): Container | "undecided" | undefined {
	const allNamed = (each: ListName) =>
		patch.list(each).filter((container) => container.name === name);
	const [container, another] = allNamed(list);
	if (!container) return undefined;
	const directive = valueAt(container.node, "$patch");
	const isWhole = [list, otherList(list)].some((each) =>
		patch
			.list(each)
			.some(({ node }) => valueAt(node, "$patch") && !valueAt(node, "name")),
	);
	return another ||
		allNamed(otherList(list)).length > 0 ||
		isWhole ||
		hasDirectives(patch) ||
		(directive && stringOf(directive) !== "delete")
		? "undecided"
		: container;
}

/** What else changes when a patch names a container under the other list. */
export interface MoveDetails extends PlaceInPatch {
	/** Containers that it names before it for no other reason, which goes with it. */
	readonly withdrawn: readonly string[];
	/** Does it go instead of moving, since it has only been there for the order? */
	readonly isDropped: boolean;
	/** Is the patch what brings the container, since another one has deleted it? */
	readonly isNew: boolean;
	/** On which side of the list that it leaves a missing one is made. */
	readonly side?: "before" | "after" | undefined;
}

/** Nothing else. */
export const ALONE: MoveDetails = {
	inFront: [],
	before: undefined,
	withdrawn: [],
	isDropped: false,
	isNew: false,
};

/** Moves what a patch says of a container to the other list, and what stands in front of it to order them. */
export function moveInPatch(
	container: Container,
	{ inFront, before, withdrawn, isDropped, isNew, side }: MoveDetails,
): Edit | undefined {
	const { name, pod } = container;
	const from = container.list as ListName;
	const to = otherList(from);
	const steps: Step[] = [
		...withdrawn.map(
			(each): Step =>
				(patch) => {
					const item = named(patch, from, each)?.item;
					return item && removeItem(patch.document, item);
				},
		),
		(patch) => {
			const own = named(patch, from, name);
			if (own && isDropped) return removeItem(patch.document, own.item);
			const policy = own && policyFor(own, to, isNew);
			const index = named(patch, to, before)?.index;
			return own && policy && moveToOtherList(own, policy, index, side);
		},
		...inFront.map((each) => naming(each, to, name)),
	];
	return inSteps(pod, steps);
}

/** Names containers in front of one of which a patch says something. */
export const nameInFront = (
	{ pod, list, name }: Container,
	names: readonly string[],
): Edit | undefined =>
	inSteps(
		pod,
		names.map((each) => naming(each, list as ListName, name)),
	);

/** The step that says nothing of a container but its name, in front of another one. */
const naming =
	(name: string, to: ListName, before: string | undefined): Step =>
	(patch) => {
		const list = patch.sequence(to);
		const index = named(patch, to, before)?.index;
		return list && index !== undefined
			? insertItem(patch.document, { kind: "within", list, index }, { name })
			: undefined;
	};

const inSteps = (pod: Pod, steps: readonly Step[]): Edit | undefined =>
	steps.reduce<Edit | undefined>(
		(edit, step) => edit && after(pod, edit, step),
		[],
	);

/** A change of a patch that has been changed before. */
type Step = (patch: Pod) => readonly Splice[] | undefined;

function after({ document, place }: Pod, edit: Edit, step: Step) {
	const text = applyEdit(document.text, edit);
	const now = podIn(new Document(text), place.path);
	const splices = now && step(now);
	const more = splices && tryEdit(splices);
	return more && composeEdits(edit, more);
}

const named = (patch: Pod, list: ListName, name: string | undefined) =>
	name === undefined
		? undefined
		: patch.list(list).find((container) => container.name === name);

/** Among the init containers it stays one that is restarted always; an application has no policy that says so. */
function policyFor(
	container: Container,
	to: ListName,
	isNew: boolean,
): readonly Splice[] | undefined {
	const policy = container.entry("restartPolicy");
	const isNeeded = isNew && !container.entry("$patch");
	if (!policy && !(isNeeded && to === "initContainers")) return [];
	if (to === "initContainers") return restartAlways(container);
	return policy?.parent === container.node
		? removeEntry(container.pod.document, policy)
		: undefined;
}
