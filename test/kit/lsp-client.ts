import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
	type ClientCapabilities,
	type CodeAction,
	type CodeActionContext,
	type CodeActionParams,
	createMessageConnection,
	type Diagnostic,
	type Hover,
	type InitializeResult,
	type LogMessageParams,
	MarkupKind,
	type MessageConnection,
	type Position,
	type PublishDiagnosticsParams,
	type Range,
	type RegistrationParams,
	StreamMessageReader,
	StreamMessageWriter,
	type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { built } from "./built";
import { Mailbox } from "./mailbox";

/** What a modern editor can do; tests take away or add. */
export const CAPABILITIES: ClientCapabilities = {
	workspace: { workspaceEdit: { documentChanges: true } },
	textDocument: {
		publishDiagnostics: { versionSupport: true, relatedInformation: true },
		hover: { contentFormat: [MarkupKind.Markdown, MarkupKind.PlainText] },
		codeAction: {
			dataSupport: true,
			disabledSupport: true,
			isPreferredSupport: true,
			resolveSupport: { properties: ["edit"] },
		},
	},
};

export interface ClientOptions {
	readonly capabilities?: ClientCapabilities;
	readonly initializationOptions?: Readonly<Record<string, unknown>>;
	readonly locale?: string;
	/** Answers of `workspace/configuration`: by the URI that is asked for, else that of `""`. */
	readonly configuration?: Record<string, unknown>;
	/** Files that the server has to ask the client for, by URI. */
	readonly files?: Readonly<Record<string, string>>;
}

/** A language client over stdio that talks to the server as it is shipped. */
export class LspClient {
	readonly publications = new Mailbox<PublishDiagnosticsParams>(
		"publication of diagnostics",
	);
	readonly logs = new Mailbox<LogMessageParams>("log message");
	/** Notifications of the server's own. */
	readonly status = new Mailbox<Record<string, unknown>>("status");
	readonly registrations = new Mailbox<RegistrationParams>("registration");
	/** How often the server asked to pull diagnostics anew. */
	readonly refreshes = new Mailbox<"refresh">("refresh");
	readonly #process: ChildProcess;
	readonly #connection: MessageConnection;
	/** Settles when the process has ended: its exit code. */
	readonly ended: Promise<number | null>;
	#versions = new Map<string, number>();

	private constructor({ configuration, files }: ClientOptions) {
		this.#process = spawn(
			process.execPath,
			[built("dist/server/node.js"), "--stdio"],
			{
				env: { ...process.env, SIDECAR_PATTERNS_LOCALE: "" },
				stdio: ["pipe", "pipe", "inherit"],
			},
		);
		const { stdin, stdout } = this.#process;
		if (!stdin || !stdout)
			throw new Error("the server has no standard input or output");
		this.ended = once(this.#process, "exit").then(
			([code]) => code as number | null,
		);
		const connection = createMessageConnection(
			new StreamMessageReader(stdout),
			new StreamMessageWriter(stdin),
		);
		connection.onNotification(
			"textDocument/publishDiagnostics",
			(params: PublishDiagnosticsParams) => this.publications.put(params),
		);
		connection.onNotification("window/logMessage", (params: LogMessageParams) =>
			this.logs.put(params),
		);
		connection.onNotification(
			"sidecarPatterns/status",
			(params: Record<string, unknown>) => this.status.put(params),
		);
		connection.onRequest(
			"client/registerCapability",
			(params: RegistrationParams) => {
				this.registrations.put(params);
				return null;
			},
		);
		connection.onRequest("workspace/diagnostic/refresh", () => {
			this.refreshes.put("refresh");
			return null;
		});
		connection.onRequest(
			"workspace/configuration",
			({ items }: { items: { scopeUri?: string }[] }) =>
				items.map(
					({ scopeUri = "" }) =>
						configuration?.[scopeUri] ?? configuration?.[""] ?? null,
				),
		);
		connection.onRequest(
			"sidecarPatterns/readFile",
			({ uri }: { uri: string }) => files?.[uri] ?? null,
		);
		connection.onRequest(
			"sidecarPatterns/listFolder",
			({ uri }: { uri: string }) => {
				const below = Object.keys(files ?? {})
					.filter((file) => file.startsWith(`${uri}/`))
					.map((file) => file.slice(uri.length + 1).split(/(?<=\/)/)[0]);
				return below.length > 0 ? [...new Set(below)] : null;
			},
		);
		connection.listen();
		this.#connection = connection;
	}

	/** Starts a server and shakes hands with it. */
	static async start(
		options: ClientOptions = {},
	): Promise<LspClient & { readonly initialized: InitializeResult }> {
		const client = new LspClient(options);
		const initialized = await client.request<InitializeResult>("initialize", {
			processId: process.pid,
			rootUri: null,
			capabilities: options.capabilities ?? CAPABILITIES,
			...(options.initializationOptions
				? { initializationOptions: options.initializationOptions }
				: {}),
			...(options.locale ? { locale: options.locale } : {}),
		});
		client.notify("initialized", {});
		return Object.assign(client, { initialized });
	}

	/** Sends a request; fails when the server ends before it has answered. */
	request<R>(method: string, params?: object): Promise<R> {
		return this.#whileAlive(
			this.#connection.sendRequest<R>(method, params),
			`answering ${method}`,
		);
	}

	notify(method: string, params?: object): void {
		void this.#connection.sendNotification(method, params);
	}

	/** Opens a document; does not wait for anything. */
	open(uri: string, text: string, languageId = "yaml"): void {
		this.#versions.set(uri, 1);
		this.notify("textDocument/didOpen", {
			textDocument: { uri, languageId, version: 1, text },
		});
	}

	/** Changes a document, by ranges or as a whole; its version goes up by one. */
	change(
		uri: string,
		...contentChanges: TextDocumentContentChangeEvent[]
	): void {
		const version = this.version(uri) + 1;
		this.#versions.set(uri, version);
		this.notify("textDocument/didChange", {
			textDocument: { uri, version },
			contentChanges,
		});
	}

	close(uri: string): void {
		this.notify("textDocument/didClose", { textDocument: { uri } });
	}

	version(uri: string): number {
		return this.#versions.get(uri) ?? 0;
	}

	/** The diagnostics of the document as it is now. */
	async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
		const version = this.version(uri);
		const isCurrent = (published: PublishDiagnosticsParams) =>
			published.uri === uri && published.version === version;
		return (
			await this.#whileAlive(
				this.publications.first(isCurrent),
				"publishing diagnostics",
			)
		).diagnostics;
	}

	hover(uri: string, position: Position): Promise<Hover | null> {
		return this.request("textDocument/hover", {
			textDocument: { uri },
			position,
		});
	}

	codeActions(
		uri: string,
		range: Range,
		context: Partial<CodeActionContext> = {},
	): Promise<CodeAction[]> {
		const params: CodeActionParams = {
			textDocument: { uri },
			range,
			context: { diagnostics: [], ...context },
		};
		return this.request("textDocument/codeAction", params);
	}

	resolve(action: CodeAction): Promise<CodeAction> {
		return this.request("codeAction/resolve", action);
	}

	/**
	 * Comes back when the server has had time for everything that it was going to do by itself: it checks a document a few
	 * turns of its event loop after a change, and each of these questions takes at least one.
	 */
	async idle(): Promise<void> {
		for (let turn = 0; turn < 50; turn++)
			await this.request("sidecarPatterns/lint", {
				uri: "untitled:idle",
				text: "",
			});
	}

	#whileAlive<T>(answer: Promise<T>, doing: string): Promise<T> {
		const ended = this.ended.then((code): never => {
			throw new Error(
				`the server ended (exit code ${code}) instead of ${doing}`,
			);
		});
		return Promise.race([answer, ended]);
	}

	/** Ends the server as the protocol says, or by force if it does not listen. */
	async stop(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null)
			return;
		const force = setTimeout(() => this.#process.kill("SIGKILL"), 5_000);
		await this.request("shutdown").catch(() => undefined);
		this.notify("exit");
		await this.ended;
		clearTimeout(force);
		this.#connection.dispose();
	}
}
