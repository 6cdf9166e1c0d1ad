import type { Source } from "../yaml/source";
import {
	folderOf,
	KUSTOMIZATIONS,
	type Kustomization,
	readKustomization,
} from "./kustomize";

/** Which files a host has to read, and which folders to look into, to have the Kustomize tree of a file in sight. */

/** Files by name; nothing for one that is not there. */
export type KnownFiles = ReadonlyMap<string, Source | undefined>;

/** What is in folders: names, those of folders with a slash behind. */
export type ListedFolders = ReadonlyMap<string, readonly string[]>;

/** How many folders above a file are looked into for a Kustomization that names it. */
const LEVELS = 3;

/** How many files a tree may name: what names more is not followed further. */
const MOST = 300;

/**
 * The files that a host should read next to have the Kustomize tree of a file in sight; none when it has all of them.
 *
 * @param listed folders in which there may be Kustomizations that build on the file's
 */
export function filesToRead(
	file: string,
	known: KnownFiles,
	listed: ListedFolders = new Map(),
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
	for (const folder of foldersAbove(file)) {
		const kustomization = inFolder(folder);
		if (kustomization && leadsTo(kustomization, file, known))
			follow(kustomization);
	}
	for (const path of searchAround(file, known, listed).found) {
		if (!known.has(path)) wanted.add(path);
		else if (isOver(path, file, known)) {
			const source = known.get(path);
			if (source) follow(readKustomization(path, source));
		}
	}
	return [...wanted];
}

/** The folder of a file and some above, but neither a disk nor a scheme as a whole. */
function foldersAbove(file: string): readonly string[] {
	const folders: string[] = [];
	let folder = folderOf(file);
	while (folders.length <= LEVELS && /[^/:]\/|\/[^/]/.test(folder)) {
		folders.push(folder);
		folder = folderOf(folder);
	}
	return folders;
}

/** Does a Kustomization build on a file, as far as is known? */
function leadsTo(
	{ named, resources }: Kustomization,
	file: string,
	known: KnownFiles,
	seen = new Set<string>(),
): boolean {
	if (named.has(file)) return true;
	return resources.some((path) => {
		if (seen.has(path)) return false;
		seen.add(path);
		for (const name of KUSTOMIZATIONS) {
			const base = `${path}/${name}`;
			const source = known.get(base);
			if (source)
				return leadsTo(readKustomization(base, source), file, known, seen);
		}
		return false;
	});
}

function isOver(path: string, file: string, known: KnownFiles): boolean {
	const source = known.get(path);
	return (
		source !== undefined &&
		leadsTo(readKustomization(path, source), file, known)
	);
}

/** How far above its folder Kustomizations are looked for that build on one, how far below that, and in how many folders. */
const UP = 2;
const DOWN = 3;
const MOST_FOLDERS = 200;

/** Folders in which nobody keeps what others build on. */
const NEVER = /^\.|^(?:node_modules|vendor)\/$/;

/** Where a repository ends: of a worktree it is a file. */
const TOP = [".git/", ".git"];

/** Is it so near to the root of a disk or host that there may be anything below? */
const isHigh = (folder: string): boolean =>
	folder
		.replace(/^[a-z][\w+.-]+:\/\/[^/]*/i, "")
		.split("/")
		.filter((part) => part !== "").length < 2;

/** The search for Kustomizations that build on the one of a file. */
export interface Search {
	/** Folders that a host should list next; none when all that are looked into are known. */
	readonly folders: readonly string[];
	/** Kustomizations in the others. */
	readonly found: readonly string[];
	/** Is there more than is looked into? */
	readonly isCut: boolean;
}

/**
 * Looks for those that build on a file: below the folder of its own Kustomization and the one above, and if there is none,
 * below the next. Nowhere when no Kustomization names it.
 */
export function searchAround(
	file: string,
	known: KnownFiles,
	listed: ListedFolders,
): Search {
	const search = { folders: [], found: [], isCut: false };
	const home = foldersAbove(file).find((folder) =>
		namesOf(folder).some((path) => isNamedBy(path, file, known)),
	);
	if (home === undefined) return search;
	const seen = new Set<string>();
	const roots = foldersAbove(`${home}/`).slice(0, UP + 1);
	const open = roots.filter((root) => root === home || !isHigh(root));
	// The folder right above is where overlays stand; one that is not looked into may hold some.
	const start = { ...search, isCut: open.length < Math.min(roots.length, 2) };
	return open.reduce<Search>((before, root, level) => {
		const isFound = (path: string) =>
			!known.has(path) ||
			(folderOf(path) !== home && isOver(path, file, known));
		const isDone =
			before.folders.length > 0 ||
			(level > 1 && before.found.some(isFound)) ||
			[...seen].some((folder) =>
				TOP.some((name) => listed.get(folder)?.includes(name)),
			);
		return isDone ? before : lookBelow(root, before, seen, listed);
	}, start);
}

const namesOf = (folder: string): readonly string[] =>
	KUSTOMIZATIONS.map((name) => `${folder}/${name}`);

function isNamedBy(path: string, file: string, known: KnownFiles): boolean {
	const source = known.get(path);
	return (
		source !== undefined && readKustomization(path, source).named.has(file)
	);
}

/** @param seen the folders that have been looked into */
function lookBelow(
	root: string,
	before: Search,
	seen: Set<string>,
	listed: ListedFolders,
): Search {
	const folders = [...before.folders];
	const found = [...before.found];
	let { isCut } = before;
	let level = [root];
	for (let depth = 0; depth <= DOWN; depth++) {
		const below: string[] = [];
		for (const folder of level) {
			const names = listed.get(folder);
			if (!seen.has(folder)) {
				if (seen.size >= MOST_FOLDERS) {
					isCut = true;
					continue;
				}
				seen.add(folder);
				const own = KUSTOMIZATIONS.find((name) => names?.includes(name));
				if (!names) folders.push(folder);
				else if (own !== undefined) found.push(`${folder}/${own}`);
			}
			for (const name of names ?? [])
				if (name.endsWith("/") && !NEVER.test(name))
					below.push(`${folder}/${name.slice(0, -1)}`);
		}
		level = below;
	}
	return { folders, found, isCut };
}
