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
	for (const path of kustomizationsIn(listed)) {
		const source = known.get(path);
		if (!known.has(path)) wanted.add(path);
		const kustomization = source && readKustomization(path, source);
		if (kustomization && leadsTo(kustomization, file, known))
			follow(kustomization);
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

function kustomizationsIn(listed: ListedFolders): readonly string[] {
	return [...listed].flatMap(([folder, names]) => {
		const name = KUSTOMIZATIONS.find((each) => names.includes(each));
		return name === undefined ? [] : `${folder}/${name}`;
	});
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

/** How far above its folder Kustomizations are looked for that build on one, how far below that, and in how many folders. */
const UP = 2;
const DOWN = 3;
const MOST_FOLDERS = 200;

/** Folders in which nobody keeps what others build on. */
const NEVER = /^\.|^(?:node_modules|vendor)\/$/;

/** Where a repository ends. */
const TOP = ".git/";

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
	/** Is there more than is looked into? */
	readonly isCut: boolean;
}

/** Looks near a file for those that build on it; nowhere when no Kustomization names it. */
export function searchAround(
	file: string,
	known: KnownFiles,
	listed: ListedFolders,
): Search {
	const home = foldersAbove(file).find((folder) =>
		KUSTOMIZATIONS.some((name) => {
			const path = `${folder}/${name}`;
			const source = known.get(path);
			return source && readKustomization(path, source).named.has(file);
		}),
	);
	if (home === undefined) return { folders: [], isCut: false };
	const wanted: string[] = [];
	const seen = new Set<string>();
	let isCut = false;
	const lookInto = (root: string): void => {
		let folders = [root];
		for (let depth = 0; depth <= DOWN; depth++) {
			const below: string[] = [];
			for (const folder of folders) {
				if (seen.size >= MOST_FOLDERS) isCut = true;
				else if (!seen.has(folder)) {
					seen.add(folder);
					if (!listed.has(folder)) wanted.push(folder);
				}
				for (const name of listed.get(folder) ?? [])
					if (name.endsWith("/") && !NEVER.test(name))
						below.push(`${folder}/${name.slice(0, -1)}`);
			}
			folders = below;
		}
	};
	for (const root of foldersAbove(`${home}/`).slice(0, UP + 1)) {
		if (root !== home && isHigh(root)) break;
		lookInto(root);
		// What is above is looked into once it is known that the repository does not end here.
		if (listed.get(root)?.includes(TOP) ?? true) break;
	}
	return { folders: wanted, isCut };
}
