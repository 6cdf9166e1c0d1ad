import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { built } from "./built";

export interface Run {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command line as it is shipped, in a folder. */
export async function runIn(
	folder: string,
	args: readonly string[],
	{ stdin = "", env = {} }: { stdin?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
	const process_ = spawn(
		process.execPath,
		[built("dist/cli/main.js"), ...args],
		{ cwd: folder, env: { PATH: process.env.PATH, ...env } },
	);
	const output = Promise.all([text(process_.stdout), text(process_.stderr)]);
	process_.stdin.end(stdin);
	const [code] = (await once(process_, "close")) as [number | null];
	const [stdout, stderr] = await output;
	return { code, stdout, stderr };
}
