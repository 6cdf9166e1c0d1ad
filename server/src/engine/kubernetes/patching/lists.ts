import { entryOf, itemsOf, valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import type { Pod } from "../pod";
import { isNull, stringOf } from "../values";

export const LISTS = ["containers", "initContainers"] as const;
export type ListName = (typeof LISTS)[number];

/** The list to which a container of one may move: for all but applications that of the applications. */
export const otherList = (list: Container["list"]): ListName =>
	list === "containers" ? "initContainers" : "containers";

/** The names in a list; nothing for a container whose name is not known. */
export type Names = readonly (string | undefined)[];

/** The containers of a Pod while patches are applied to it; a list that is not there is missing. */
export type Lists = { readonly [List in ListName]?: Names };

/** A place in one of the lists. */
export interface Spot {
	readonly list: ListName;
	readonly index: number;
}

export const listsOf = (pod: Pod): Lists =>
	Object.fromEntries(
		LISTS.flatMap((list) => {
			const value = valueAt(pod.entry(list)?.value);
			return value?.kind === "sequence" ? [[list, namesIn(value)]] : [];
		}),
	);

export const namesIn = (list: Parameters<typeof itemsOf>[0]): Names =>
	itemsOf(list).map(({ value }) => stringOf(valueAt(value, "name")));

/** Where a container stands; nothing where that is not certain. */
export function spotOf(lists: Lists, name: string): Spot | undefined {
	const spots = LISTS.flatMap((list) =>
		(lists[list] ?? []).flatMap((each, index) =>
			each === name ? { list, index } : [],
		),
	);
	return spots.length === 1 ? spots[0] : undefined;
}

/**
 * The lists after a strategic merge, as Kustomize makes it: what a patch names comes first, in the patch's order.
 * @param patch what it names, and how
 */
export function merged(lists: Lists, patch: MergePatch): Lists {
	return Object.fromEntries(
		LISTS.flatMap((list) => {
			const own = lists[list];
			const change = patch[list];
			if (!change) return own ? [[list, own]] : [];
			if (change.isRemoved) return [];
			const gone = [...change.named, ...change.deleted];
			const rest = (change.replaces ? [] : (own ?? [])).filter(
				(name) => name === undefined || !gone.includes(name),
			);
			// A merge knows each name once.
			return [[list, [...new Set([...change.named, ...rest])]]];
		}),
	);
}

/** What a strategic merge patch says of a list. */
interface ListChange {
	readonly named: readonly string[];
	readonly deleted: readonly string[];
	/** Does it say what the whole list is, or that there is none? */
	readonly replaces: boolean;
	readonly isRemoved: boolean;
}

export type MergePatch = {
	readonly [List in ListName]?: ListChange | undefined;
};

/** @returns nothing where a name is not known */
export function readMergePatch(patch: Pod): MergePatch | undefined {
	const changes: { [List in ListName]?: ListChange } = {};
	for (const list of LISTS) {
		const entry = patch.entry(list);
		if (!entry) continue;
		const items = itemsOf(entry.value).map(({ value }) => ({
			name: stringOf(valueAt(value, "name")),
			directive: stringOf(valueAt(value, "$patch")),
		}));
		const isNamed = items.every(
			({ name, directive }) => name !== undefined || directive !== undefined,
		);
		if (!isNamed) return undefined;
		const names = (of: typeof items) => of.flatMap(({ name }) => name ?? []);
		changes[list] = {
			named: names(items.filter(({ directive }) => directive !== "delete")),
			deleted: names(items.filter(({ directive }) => directive === "delete")),
			replaces: items.some(
				({ name, directive }) => name === undefined && directive === "replace",
			),
			isRemoved:
				isNull(entry.value) ||
				items.some(
					({ name, directive }) => name === undefined && directive === "delete",
				),
		};
	}
	return changes;
}

/** Where a patch names a container among those of a list. */
export interface PlaceInPatch {
	/** Containers that it is to name directly before it: Kustomize puts those that a patch names first. */
	readonly inFront: readonly string[];
	/** The container before which it is to stand, of those that the patch names; nothing for the end. */
	readonly before: string | undefined;
}

/** The patch once it names a container under the other list, behind others that it names in front of it. */
export function withMoved(
	patch: MergePatch,
	name: string,
	from: ListName,
	{ inFront, before }: PlaceInPatch,
): MergePatch {
	const to = otherList(from);
	const source = patch[from];
	const target = patch[to];
	const isDeleted = source?.deleted.includes(name) ?? false;
	const without = (names: readonly string[] = []) =>
		names.filter((each) => each !== name);
	const left = without(source?.named);
	const deleted = without(source?.deleted);
	const old = target?.named ?? [];
	const at = before === undefined ? -1 : old.indexOf(before);
	const end = at === -1 ? old.length : at;
	return {
		...patch,
		[from]:
			source && left.length + deleted.length > 0
				? { ...source, named: left, deleted }
				: undefined,
		[to]: {
			replaces: false,
			isRemoved: false,
			...target,
			named: [
				...old.slice(0, end),
				...inFront,
				...(isDeleted ? [] : [name]),
				...old.slice(end),
			],
			deleted: [...(target?.deleted ?? []), ...(isDeleted ? [name] : [])],
		},
	};
}

/** The patch once it names init containers in front of another one. */
export function withNamed(
	patch: MergePatch,
	names: readonly string[],
	before: string | undefined,
): MergePatch {
	const change = patch.initContainers;
	if (!change) return patch;
	const named = change.named.flatMap((each) =>
		each === before ? [...names, each] : [each],
	);
	return { ...patch, initContainers: { ...change, named } };
}

/** The patch without some of the containers that it names under a list. */
export function without(
	patch: MergePatch,
	list: ListName,
	names: readonly string[],
): MergePatch {
	const change = patch[list];
	if (!change) return patch;
	const named = change.named.filter((name) => !names.includes(name));
	const isEmpty = named.length + change.deleted.length === 0;
	return { ...patch, [list]: isEmpty ? undefined : { ...change, named } };
}

export const isSameOrder = (one: Lists, other: Lists): boolean =>
	LISTS.every((list) => one[list]?.join() === other[list]?.join());

/** Does a patch tell more than what to merge, such as the order of a list, or have parts that stand elsewhere? */
export const hasDirectives = (pod: Pod): boolean =>
	pod.spec.entries.some(({ key }) => key.text.startsWith("$")) ||
	entryOf(pod.spec, "<<") !== undefined;
