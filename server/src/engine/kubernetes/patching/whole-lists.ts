import type { Container } from "../container";
import type { Pod } from "../pod";
import { forget, type World } from "./json-patches";
import {
	LISTS,
	type ListName,
	type Lists,
	type MergePatch,
	merged,
	type Names,
	otherList,
	readMergePatch,
	withMoved,
} from "./lists";
import { ALONE } from "./merge-patches";
import type { Verdict } from "./verdict";

/** Patches of custom resources: their lists take the place of those that are there, as Kustomize knows no key to merge them by. */

/**
 * What is to be done with a patch: it has to say of both lists what they are once the container has moved.
 * @param item what it says of the container
 * @param isSure is the patch surely for this container's Pod, and for no other?
 * @param world becomes what the patch makes of it
 * @returns nothing where the patch may stay as it is
 */
export function verdictOnWhole(
	patch: Pod,
	item: Container | "undecided" | undefined,
	{ name, from }: { readonly name: string; readonly from: ListName },
	world: World,
	isSure: boolean,
): Verdict | undefined {
	const change = readMergePatch(patch);
	if (change && Object.keys(change).length === 0) return undefined;
	const lists = change && asWhole(change);
	const moved =
		lists && item ? asWhole(withMoved(lists, name, from, ALONE)) : lists;
	const { before, after } = world;
	const old = before && lists && merged(before, lists);
	const now = after && moved && merged(after, moved);
	const isRight =
		isSure &&
		old &&
		now &&
		!hasDeletions(change) &&
		!losesNew(world, now) &&
		isMove(old, now, name, from, after);
	if (!isRight || item === "undecided") {
		forget(world);
		// Where nothing is known of the lists, only what names the container is worth a word.
		return item || (before && after) ? { kind: "unsure" } : undefined;
	}
	world.before = old;
	world.after = now;
	return (
		item && { kind: "move", container: item, with: { ...ALONE, isNew: true } }
	);
}

/** The patch as it is understood where lists are not merged: what it names is all that there is. */
const asWhole = (patch: MergePatch): MergePatch =>
	Object.fromEntries(
		LISTS.flatMap((list) => {
			const change = patch[list];
			return change ? [[list, { ...change, replaces: true }]] : [];
		}),
	);

/** An item with `$patch: delete` stays where nothing is merged, and is an item like any other. */
const hasDeletions = (change: MergePatch): boolean =>
	LISTS.some((list) => (change[list]?.deleted.length ?? 0) > 0);

/** Is a container that has come not among those which the patch leaves? */
const losesNew = ({ before, after }: World, now: Lists): boolean => {
	const all = (lists: Lists = {}) => LISTS.flatMap((list) => lists[list] ?? []);
	const known = all(before);
	const left = all(now);
	return all(after).some(
		(name) =>
			name !== undefined && !known.includes(name) && !left.includes(name),
	);
};

/**
 * Are the lists the same but for a container, which stands in the other one where it should?
 * @param meant an order in which it stands where it should
 */
function isMove(
	before: Lists,
	after: Lists,
	name: string,
	from: ListName,
	meant: Lists,
): boolean {
	const to = otherList(from);
	const without = (names: Names = []) =>
		names.filter((each) => each !== name).join();
	const known = (names: Names = [], others: Names = []) =>
		names.filter((each) => others.includes(each)).join();
	const wanted = before[from]?.includes(name) ? [name] : [];
	return (
		!after[from]?.includes(name) &&
		LISTS.every((list) => without(before[list]) === without(after[list])) &&
		known(after[to], [name]) === wanted.join() &&
		known(after[to], meant[to]) === known(meant[to], after[to])
	);
}
