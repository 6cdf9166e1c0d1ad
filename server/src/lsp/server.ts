import {
	type Connection,
	type Diagnostic,
	DidChangeConfigurationNotification,
	DidChangeWatchedFilesNotification,
	DocumentDiagnosticReportKind,
	MarkupKind,
} from "vscode-languageserver";
import {
	CONFIGURATION_FILE,
	diagnosesOf,
	explainAt,
	headVersion,
	hoverAt,
	isKnown,
	type Language,
	nearestIsMeant,
	plainText,
	podsOf,
	type Settings,
	type Source,
	say,
	settingsOf,
} from "../engine/engine";
import { type Client, clientOf, serverCapabilities } from "./capabilities";
import { codeActions, resolveCodeAction } from "./code-actions";
import { serveCompletion } from "./completion";
import { toDiagnostic, toLspRange, toOffset } from "./convert";
import { serveConvertAll } from "./convert-all";
import { refreshGlances, serveGlances } from "./glance";
import { Guard } from "./guard";
import { serveLint } from "./lint";
import { OpenFile } from "./open-file";
import { servePatterns } from "./patterns";
import {
	EXPLAIN,
	type ExplainParams,
	LIST_FOLDER,
	READ_FILE,
	STATUS,
	type StatusParams,
	TIMELINE,
	type TimelineParams,
} from "./protocol";
import { Scheduler } from "./scheduler";
import { SettingsStore } from "./settings-store";
import { Surroundings } from "./surroundings";
import { drawTimeline } from "./timeline";
import { WarmUp } from "./warm-up";

/** Manifests, configuration files, and the one name of a Kustomization that has no ending. */
const WATCHED = ["**/*.{yaml,yml,json}", "**/Kustomization"];

/** What differs between Node and the browser. */
export interface Environment {
	readonly version: string;
	/** The language of the surroundings, when the client names none. */
	readonly locale: string | undefined;
	/** Reads a file that the client need not be asked for; nothing when it is not there or cannot be reached. */
	readFile(uri: string): Promise<string | undefined>;
	/** The names in a folder, those of folders with a slash behind; nothing where the client has to be asked. */
	listFolder(uri: string): Promise<readonly string[] | undefined>;
	nextTurn(callback: () => void): void;
	/** Calls back after so many milliseconds. */
	later(callback: () => void, milliseconds: number): void;
	/** Milliseconds of a clock that only goes forward. */
	now(): number;
}

/** Serves a client over a connection; the transport is the caller's. */
export function createServer(
	connection: Connection,
	environment: Environment,
): void {
	const guard = new Guard((message) => connection.console.error(message));
	const warmUp = new WarmUp(environment, guard);
	const files = new Map<string, OpenFile>();
	let client: Client | undefined;
	let sentSettings: unknown;
	let isPulled = false;

	const language = (): Language => client?.language ?? "en";
	const readFile = async (uri: string): Promise<string | undefined> => {
		const text = await environment.readFile(uri);
		if (
			text !== undefined ||
			!client?.options.readFile ||
			uri.startsWith("file:")
		)
			return text;
		return (
			(await connection.sendRequest<string | null>(READ_FILE, { uri })) ??
			undefined
		);
	};
	const listFolder = async (
		uri: string,
	): Promise<readonly string[] | undefined> => {
		const names = await environment.listFolder(uri);
		if (names || !client?.options.listFolder) return names;
		return (
			(await connection.sendRequest<string[] | null>(LIST_FOLDER, { uri })) ??
			[]
		);
	};
	const settings = new SettingsStore({
		guard,
		language,
		async editorSettings(uri) {
			if (!client?.configuration) return sentSettings;
			try {
				const section: unknown = await connection.workspace.getConfiguration({
					scopeUri: uri,
					section: "sidecarPatterns",
				});
				return section ?? sentSettings;
			} catch (error) {
				guard.tell("reading the editor's settings", error);
				return sentSettings;
			}
		},
		readFile,
	});
	const surroundings = new Surroundings(files, { readFile, listFolder });

	const diagnose = (file: OpenFile, chosen: Settings): Diagnostic[] =>
		diagnosesOf(file.source, chosen, surroundings.of(file.uri)).map((finding) =>
			toDiagnostic(file.uri, finding, language()),
		);

	const noteVersion = (source: Source): void => {
		const { written, version } = headVersion(source) ?? {};
		if (written !== undefined && version && !isKnown(written))
			guard.note(say(nearestIsMeant(written, version), language()));
	};

	const publish = (uri: string): void => {
		const file = files.get(uri);
		const chosen = settings.known(uri);
		if (!file || !chosen || isPulled) return;
		noteVersion(file.source);
		const started = environment.now();
		const diagnostics = guard.run("checking a file", [], () =>
			diagnose(file, chosen),
		);
		if (file.show(diagnostics))
			void connection.sendDiagnostics({
				uri,
				version: file.version,
				diagnostics,
			});
		if (client?.options.status) {
			const status: StatusParams = {
				uri,
				milliseconds: environment.now() - started,
				findings: diagnostics.length,
				pods: file.source.documents.reduce(
					(sum, { document }) => sum + podsOf(document).length,
					0,
				),
				kubernetesVersion: settingsOf(file.source, chosen).kubernetesVersion,
			};
			void connection.sendNotification(STATUS, status);
		}
	};
	const scheduler = new Scheduler((uri) => {
		publish(uri);
		lookAround(uri);
	}, environment.nextTurn);

	/** Checks anew what other open files say, when a file shows them something else than before. */
	const lookAround = (uri: string): void => {
		const others = guard.run("comparing files", [], () =>
			surroundings.changed(uri),
		);
		checkAgain(others);
	};
	const checkAgain = (uris: readonly string[]): void => {
		if (uris.length > 0 && isPulled) connection.languages.diagnostics.refresh();
		else for (const uri of uris) scheduler.schedule(uri);
	};

	const reload = async (): Promise<void> => {
		settings.clear();
		await Promise.all([...files.keys()].map((uri) => settings.load(uri)));
		if (isPulled) connection.languages.diagnostics.refresh();
		for (const uri of files.keys()) scheduler.schedule(uri);
		refreshGlances(connection, client);
	};

	connection.onInitialize((params) => {
		client = clientOf(params, environment.locale);
		sentSettings = client.options;
		return {
			capabilities: serverCapabilities(client),
			serverInfo: {
				name: "sidecar-patterns-language-server",
				version: environment.version,
			},
		};
	});
	connection.onInitialized(() => {
		// What runs for the first time runs slowly: better now than under the first keystrokes.
		warmUp.begin();
		if (client?.watchesConfiguration) {
			void connection.client.register(DidChangeConfigurationNotification.type, {
				section: "sidecarPatterns",
			});
		}
		if (client?.watchesFiles) {
			void connection.client.register(DidChangeWatchedFilesNotification.type, {
				watchers: WATCHED.map((globPattern) => ({ globPattern })),
			});
		}
	});
	connection.onDidChangeConfiguration(({ settings: sent }) => {
		const section = (sent as { sidecarPatterns?: unknown } | undefined)
			?.sidecarPatterns;
		if (section !== undefined && section !== null) sentSettings = section;
		void reload();
	});
	connection.onDidChangeWatchedFiles(async ({ changes }) => {
		const changed = changes.map(({ uri }) => uri);
		const isConfiguration = (uri: string) =>
			uri.endsWith(`/${CONFIGURATION_FILE}`);
		if (changed.some(isConfiguration)) await reload();
		checkAgain(await surroundings.stored(changed));
	});

	connection.onDidOpenTextDocument(async ({ textDocument }) => {
		files.set(textDocument.uri, new OpenFile(textDocument));
		const hasTree = surroundings.load(textDocument.uri);
		await settings.load(textDocument.uri);
		scheduler.schedule(textDocument.uri);
		if (await hasTree) checkAgain([textDocument.uri]);
	});
	connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
		files.get(textDocument.uri)?.change(contentChanges, textDocument.version);
		scheduler.schedule(textDocument.uri);
		warmUp.typed();
	});
	connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
		files.delete(uri);
		settings.forget(uri);
		surroundings.forget(uri);
		scheduler.cancel(uri);
		lookAround(uri);
		if (!isPulled) void connection.sendDiagnostics({ uri, diagnostics: [] });
	});

	const settingsFor = async (uri: string): Promise<Settings> =>
		settings.known(uri) ?? settings.load(uri);

	connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => {
		// Whoever pulls gets nothing pushed: the same finding would show twice.
		if (!isPulled)
			for (const open of files.keys())
				void connection.sendDiagnostics({ uri: open, diagnostics: [] });
		isPulled = true;
		const chosen = await settingsFor(uri);
		const file = files.get(uri);
		const items = file
			? guard.run("checking a file", [], () => diagnose(file, chosen))
			: [];
		return { kind: DocumentDiagnosticReportKind.Full, items };
	});

	connection.onCodeAction(async (params) => {
		const file = files.get(params.textDocument.uri);
		if (!file || !client) return [];
		const { actions } = client;
		const chosen = await settingsFor(file.uri);
		if (!actions.resolve) await surroundings.ready(file.uri);
		return guard.run("listing code actions", [], () =>
			codeActions(
				file,
				params,
				chosen,
				surroundings.of(file.uri),
				language(),
				actions,
			),
		);
	});
	connection.onCodeActionResolve(async (action) => {
		const file = files.get(
			(action.data as { uri?: string } | undefined)?.uri ?? "",
		);
		if (!file || !client) return action;
		const { actions } = client;
		const chosen = await settingsFor(file.uri);
		// What is changed in other files depends on which of them are known.
		await surroundings.ready(file.uri);
		return guard.run("resolving a code action", action, () =>
			resolveCodeAction(
				file,
				action,
				chosen,
				surroundings.of(file.uri),
				language(),
				actions,
			),
		);
	});
	/** What is asked of files that are open. */
	const openFiles = {
		guard,
		client: () => client,
		language,
		file: (uri: string) => files.get(uri),
		settingsFor,
	};
	serveCompletion(connection, openFiles);
	connection.onHover(async ({ textDocument, position }) => {
		const file = files.get(textDocument.uri);
		if (!file) return null;
		const chosen = await settingsFor(file.uri);
		return guard.run("hovering", null, () => {
			const hover = hoverAt(
				file.source,
				toOffset(file.lines, position),
				chosen,
				language(),
			);
			if (!hover) return null;
			const kind = client?.markdown
				? MarkupKind.Markdown
				: MarkupKind.PlainText;
			const value = client?.markdown
				? hover.markdown
				: plainText(hover.markdown);
			return {
				contents: { kind, value },
				range: toLspRange(file.lines, hover.range),
			};
		});
	});

	connection.onRequest(
		EXPLAIN,
		async ({ textDocument, position }: ExplainParams) => {
			const file = files.get(textDocument.uri);
			if (!file) return null;
			const chosen = await settingsFor(file.uri);
			return guard.run("explaining a Pod", null, () => {
				const markdown = explainAt(
					file.source,
					toOffset(file.lines, position),
					chosen,
					language(),
				);
				return markdown === undefined ? null : { markdown };
			});
		},
	);
	connection.onRequest(
		TIMELINE,
		async ({ textDocument, position }: TimelineParams) => {
			const file = files.get(textDocument.uri);
			if (!file) return null;
			const chosen = await settingsFor(file.uri);
			return guard.run("drawing a timeline", null, () =>
				drawTimeline(file, position, chosen, language()),
			);
		},
	);
	/** What is asked of files that need not be open. */
	const closedFiles = {
		guard,
		surroundings,
		language,
		async settingsFor(uri: string) {
			const chosen = await settings.load(uri);
			if (!files.has(uri)) settings.forget(uri);
			return chosen;
		},
		nextTurn: environment.nextTurn,
	};
	serveLint(connection, closedFiles);
	serveConvertAll(connection, { ...openFiles, ...closedFiles });
	servePatterns(connection, { ...openFiles, surroundings });
	serveGlances(connection, openFiles);

	connection.listen();
}
