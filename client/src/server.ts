import {
	type Disposable,
	EventEmitter,
	type LogOutputChannel,
	l10n,
	type TextDocument,
	window,
	workspace,
} from "vscode";
import type { Connection, CreateClient } from "./connection";
import { isServed } from "./documents";
import type { DocumentStatus } from "./protocol";
import type { StatusItem } from "./status";

/** The language server as the rest of the extension sees it: started when first needed, and replaceable. */
export class Server implements Disposable {
	readonly #createClient: CreateClient;
	readonly #output: LogOutputChannel;
	readonly #status: StatusItem;
	readonly #configurationFiles = workspace.createFileSystemWatcher(
		"**/.sidecar-patterns.yaml",
	);
	readonly #analysed = new EventEmitter<DocumentStatus>();
	/** The server has looked at a document: its text is another one, or its settings are. */
	readonly onDidAnalyse = this.#analysed.event;
	#connection: Promise<Connection> | undefined;
	#waiting: Disposable[] = [];

	constructor(
		createClient: CreateClient,
		output: LogOutputChannel,
		status: StatusItem,
	) {
		this.#createClient = createClient;
		this.#output = output;
		this.#status = status;
	}

	/** Starts the server as soon as a document is open that it has something to say about. */
	startWhenNeeded(): void {
		const consider = (document: TextDocument) => {
			if (!this.#connection && isServed(document)) void this.connection();
		};
		this.#waiting = [
			workspace.onDidOpenTextDocument(consider),
			workspace.onDidChangeTextDocument(({ document }) => consider(document)),
		];
		for (const document of workspace.textDocuments) consider(document);
	}

	/** The running server, started if it was not; undefined, with the reason in the output, when it cannot run. */
	async connection(): Promise<Connection | undefined> {
		this.#connection ??= this.#connect();
		try {
			return await this.#connection;
		} catch (error) {
			this.#output.error(String(error));
			this.#status.serverIs("stopped");
			return undefined;
		}
	}

	/** Like {@link connection}, for commands: tells the person when there is none. */
	async connectionForCommand(): Promise<Connection | undefined> {
		const connection = await this.connection();
		if (!connection) void this.#complain();
		return connection;
	}

	/** Ends the server, whatever state it is in, and starts a new one. */
	async restart(): Promise<void> {
		await this.stop();
		await this.connectionForCommand();
	}

	/** Ends the server. One that is not well may fail at that too, which must not keep anybody from starting another. */
	async stop(): Promise<void> {
		const connection = this.#connection;
		this.#connection = undefined;
		try {
			await (await connection)?.dispose();
		} catch (error) {
			this.#output.warn(String(error));
		}
	}

	dispose(): void {
		this.#stopWaiting();
		this.#configurationFiles.dispose();
		this.#analysed.dispose();
	}

	async #connect(): Promise<Connection> {
		this.#stopWaiting();
		const { Connection } = await import("./connection");
		return Connection.open({
			createClient: this.#createClient,
			output: this.#output,
			status: this.#status,
			configurationFiles: this.#configurationFiles,
			onAnalysed: (status) => this.#analysed.fire(status),
		});
	}

	#stopWaiting(): void {
		for (const listener of this.#waiting.splice(0)) listener.dispose();
	}

	async #complain(): Promise<void> {
		const showOutput = l10n.t("Show Output");
		const chosen = await window.showErrorMessage(
			l10n.t("The Kubernetes Sidecar Patterns language server does not run."),
			showOutput,
		);
		if (chosen === showOutput) this.#output.show();
	}
}
