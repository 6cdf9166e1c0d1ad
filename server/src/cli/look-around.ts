import { readdir, readFile } from "node:fs/promises";
import { sep } from "node:path";
import { filesToRead, Sight, Source, searchAround } from "../engine/engine";
import type { Input } from "./inputs";

/** How often reading goes on where Kustomizations name others. */
const ROUNDS = 24;

/** What the engine calls a file: its path with slashes. */
export const nameOf = ({ path, name }: Input): string =>
	path === undefined ? name : path.split(sep).join("/");

/** All that can be seen from some files: they themselves, and the files of their Kustomize trees, upwards and downwards. */
export async function lookAround(
	opened: readonly { readonly input: Input; readonly source: Source }[],
): Promise<Sight> {
	const known = new Map<string, Source | undefined>(
		opened.map(({ input, source }) => [nameOf(input), source]),
	);
	const listed = new Map<string, readonly string[]>();
	let isLimited = false;
	for (const { input } of opened) {
		if (input.path === undefined) continue;
		const file = nameOf(input);
		for (let round = 0; round < ROUNDS; round++) {
			const wanted = filesToRead(file, known, listed);
			const { folders, isCut } = searchAround(file, known, listed);
			isLimited ||= isCut;
			if (wanted.length + folders.length === 0) break;
			const sources = await Promise.all(wanted.map(open));
			for (const [index, name] of wanted.entries())
				known.set(name, sources[index]);
			const contents = await Promise.all(folders.map(list));
			for (const [index, folder] of folders.entries())
				listed.set(folder, contents[index] ?? []);
		}
	}
	return new Sight(
		[...known].flatMap(([name, source]) => (source ? [{ name, source }] : [])),
		isLimited,
	);
}

/** The names in a folder, those of folders with a slash behind. */
async function list(folder: string): Promise<readonly string[]> {
	try {
		const entries = await readdir(folder, { withFileTypes: true });
		return entries.map((entry) =>
			entry.isDirectory() ? `${entry.name}/` : entry.name,
		);
	} catch {
		return [];
	}
}

async function open(name: string): Promise<Source | undefined> {
	try {
		return Source.open(await readFile(name, "utf8"));
	} catch {
		// Not there, a folder, or not to be read: as if it were not there.
		return undefined;
	}
}
