import { memoize } from "../text/memo";
import type { Source } from "../yaml/source";
import { itemsOf, type Node, resolve, valueAt } from "../yaml/tree";
import { stringOf } from "./values";

/** The names that Kustomize looks for in a folder. */
export const KUSTOMIZATIONS = [
	"kustomization.yaml",
	"kustomization.yml",
	"Kustomization",
] as const;

export function isKustomization(file: string): boolean {
	return KUSTOMIZATIONS.some(
		(name) => file === name || file.endsWith(`/${name}`),
	);
}

/** What a Kustomization names: paths from where its own name counts from. */
export interface Kustomization {
	/** Itself, the files that it patches with, and the files (not folders) that it lists. */
	readonly named: ReadonlySet<string>;
	/** Files and folders whose objects it builds on. */
	readonly resources: readonly string[];
}

export function readKustomization(name: string, source: Source): Kustomization {
	return kustomizationOf(source)(name);
}

const kustomizationOf = memoize((source: Source) => {
	const root = source.documents[0]?.document.root;
	const list = (key: string): readonly (Node | undefined)[] =>
		itemsOf(valueAt(root, key)).map(({ value }) => value);
	const texts = (nodes: readonly (Node | undefined)[]): string[] =>
		nodes.flatMap((node) => stringOf(node) ?? []).filter(isPath);
	const resources = texts(["resources", "bases", "components"].flatMap(list));
	const patches = texts([
		...list("patchesStrategicMerge"),
		...["patches", "patchesJson6902"]
			.flatMap(list)
			.map((patch) => valueAt(resolve(patch), "path")),
	]);
	return (name: string): Kustomization => {
		const folder = folderOf(name);
		const paths = (relative: readonly string[]) =>
			relative.map((path) => joined(folder, path));
		const held = paths(resources);
		return {
			resources: held,
			named: new Set([
				name,
				...paths(patches),
				...held.filter((path) => /\.(?:ya?ml|json)$/.test(path)),
			]),
		};
	};
});

/** Is it a path to something here, neither a remote address nor a whole patch in place of one? */
const isPath = (text: string): boolean =>
	text.length < 500 && !/[\n:?]|^\/|^git@|^github\.com\//.test(text);

/** The folder of a file, without the slash at its end. */
export const folderOf = (file: string): string =>
	file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";

/** A path from a folder, without `.` and `..`. */
export function joined(folder: string, path: string): string {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of path.split("/")) {
		if (part === "..") {
			if (parts.length === 0 || parts.at(-1) === "..") parts.push(part);
			else parts.pop();
		} else if (part !== "." && part !== "") parts.push(part);
	}
	return parts.join("/");
}

/** How many folders above a file are looked into for a Kustomization that names it. */
const LEVELS = 3;

/** How many files a tree may name: what names more is not followed further. */
const MOST = 300;

/**
 * The files that a host should read next to have the Kustomize tree of a file in sight; none when it has all of them.
 *
 * @param known files by name; nothing for one that is not there
 */
export function filesToRead(
	file: string,
	known: ReadonlyMap<string, Source | undefined>,
): readonly string[] {
	if (!file.includes("/")) return [];
	const wanted = new Set<string>();
	const seen = new Set<string>();
	/** The first Kustomization of a folder; until that is known, its names are wanted. */
	const inFolder = (folder: string): Kustomization | undefined => {
		for (const name of KUSTOMIZATIONS) {
			const path = `${folder}/${name}`;
			if (!known.has(path)) {
				wanted.add(path);
				return undefined;
			}
			const source = known.get(path);
			if (source) return readKustomization(path, source);
		}
		return undefined;
	};
	let followed = 0;
	const follow = ({ named, resources }: Kustomization): void => {
		followed += named.size;
		if (followed > MOST) return;
		for (const path of named) if (!known.has(path)) wanted.add(path);
		for (const path of resources) {
			if (seen.has(path) || named.has(path)) continue;
			seen.add(path);
			const base = inFolder(path);
			if (base) follow(base);
		}
	};
	let folder = folderOf(file);
	for (
		let level = 0;
		level <= LEVELS && /[^/:]\/|\/[^/]/.test(folder);
		level++
	) {
		const kustomization = inFolder(folder);
		if (kustomization?.named.has(file)) follow(kustomization);
		folder = folderOf(folder);
	}
	return [...wanted];
}
