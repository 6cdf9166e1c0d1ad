import { itemsOf, type Mapping, type Scalar, valueAt } from "../../yaml/tree";
import { scalarOf, stringOf } from "../values";
import { type ListName, type Lists, namesIn, type Spot, spotOf } from "./lists";

/** JSON patches (RFC 6902) that count containers. */

/** The lists of a Pod as patches find them, before and after the container has moved; nothing where that is not known. */
export interface World {
	before: Lists | undefined;
	after: Lists | undefined;
}

/** What comes next meets lists of which nothing is known. */
export function forget(world: World): void {
	world.before = undefined;
	world.after = undefined;
}

/** A path into one of the lists: to the list itself, an item, or into an item. */
export interface Pointer {
	readonly list: ListName;
	readonly index: number | "-" | undefined;
	/** Behind the index, without the slash. */
	readonly rest: string | undefined;
	/** Where list and index stand in the text. */
	readonly start: number;
	readonly end: number;
}

/** @param spec the path of the Pod spec, with dots */
export function pointerIn(text: string, spec: string): Pointer | undefined {
	const prefix = `/${spec.replaceAll(".", "/")}/`;
	const [all, own = "", list = "", index, , rest] =
		/^((containers|initContainers)(?:\/(\d+|-))?)(\/(.*))?$/.exec(
			text.startsWith(prefix) ? text.slice(prefix.length) : "",
		) ?? [];
	if (all === undefined || (index === undefined && rest !== undefined))
		return undefined;
	return {
		list: list as ListName,
		index: index === undefined || index === "-" ? index : Number(index),
		rest,
		start: prefix.length,
		end: prefix.length + own.length,
	};
}

/** An operation that says something of the lists. */
export interface Operation {
	readonly op: string;
	readonly node: Mapping;
	/** Its paths into the lists: `path`, and `from`. */
	readonly paths: readonly {
		readonly scalar: Scalar;
		readonly pointer: Pointer;
	}[];
}

export function operationsIn(
	patch: Mapping["entries"][number]["value"],
	spec: string,
): readonly Operation[] {
	return itemsOf(patch).flatMap(({ value }) => {
		const node = valueAt(value);
		const op = stringOf(valueAt(node, "op"));
		if (node?.kind !== "mapping" || op === undefined) return [];
		const paths = ["path", "from"].flatMap((key) => {
			const scalar = scalarOf(valueAt(node, key));
			const pointer = scalar && pointerIn(scalar.text, spec);
			return pointer ? { scalar, pointer } : [];
		});
		return paths.length > 0 ? [{ op, node, paths }] : [];
	});
}

/** What a path has to say once the container has moved. */
export type Fate =
	| { readonly kind: "same" }
	| { readonly kind: "moved"; readonly to: Spot }
	/** Its operation makes an empty list, which is there by then. */
	| { readonly kind: "dropped" }
	| {
			readonly kind: "unsure";
			readonly why: "list" | "item" | "unknown";
			/** What it means, and would mean if it stayed as it is. */
			readonly now?: string | undefined;
			readonly next?: string | undefined;
	  };

const SAME: Fate = { kind: "same" };
const UNKNOWN: Fate = { kind: "unsure", why: "unknown" };

/** What becomes of a path in a world; changes the lists as the operation does. */
export function fateOf(
	world: World,
	{ op, node }: Operation,
	pointer: Pointer,
	name: string,
): Fate {
	const { before, after } = world;
	const { list, index, rest } = pointer;
	// Whoever is in the list of applications, which is never empty: what is added behind them stays the last.
	const isLast = op === "add" && list === "containers" && index === "-";
	if (!before || !after) return isLast && rest === undefined ? SAME : UNKNOWN;
	const value = valueAt(node, "value");
	if (index === undefined)
		return fateOfList(world, op, list, value && namesIn(value));
	if (rest === undefined && (op === "move" || op === "copy")) {
		forget(world);
		return UNKNOWN;
	}
	const added = stringOf(valueAt(value, "name"));
	if (rest === undefined && op === "add")
		return fateOfAddition(world, list, index, added);
	const isAlways = op !== "remove" && stringOf(value) === "Always";
	const fate = fateOfItem(before, after, list, index);
	const found = index === "-" ? undefined : before[list]?.[index];
	const to = fate.kind === "moved" ? fate.to : { list, index: Number(index) };
	if (found === name && fate.kind === "moved") {
		const isPolicy = rest === "restartPolicy";
		const fits = isPolicy
			? isAlways && to.list === "initContainers"
			: rest !== undefined || op === "remove";
		if (!fits)
			return {
				kind: "unsure",
				why: "item",
				now: name,
				next: after[list]?.[Number(index)],
			};
	}
	if (rest === undefined && fate.kind !== "unsure") {
		if (op === "remove") {
			world.before = changed(before, list, Number(index), 1);
			world.after = changed(after, to.list, to.index, 1);
		} else if (op === "replace") {
			world.before = changed(before, list, Number(index), 1, added);
			world.after = changed(after, to.list, to.index, 1, added);
		}
	}
	return fate;
}

/** Where the item is that an index means. */
export function fateOfItem(
	before: Lists,
	after: Lists,
	list: ListName,
	index: number | "-",
): Fate {
	const names = before[list];
	// What fails now goes on to fail.
	if (!names || index === "-" || index >= names.length) return SAME;
	const now = names[index];
	const to = now === undefined ? undefined : spotOf(after, now);
	if (!to)
		return { kind: "unsure", why: "item", now, next: after[list]?.[index] };
	return to.list === list && to.index === index ? SAME : { kind: "moved", to };
}

/** A new container stays behind the one that is in front of it now. */
function fateOfAddition(
	world: World,
	list: ListName,
	index: number | "-",
	name: string | undefined,
): Fate {
	const { before = {}, after = {} } = world;
	const names = before[list];
	if (!names || (index !== "-" && index > names.length)) return SAME;
	const now = after[list];
	if (!now) {
		world.after = undefined;
		return { kind: "unsure", why: "list" };
	}
	const at = index === "-" ? names.length : index;
	let to = index === "-" ? now.length : 0;
	for (let front = at - 1; index !== "-" && front >= 0; front--) {
		const place = now.indexOf(names[front]);
		if (place === -1) continue;
		to = place + 1;
		break;
	}
	world.before = changed(before, list, at, 0, name);
	world.after = changed(after, list, to, 0, name);
	return index === "-" || to === index
		? SAME
		: { kind: "moved", to: { list, index: to } };
}

/** An operation on a whole list would undo the move, or meets a list that is there by then. */
function fateOfList(
	world: World,
	op: string,
	list: ListName,
	names: Lists[ListName],
): Fate {
	const { before = {}, after = {} } = world;
	const isFresh = before[list] === undefined && after[list] !== undefined;
	if (op === "add" && isFresh && names?.length === 0) {
		world.before = { ...before, [list]: [] };
		return { kind: "dropped" };
	}
	if (op !== "test") {
		forget(world);
	}
	return { kind: "unsure", why: "list" };
}

/** The lists with items taken out, and one put in their place. */
function changed(
	lists: Lists,
	list: ListName,
	index: number,
	count: number,
	...names: readonly (string | undefined)[]
): Lists {
	const own = lists[list] ?? [];
	return {
		...lists,
		[list]: [...own.slice(0, index), ...names, ...own.slice(index + count)],
	};
}
