/** Serves VS Code for the browser with the extension in it. */
import { createServer } from "node:net";
import {
	requireFromRuntime,
	webCommit,
	webDataDirectory,
} from "./vscode-runtime.mjs";

const host = "localhost";

/**
 * Starts the server. The folder is shown through an overlay in memory: nothing that is done in the browser is written.
 *
 * @param {{ extension: string, folder: string, tests?: string, port?: number, verbose?: boolean }} options
 * @returns {Promise<{ address: string, close(): void }>}
 */
export async function serveVSCode({ extension, folder, tests, port, verbose }) {
	const { open } = requireFromRuntime("@vscode/test-web");
	const chosen = port ?? (await freePort());
	const { log } = console;
	// It reports each of its steps to console.log, without a switch for it.
	if (!verbose) console.log = () => {};
	try {
		const server = await open({
			browserType: "none",
			quality: "stable",
			commit: webCommit,
			testRunnerDataDir: webDataDirectory,
			printServerLog: verbose ?? false,
			extensionDevelopmentPath: extension,
			extensionTestsPath: tests,
			folderPath: folder,
			host,
			port: chosen,
		});
		return {
			address: `http://${host}:${chosen}/`,
			close: () => server.dispose(),
		};
	} finally {
		console.log = log;
	}
}

/** A port that nobody listens on: the wanted one if possible. */
export async function freePort(wanted = 0) {
	const port = await tryPort(wanted);
	return port ?? (await freePort());
}

function tryPort(wanted) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(undefined));
		server.listen(wanted, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}
