import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
	type Connection,
	createConnection,
	ProposedFeatures,
	StreamMessageReader,
} from "vscode-languageserver/node";
import { version } from "../../../package.json";
import { createServer } from "./server";
import { WholeMessageWriter } from "./whole-message-writer";

/** `sidecar-patterns-language-server --stdio`, or `--node-ipc` as a child of the extension host. */
createServer(connect(), {
	version,
	locale: process.env.SIDECAR_PATTERNS_LOCALE,
	async readFile(uri) {
		if (!uri.startsWith("file:")) return undefined;
		try {
			return await readFile(fileURLToPath(uri), "utf8");
		} catch {
			// Not there, or not to be read: as if it were not there.
			return undefined;
		}
	},
	async listFolder(uri) {
		if (!uri.startsWith("file:")) return undefined;
		try {
			const entries = await readdir(fileURLToPath(uri), {
				withFileTypes: true,
			});
			return entries.map(
				(entry) =>
					encodeURIComponent(entry.name) + (entry.isDirectory() ? "/" : ""),
			);
		} catch {
			return [];
		}
	},
	nextTurn: (callback) => void setImmediate(callback),
	later: (callback, milliseconds) => void setTimeout(callback, milliseconds),
	now: () => performance.now(),
});

function connect(): Connection {
	if (!process.argv.includes("--stdio"))
		return createConnection(ProposedFeatures.all);
	// The client that has gone silently will not ask for the end.
	process.stdin.on("end", () => process.exit(1));
	return createConnection(
		ProposedFeatures.all,
		new StreamMessageReader(process.stdin),
		new WholeMessageWriter(process.stdout),
	);
}
