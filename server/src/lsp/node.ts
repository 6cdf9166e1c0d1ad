import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { version } from "../../../package.json";
import { createServer } from "./server";

/** `sidecar-patterns-language-server --stdio`, or `--node-ipc` as a child of the extension host. */
const connection = createConnection(ProposedFeatures.all);

createServer(connection, {
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
	nextTurn: (callback) => void setImmediate(callback),
	now: () => performance.now(),
});
