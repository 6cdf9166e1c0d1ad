/**
 * The language client. This module and what it imports are loaded after activation, when the server is wanted: the
 * client is by far the largest part of the extension, and VS Code activates it for any YAML or JSON file.
 */
import {
	type CancellationToken,
	type Diagnostic,
	type Disposable,
	type FileSystemWatcher,
	FileType,
	type LogOutputChannel,
	type Position,
	type Range,
	type TextDocument,
	Uri,
	type WorkspaceEdit,
	workspace,
} from "vscode";
import {
	type BaseLanguageClient,
	type CodeAction,
	CodeActionRequest,
	CodeActionResolveRequest,
	CodeActionTriggerKind,
	Command,
	type LanguageClientOptions,
	State,
	WorkDoneProgress,
} from "vscode-languageclient";
import { Cursor } from "./cursor";
import { showReasons } from "./disabledActions";
import { documentSelector } from "./documents";
import { DocumentGate } from "./gate";
import {
	ConvertAll,
	type DocumentStatus,
	Explain,
	LintFiles,
	ListFolder,
	Patterns as PatternsAt,
	ReadFile,
	type SidecarKind,
	Status,
	Timeline,
} from "./protocol";
import { RestartPolicy } from "./restarts";
import type { ServerState, StatusItem } from "./status";
import type { Drawing } from "./timeline/drawing";

/** How a host (Node or browser) makes a client: the only thing in which the two differ. */
export type CreateClient = (
	id: string,
	name: string,
	options: LanguageClientOptions,
) => Promise<BaseLanguageClient>;

/** What a connection needs of the extension. */
export interface Surroundings {
	createClient: CreateClient;
	output: LogOutputChannel;
	status: StatusItem;
	configurationFiles: FileSystemWatcher;
	onAnalysed(status: DocumentStatus): void;
}

/** What becomes of the sidecars of files. */
export interface BulkConversion {
	/** Nothing where none can be converted. */
	edit: WorkspaceEdit | undefined;
	converted: { name: string; uri: Uri; line: number; notes: string[] }[];
	left: { name: string; uri: Uri; line: number; reason: string }[];
}

/** The patterns that fit a Pod, for a version of its document. */
export interface Patterns {
	version: number;
	patterns: {
		title: string;
		/** What it does, then what a person should know or decide. */
		details: string[];
		/** Why it cannot be inserted. */
		disabled?: string;
		edit: WorkspaceEdit | undefined;
		/** Where the image of the new container stands afterwards. */
		image: Range | undefined;
	}[];
}

/** The id is also the prefix under which the client finds `trace.server`. */
const id = "sidecarPatterns";
const name = "Kubernetes Sidecar Patterns";

/** The commands that the server's hovers may link to. */
const commandsInHovers = ["sidecarPatterns.showRule"];
/** The commands that the server may name because this client has them: also those of lenses. */
const commandsForTheServer = [
	...commandsInHovers,
	"sidecarPatterns.select",
	"sidecarPatterns.showTimeline",
];

const states: Record<State, ServerState> = {
	[State.Starting]: "starting",
	[State.Running]: "running",
	[State.Stopped]: "stopped",
	[State.StartFailed]: "stopped",
};

/** One life of the language server, and the questions that the commands ask it. */
export class Connection implements Disposable {
	readonly #client: BaseLanguageClient;
	readonly #cursor: Cursor;
	#conversions = 0;

	private constructor(client: BaseLanguageClient, cursor: Cursor) {
		this.#client = client;
		this.#cursor = cursor;
	}

	/** Starts a server. Rejects when it does not start. */
	static async open({
		createClient,
		output,
		status,
		configurationFiles,
		onAnalysed,
	}: Surroundings): Promise<Connection> {
		const gate = new DocumentGate();
		const cursor = new Cursor();
		const client: BaseLanguageClient = await createClient(id, name, {
			documentSelector,
			diagnosticCollectionName: "sidecar-patterns",
			outputChannel: output,
			initializationOptions: () => ({
				...currentConfiguration(),
				commands: commandsForTheServer,
				diagnostics: "push",
				readFile: true,
				listFolder: true,
				status: true,
			}),
			synchronize: {
				configurationSection: id,
				fileEvents: configurationFiles,
			},
			markdown: { isTrusted: { enabledCommands: commandsInHovers } },
			middleware: {
				...gate.middleware(() => client),
				...showReasons,
				...cursor.middleware,
			},
			errorHandler: new RestartPolicy(),
		});
		client.onRequest(ReadFile, ({ uri }) => readFile(Uri.parse(uri)));
		client.onRequest(ListFolder, ({ uri }) => listFolder(Uri.parse(uri)));
		client.onNotification(Status, (said) => {
			// Servers and editors escape URIs differently.
			const own = { ...said, uri: Uri.parse(said.uri).toString() };
			status.update(own);
			onAnalysed(own);
		});
		client.onDidChangeState(({ newState }) => {
			if (newState === State.Starting) gate.clear();
			status.serverIs(states[newState]);
		});
		await client.start().catch((error) => {
			cursor.dispose();
			throw error;
		});
		return new Connection(client, cursor);
	}

	/** The Pod at a position, explained in Markdown. */
	async explain(
		{ uri }: TextDocument,
		position: Position,
	): Promise<string | undefined> {
		const converter = this.#client.code2ProtocolConverter;
		const answer = await this.#client.sendRequest(Explain, {
			textDocument: { uri: converter.asUri(uri) },
			position: converter.asPosition(position),
		});
		return answer?.markdown;
	}

	/** The patterns that fit the Pod at a position; nothing where there is none. */
	async patterns(
		{ uri }: TextDocument,
		position: Position,
	): Promise<Patterns | undefined> {
		const { code2ProtocolConverter, protocol2CodeConverter } = this.#client;
		const answer = await this.#client.sendRequest(PatternsAt, {
			textDocument: { uri: code2ProtocolConverter.asUri(uri) },
			position: code2ProtocolConverter.asPosition(position),
		});
		if (!answer) return undefined;
		const patterns = await Promise.all(
			answer.patterns.map(async ({ edit, image, ...said }) => ({
				...said,
				edit: await protocol2CodeConverter.asWorkspaceEdit(edit),
				image: protocol2CodeConverter.asRange(image),
			})),
		);
		return { version: answer.version, patterns };
	}

	/** The Pod at a position as a drawing. */
	async timeline(uri: Uri, position: Position): Promise<Drawing | undefined> {
		const converter = this.#client.code2ProtocolConverter;
		const answer = await this.#client.sendRequest(Timeline, {
			textDocument: { uri: converter.asUri(uri) },
			position: converter.asPosition(position),
		});
		return answer ?? undefined;
	}

	/** The findings of texts that are not open in an editor, in their order; each is seen beside the others. */
	async lint(
		files: readonly { uri: Uri; text: string }[],
		token: CancellationToken,
	): Promise<Diagnostic[][]> {
		const { code2ProtocolConverter, protocol2CodeConverter } = this.#client;
		const { diagnostics } = await this.#client.sendRequest(
			LintFiles,
			{
				files: files.map(({ uri, text }) => ({
					uri: code2ProtocolConverter.asUri(uri),
					text,
				})),
			},
			token,
		);
		return Promise.all(
			diagnostics.map((each) => protocol2CodeConverter.asDiagnostics(each)),
		);
	}

	/**
	 * The conversion of the sidecars of files, open or not; nothing is changed yet.
	 * @param onProgress is told the per cents that have been done since the last time
	 */
	async convertAll(
		files: readonly { uri: Uri; text: string }[],
		how: {
			to: SidecarKind;
			position?: Position | undefined;
			confirm?: boolean;
		},
		token?: CancellationToken,
		onProgress?: (share: number) => void,
	): Promise<BulkConversion> {
		const { code2ProtocolConverter, protocol2CodeConverter } = this.#client;
		const { position, ...rest } = how;
		const workDoneToken = `convertAll-${++this.#conversions}`;
		let done = 0;
		const progress = this.#client.onProgress(
			WorkDoneProgress.type,
			workDoneToken,
			({ kind, ...said }) => {
				const now = "percentage" in said ? (said.percentage ?? done) : done;
				if (kind === "report") onProgress?.(now - done);
				done = now;
			},
		);
		try {
			const { edit, converted, left } = await this.#client.sendRequest(
				ConvertAll,
				{
					...rest,
					files: files.map(({ uri, text }) => ({
						uri: code2ProtocolConverter.asUri(uri),
						text,
					})),
					...(position
						? { position: code2ProtocolConverter.asPosition(position) }
						: {}),
					workDoneToken,
				},
				token,
			);
			const placed = <
				T extends (typeof converted)[number] | (typeof left)[number],
			>(
				sidecar: T,
			) => ({
				...sidecar,
				uri: protocol2CodeConverter.asUri(sidecar.uri),
				line: sidecar.position.line + 1,
			});
			return {
				edit: edit
					? await protocol2CodeConverter.asWorkspaceEdit(edit)
					: undefined,
				converted: converted.map(placed),
				left: left.map(placed),
			};
		} finally {
			progress.dispose();
		}
	}

	/** The server's code actions of one kind, disabled ones with their reason included. */
	async codeActions(
		document: TextDocument,
		range: Range,
		kind: string,
	): Promise<CodeAction[]> {
		const converter = this.#client.code2ProtocolConverter;
		const answer = await this.#client.sendRequest(CodeActionRequest.type, {
			textDocument: { uri: converter.asUri(document.uri) },
			range: converter.asRange(range),
			context: {
				diagnostics: [],
				only: [kind],
				triggerKind: CodeActionTriggerKind.Invoked,
			},
		});
		return (answer ?? []).filter(
			(action): action is CodeAction => !Command.is(action),
		);
	}

	/** What a code action would change, and what is to be done afterwards. */
	async resolve(
		action: CodeAction,
	): Promise<{ edit: WorkspaceEdit | undefined; command?: Command }> {
		const { edit, command } =
			action.edit === undefined
				? await this.#client.sendRequest(CodeActionResolveRequest.type, action)
				: action;
		return {
			edit: await this.#client.protocol2CodeConverter.asWorkspaceEdit(edit),
			...(command && { command }),
		};
	}

	/** Ends the server. */
	dispose(): Promise<void> {
		this.#cursor.dispose();
		return this.#client.dispose();
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

async function listFolder(uri: Uri): Promise<string[] | null> {
	try {
		const entries = await workspace.fs.readDirectory(uri);
		return entries.map(
			([name, type]) =>
				encodeURIComponent(name) + (type & FileType.Directory ? "/" : ""),
		);
	} catch {
		return null;
	}
}
