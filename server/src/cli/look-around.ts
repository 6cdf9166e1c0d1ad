import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import { filesToRead, Sight, Source } from "../engine/engine";
import type { Input } from "./inputs";

/** How often reading goes on where Kustomizations name others. */
const ROUNDS = 12;

/** What the engine calls a file: its path with slashes. */
export const nameOf = ({ path, name }: Input): string =>
	path === undefined ? name : path.split(sep).join("/");

/** All that can be seen from some files: they themselves, and the files of their Kustomize trees. */
export async function lookAround(
	opened: readonly { readonly input: Input; readonly source: Source }[],
): Promise<Sight> {
	const known = new Map<string, Source | undefined>(
		opened.map(({ input, source }) => [nameOf(input), source]),
	);
	for (const { input } of opened) {
		if (input.path === undefined) continue;
		for (let round = 0; round < ROUNDS; round++) {
			const wanted = filesToRead(nameOf(input), known);
			if (wanted.length === 0) break;
			const sources = await Promise.all(wanted.map(open));
			for (const [index, name] of wanted.entries())
				known.set(name, sources[index]);
		}
	}
	return new Sight(
		[...known].flatMap(([name, source]) => (source ? [{ name, source }] : [])),
	);
}

async function open(name: string): Promise<Source | undefined> {
	try {
		return Source.open(await readFile(name, "utf8"));
	} catch {
		// Not there, a folder, or not to be read: as if it were not there.
		return undefined;
	}
}
