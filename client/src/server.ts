import {
	type Disposable,
	env,
	FileType,
	type LogOutputChannel,
	l10n,
	type TextDocument,
	Uri,
	window,
	workspace,
} from "vscode";
import {
	type BaseLanguageClient,
	type LanguageClientOptions,
	State,
} from "vscode-languageclient";
import { DocumentGate, documentSelector, isServed } from "./documents";
import { ReadFile, Status } from "./protocol";
import { RestartPolicy } from "./restarts";
import type { StatusItem } from "./status";

/** How a host (Node or browser) makes a client: the only thing in which the two differ. */
export type CreateClient = (
	id: string,
	name: string,
	options: LanguageClientOptions,
) => BaseLanguageClient;

/** The id is also the prefix under which the client finds `trace.server`. */
const id = "sidecarPatterns";
const name = "Kubernetes Sidecar Patterns";
const configurationFile = ".sidecar-patterns.yaml";

/** The commands that the server may put into hovers and code actions because this client has them. */
const commandsForTheServer = ["sidecarPatterns.showRule"];

/** The language server as the rest of the extension sees it: started when first needed, and replaceable. */
export class Server implements Disposable {
	readonly #createClient: CreateClient;
	readonly #output: LogOutputChannel;
	readonly #status: StatusItem;
	readonly #watcher = workspace.createFileSystemWatcher(
		`**/${configurationFile}`,
	);
	#client: BaseLanguageClient | undefined;
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
			if (this.#client === undefined && isServed(document)) void this.client();
		};
		this.#waiting = [
			workspace.onDidOpenTextDocument(consider),
			workspace.onDidChangeTextDocument(({ document }) => consider(document)),
		];
		for (const document of workspace.textDocuments) consider(document);
	}

	/** The running client, started if it was not; undefined, with the reason in the output, when it cannot run. */
	async client(): Promise<BaseLanguageClient | undefined> {
		this.#client ??= this.#newClient();
		const client = this.#client;
		try {
			await client.start();
			return client;
		} catch (error) {
			this.#output.error(String(error));
			this.#status.serverIs(State.StartFailed);
			return undefined;
		}
	}

	/** Like {@link client}, for commands: says so when there is none. */
	async clientForCommand(): Promise<BaseLanguageClient | undefined> {
		const client = await this.client();
		if (client === undefined) {
			const showOutput = l10n.t("Show Output");
			void window
				.showErrorMessage(
					l10n.t(
						"The Kubernetes Sidecar Patterns language server does not run.",
					),
					showOutput,
				)
				.then((chosen) => {
					if (chosen === showOutput) this.#output.show();
				});
		}
		return client;
	}

	/** Ends the server, whatever state it is in, and starts a new one. */
	async restart(): Promise<void> {
		await this.stop();
		await this.clientForCommand();
	}

	/** Ends the server. A server that is not well may not answer: that must not keep anybody waiting or fail. */
	async stop(): Promise<void> {
		const client = this.#client;
		this.#client = undefined;
		try {
			await client?.dispose();
		} catch (error) {
			this.#output.warn(String(error));
		}
	}

	dispose(): void {
		for (const listener of this.#waiting) listener.dispose();
		this.#watcher.dispose();
	}

	#newClient(): BaseLanguageClient {
		for (const listener of this.#waiting.splice(0)) listener.dispose();
		const gate = new DocumentGate();
		const client: BaseLanguageClient = this.#createClient(id, name, {
			documentSelector,
			diagnosticCollectionName: "sidecar-patterns",
			outputChannel: this.#output,
			initializationOptions: () => ({
				...currentConfiguration(),
				commands: commandsForTheServer,
				diagnostics: "push",
			}),
			synchronize: { configurationSection: id, fileEvents: this.#watcher },
			markdown: { isTrusted: { enabledCommands: commandsForTheServer } },
			middleware: gate.middleware(() => client),
			errorHandler: new RestartPolicy(),
		});
		client.onRequest(ReadFile, ({ uri }) => readFile(Uri.parse(uri)));
		client.onNotification(Status, (status) =>
			this.#status.update({
				...status,
				// Servers and editors escape URIs differently.
				uri: Uri.parse(status.uri).toString(),
			}),
		);
		client.onDidChangeState(({ newState }) => {
			if (newState === State.Starting) gate.clear();
			if (client === this.#client) this.#status.serverIs(newState);
		});
		this.#output.debug(`language ${env.language}`);
		return client;
	}
}

/** The settings as plain data; what VS Code hands out is a proxy that cannot be sent. */
function currentConfiguration(): Record<string, unknown> {
	return JSON.parse(JSON.stringify(workspace.getConfiguration().get(id) ?? {}));
}

async function readFile(uri: Uri): Promise<string | null> {
	try {
		if ((await workspace.fs.stat(uri)).type & FileType.Directory) return null;
		return new TextDecoder().decode(await workspace.fs.readFile(uri));
	} catch {
		return null;
	}
}
