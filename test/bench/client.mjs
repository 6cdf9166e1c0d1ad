/** A language client over stdio that is just large enough to open a document, type, and wait for diagnostics. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import {
	createMessageConnection,
	ErrorCodes,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-jsonrpc/node";

const PATIENCE_MS = 120_000;
const INCREMENTAL = 2;

/**
 * @typedef {object} Server how to start a language server
 * @property {string} name
 * @property {string} module the JavaScript file that `node` runs with `--stdio`
 * @property {Record<string, unknown>} settings configuration sections that it may ask for
 */

/** One running server with at most one open document. */
export class LanguageClient {
	#process;
	#connection;
	#settings;
	#stderr = "";
	#incremental = false;
	#document = { uri: "", version: 0 };
	/** Rejects when the process ends. @type {Promise<never>} */
	#ended;
	/** Takes the next publication for the document as it is now. */
	#onPublished = (_at, _diagnostics) => {};

	/** @param {Server} server */
	constructor(server) {
		this.#settings = server.settings;
		this.#process = spawn(process.execPath, [server.module, "--stdio"], {
			stdio: "pipe",
		});
		this.#process.stderr.on("data", (chunk) => {
			this.#stderr += chunk;
		});
		this.#ended = once(this.#process, "exit").then(([code, signal]) => {
			throw new Error(
				`${server.name} ended (${signal ?? code})\n${this.#stderr.slice(-2000)}`,
			);
		});
		// Ending after `stop` is no fault, and nobody waits any more.
		this.#ended.catch(() => {});
		this.#connection = createMessageConnection(
			new StreamMessageReader(this.#process.stdout),
			new StreamMessageWriter(this.#process.stdin),
		);
		this.#connection.onRequest("workspace/configuration", ({ items }) =>
			items.map(({ section }) => this.#settings[section] ?? null),
		);
		this.#connection.onRequest("client/registerCapability", () => null);
		this.#connection.onNotification(
			"textDocument/publishDiagnostics",
			(params) => this.#published(params),
		);
		this.#connection.listen();
	}

	/**
	 * Starts a server and shakes hands.
	 * @param {Server} server
	 * @returns the client, and the milliseconds from starting the process to its answer to `initialize`
	 */
	static async start(server) {
		const begin = performance.now();
		const client = new LanguageClient(server);
		const answer = await client.#inTime(
			client.#connection.sendRequest("initialize", {
				processId: process.pid,
				rootUri: null,
				workspaceFolders: null,
				locale: "en",
				// No pull diagnostics: both servers shall publish.
				capabilities: {
					general: { positionEncodings: ["utf-16"] },
					workspace: { configuration: true },
					textDocument: {
						synchronization: {},
						publishDiagnostics: {
							relatedInformation: true,
							versionSupport: true,
							codeDescriptionSupport: true,
							dataSupport: true,
						},
					},
				},
			}),
		);
		const initialize = performance.now() - begin;
		const sync = answer.capabilities.textDocumentSync;
		client.#incremental = (sync?.change ?? sync) === INCREMENTAL;
		await client.#connection.sendNotification("initialized", {});
		// The first round trip lets the server ask for its configuration, the second lets it take the answer in.
		await client.#roundTrip();
		await client.#roundTrip();
		return { client, initialize };
	}

	/**
	 * Opens the document.
	 * @param {string} uri
	 * @param {string} text
	 * @returns the milliseconds until its diagnostics were published, and these
	 */
	open(uri, text) {
		this.#document = { uri, version: 1 };
		return this.#timed("textDocument/didOpen", {
			textDocument: { uri, languageId: "yaml", version: 1, text },
		});
	}

	/**
	 * Sends one keystroke, as a splice when the server takes splices.
	 * @param {{ incremental: object, full: object }} keystroke
	 * @returns the milliseconds until diagnostics of the new text were published, and these
	 */
	type({ incremental, full }) {
		this.#document.version++;
		return this.#timed("textDocument/didChange", {
			textDocument: { ...this.#document },
			contentChanges: [this.#incremental ? incremental : full],
		});
	}

	/** The largest resident memory of the server process so far in KiB; undefined where the system does not tell. */
	async peakMemory() {
		if (process.platform !== "linux") return undefined;
		const status = await readFile(`/proc/${this.#process.pid}/status`, "utf8");
		const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
		return kibibytes === undefined ? undefined : Number(kibibytes);
	}

	/** Ends the server, by force when it does not listen. */
	async stop() {
		const force = this.#killAfter(5_000);
		this.#sayGoodbye().catch(() => {});
		await this.#ended.catch(() => {});
		clearTimeout(force);
		this.#connection.dispose();
	}

	async #timed(method, params) {
		const published = new Promise((resolve) => {
			this.#onPublished = (at, diagnostics) => resolve({ at, diagnostics });
		});
		const begin = performance.now();
		// A failure to write is left to the wait below, which then sees the server end.
		this.#notify(method, params).catch(() => {});
		const { at, diagnostics } = await this.#inTime(published);
		return { milliseconds: at - begin, diagnostics };
	}

	/** Rejects, and never throws, when the connection is closed. */
	async #notify(method, params) {
		await this.#connection.sendNotification(method, params);
	}

	async #sayGoodbye() {
		await this.#connection.sendRequest("shutdown");
		await this.#connection.sendNotification("exit");
	}

	/** yaml-language-server publishes without a version; since there is never a second change under way, order tells. */
	#published({ uri, version, diagnostics }) {
		const at = performance.now();
		if (uri !== this.#document.uri) return;
		if ((version ?? this.#document.version) !== this.#document.version) return;
		this.#onPublished(at, diagnostics);
	}

	/**
	 * Fails when the server ends first; one that takes too long is ended.
	 * @template T
	 * @param {Promise<T>} answer
	 */
	async #inTime(answer) {
		const force = this.#killAfter(PATIENCE_MS);
		try {
			return await Promise.race([answer, this.#ended]);
		} catch (error) {
			// Writing fails when the server has ended, and how it ended is the better message.
			if (error.code === ErrorCodes.MessageWriteError) await this.#ended;
			throw error;
		} finally {
			clearTimeout(force);
		}
	}

	#killAfter(milliseconds) {
		return setTimeout(() => {
			this.#stderr += `\nno answer within ${milliseconds / 1000} s`;
			this.#process.kill("SIGKILL");
		}, milliseconds);
	}

	/** Asks what no server knows: the refusal shows that everything sent before has been read. */
	async #roundTrip() {
		const asked = this.#connection.sendRequest("bench/roundTrip");
		const refused = asked.catch((error) => {
			if (error.code !== ErrorCodes.MethodNotFound) throw error;
		});
		await this.#inTime(refused);
	}
}
