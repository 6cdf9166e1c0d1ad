import { itemsOf, type Mapping, type Scalar, valueAt } from "../../yaml/tree";
import { mappingsOf } from "../container";
import { folderOf, joined } from "../kustomize";
import type { Sight } from "../sight";
import { scalarOf, stringOf } from "../values";
import { type Fate, fateOfItem, type World } from "./json-patches";
import { type ListName, otherList } from "./lists";
import { type Layer, type Patch, patchesAt } from "./ways";

/** Replacements and variables of Kustomize, which say by a path what they read or write. */

/** A path into an object. */
export interface FieldPath {
	readonly scalar: Scalar;
	/** Where it stands. */
	readonly place: Patch;
	readonly selector: Mapping | undefined;
	readonly rejects: readonly Mapping[];
	/** Does it mean one object, or all that are selected? */
	readonly isSingle: boolean;
	/** Can it say which container it means by the name? */
	readonly takesNames: boolean;
}

export function fieldPathsOf(
	{ file, document }: Layer,
	sight: Sight,
): readonly FieldPath[] {
	if (!document) return [];
	const { root } = document;
	const own: Patch = { document, file: file.name, target: undefined };
	const replacements = mappingsOf(valueAt(root, "replacements"));
	const named = replacements.flatMap((replacement) => {
		const path = stringOf(valueAt(replacement, "path"));
		return path === undefined
			? []
			: patchesAt(joined(folderOf(file.name), path), undefined, sight);
	});
	const listed = named.flatMap((place) => {
		const value = valueAt(place.document.root);
		const all = value?.kind === "mapping" ? [value] : mappingsOf(value);
		return all.map((replacement) => ({ replacement, place }));
	});
	return [
		...replacements.flatMap((replacement) => pathsIn(replacement, own)),
		...listed.flatMap(({ replacement, place }) => pathsIn(replacement, place)),
		...mappingsOf(valueAt(root, "vars")).flatMap((variable) => {
			const scalar = scalarOf(valueAt(variable, "fieldref", "fieldpath"));
			const selector = mappingAt(variable, "objref");
			return scalar
				? {
						scalar,
						place: own,
						selector,
						rejects: [],
						isSingle: true,
						takesNames: false,
					}
				: [];
		}),
	];
}

function pathsIn(replacement: Mapping, place: Patch): readonly FieldPath[] {
	const source = mappingAt(replacement, "source");
	const read = scalarOf(valueAt(source, "fieldPath"));
	const common = { place, takesNames: true };
	return [
		...(read
			? [
					{
						...common,
						scalar: read,
						selector: source,
						rejects: [],
						isSingle: true,
					},
				]
			: []),
		...mappingsOf(valueAt(replacement, "targets")).flatMap((target) =>
			itemsOf(valueAt(target, "fieldPaths")).flatMap(({ value }) => {
				const scalar = scalarOf(value);
				return scalar
					? {
							...common,
							scalar,
							selector: mappingAt(target, "select"),
							rejects: mappingsOf(valueAt(target, "reject")),
							isSingle: false,
						}
					: [];
			}),
		),
	];
}

function mappingAt(node: Mapping | undefined, key: string) {
	const value = valueAt(node, key);
	return value?.kind === "mapping" ? value : undefined;
}

/** What such a path says of the lists. */
export interface Aim {
	readonly list: ListName;
	/** The container's name or index; nothing for several of them, or another way to choose. */
	readonly which: string | number | undefined;
	/** Where list and choice stand in the text. */
	readonly start: number;
	readonly end: number;
	/** The choice as it is written, with what parts it from the list. */
	readonly choice: string;
}

/** @param spec the path of the Pod spec */
export function aimOf(text: string, spec: string): Aim | undefined {
	const prefix = `${spec}.`;
	if (!text.startsWith(prefix)) return undefined;
	const [own, list = "", choice = ""] =
		/^(containers|initContainers)(?=[.[]|$)(\.?(?:\[[^\]]*\]|[^.[]*))?/.exec(
			text.slice(prefix.length),
		) ?? [];
	if (own === undefined) return undefined;
	const [, name, index] =
		/^\.?(?:\[name=([^\]]+)\]|\[?(\d+)\]?)$/.exec(choice) ?? [];
	return {
		list: list as ListName,
		which: name ?? (index === undefined ? undefined : Number(index)),
		start: prefix.length,
		end: prefix.length + own.length,
		choice,
	};
}

/** What becomes of a path. */
export function fateOfAim(
	{ list, which }: Aim,
	{ before, after }: World,
	name: string,
	from: ListName,
): Fate {
	if (typeof which === "number")
		return before && after
			? fateOfItem(before, after, list, which)
			: { kind: "unsure", why: "unknown" };
	if (which === undefined) return { kind: "unsure", why: "list" };
	return which === name && list === from
		? { kind: "moved", to: { list: otherList(from), index: -1 } }
		: { kind: "same" };
}
