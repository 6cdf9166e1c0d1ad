import { type CancellationToken, type Uri, workspace } from "vscode";
import { looksLikeManifest } from "../documents";

/** This many files are read at a time. */
const readAtATime = 8;

/** Folders full of YAML that nobody in this workspace writes. */
const foreign = /\/(?:node_modules|\.git)\//;

/** A file with what stands in it. */
export interface Manifest {
	readonly uri: Uri;
	readonly text: string;
}

/** The files of the workspace that may be manifests. */
export async function findManifests(token: CancellationToken): Promise<Uri[]> {
	// Without a pattern of our own to exclude, VS Code applies the user's `files.exclude`.
	const files = await workspace.findFiles(
		"**/*.{yaml,yml,json}",
		undefined,
		undefined,
		token,
	);
	return files.filter(({ path }) => !foreign.test(path));
}

/** Reads files some at a time, until that is cancelled; those that are no manifests or cannot be read are left out. */
export async function* readManifests(
	files: readonly Uri[],
	token: CancellationToken,
): AsyncGenerator<{ read: number; manifests: Manifest[] }> {
	for (let i = 0; i < files.length; i += readAtATime) {
		if (token.isCancellationRequested) return;
		const batch = files.slice(i, i + readAtATime);
		const manifests = (await Promise.all(batch.map(readManifest))).flat();
		yield { read: batch.length, manifests };
	}
}

async function readManifest(uri: Uri): Promise<Manifest[]> {
	try {
		const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
		return uri.path.endsWith(".json") && !looksLikeManifest(text)
			? []
			: [{ uri, text }];
	} catch {
		return [];
	}
}
