import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { glob, isDynamicPattern } from "tinyglobby";
import { CannotRun } from "./cannot-run";
import { messages } from "./messages";
import type { Io, LocalOptions } from "./options";

/** A text to look at. */
export interface Input {
	/** As it is shown: relative to the working directory when it lies below. */
	readonly name: string;
	/** Absolute; nothing for standard input. */
	readonly path: string | undefined;
	read(): Promise<string>;
}

const MANIFESTS = "**/*.{yaml,yml,json}";
const NEVER = ["**/node_modules/**", "**/.git/**"];

/**
 * The inputs that paths, folders and globs name, each once, in the order of the paths.
 * @throws CannotRun when one of them names nothing
 */
export async function inputsOf(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
): Promise<readonly Input[]> {
	const text = messages(options.language);
	if (paths.includes("-")) {
		if (paths.length > 1) throw new CannotRun(text.stdinAlone);
		const name = options.stdinFilename ?? "<stdin>";
		return [
			{
				name,
				path: options.stdinFilename && resolve(options.stdinFilename),
				read: () => readStream(io.stdin),
			},
		];
	}
	const files = new Set<string>();
	for (const path of paths) {
		if (existsSync(path)) {
			const found = statSync(path).isDirectory()
				? await glob(MANIFESTS, {
						cwd: path,
						absolute: true,
						dot: true,
						ignore: NEVER,
						followSymbolicLinks: false,
					})
				: [resolve(path)];
			for (const file of found.sort()) files.add(resolve(file));
		} else if (isDynamicPattern(path)) {
			const found = await glob(path, {
				absolute: true,
				dot: true,
				ignore: NEVER,
				followSymbolicLinks: false,
			});
			if (found.length === 0) throw new CannotRun(text.noMatch(path));
			for (const file of found.sort()) files.add(resolve(file));
		} else throw new CannotRun(text.noSuchFile(path));
	}
	return [...files].map((path) => ({
		name: shownPath(path),
		path,
		read: () => readFile(path, "utf8"),
	}));
}

/** A path as a person reads it: relative to the working directory when it lies below. */
export function shownPath(path: string): string {
	const name = relative(process.cwd(), path);
	return name === "" || name.startsWith(`..${sep}`) || isAbsolute(name)
		? path
		: name.split(sep).join("/");
}
