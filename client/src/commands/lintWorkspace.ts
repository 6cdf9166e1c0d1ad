import {
	type CancellationToken,
	type Disposable,
	l10n,
	languages,
	type Progress,
	ProgressLocation,
	type Uri,
	window,
	workspace,
} from "vscode";
import type { Connection } from "../connection";
import { looksLikeManifest } from "../documents";
import { diagnosticSource } from "../names";
import type { Server } from "../server";

/** Reading is slow and the server quick: this many files are read ahead. */
const filesAtATime = 8;

/** Folders full of YAML that nobody in this workspace writes. */
const foreign = /\/(?:node_modules|\.git)\//;

/** Lists the findings of every manifest of the workspace, open or not. */
export class WorkspaceLinter implements Disposable {
	readonly #server: Server;
	readonly #diagnostics = languages.createDiagnosticCollection(
		"sidecar-patterns-workspace",
	);
	readonly #subscriptions: Disposable[];

	constructor(server: Server) {
		this.#server = server;
		this.#subscriptions = [
			this.#diagnostics,
			// The server publishes for open files; both together would show everything twice.
			workspace.onDidOpenTextDocument(({ uri }) =>
				this.#diagnostics.delete(uri),
			),
			workspace.onDidDeleteFiles(({ files }) => {
				for (const uri of files) this.#diagnostics.delete(uri);
			}),
		];
	}

	/** Lints the workspace, with progress and a summary. */
	async run(): Promise<void> {
		const connection = await this.#server.connectionForCommand();
		if (!connection) return;
		this.#diagnostics.clear();
		const done = await window.withProgress(
			{
				location: ProgressLocation.Notification,
				cancellable: true,
				title: l10n.t("Checking the manifests of the workspace"),
			},
			(progress, token) => this.#lintAll(connection, progress, token),
		);
		void window.showInformationMessage(done);
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	async #lintAll(
		connection: Connection,
		progress: Progress<{ increment: number }>,
		token: CancellationToken,
	): Promise<string> {
		// Without a pattern of our own to exclude, VS Code applies the user's `files.exclude`.
		const files = (
			await workspace.findFiles(
				"**/*.{yaml,yml,json}",
				undefined,
				undefined,
				token,
			)
		).filter(({ path }) => !foreign.test(path));
		let findings = 0;
		let filesWithFindings = 0;
		for (let i = 0; i < files.length; i += filesAtATime) {
			if (token.isCancellationRequested) break;
			const batch = files.slice(i, i + filesAtATime);
			const counts = await Promise.all(
				batch.map((uri) => this.#lint(connection, uri)),
			);
			for (const count of counts) {
				findings += count;
				if (count > 0) filesWithFindings++;
			}
			progress.report({ increment: (100 * batch.length) / files.length });
		}
		return l10n.t(
			"Findings: {0}, in {1} of {2} files.",
			findings,
			filesWithFindings,
			files.length,
		);
	}

	/** The number of findings in one file; those of a file that is not open are shown. */
	async #lint(connection: Connection, uri: Uri): Promise<number> {
		if (isOpen(uri)) return findingsOf(uri);
		let text: string;
		try {
			text = new TextDecoder().decode(await workspace.fs.readFile(uri));
		} catch {
			return 0;
		}
		const json = uri.path.endsWith(".json");
		if (json && !looksLikeManifest(text)) return 0;
		const diagnostics = await connection.lint(
			uri,
			text,
			json ? "json" : "yaml",
		);
		// It may have been opened while it was being linted.
		if (isOpen(uri)) return findingsOf(uri);
		this.#diagnostics.set(uri, diagnostics);
		return diagnostics.length;
	}
}

function isOpen(uri: Uri): boolean {
	const wanted = uri.toString();
	return workspace.textDocuments.some(
		(document) => !document.isClosed && document.uri.toString() === wanted,
	);
}

function findingsOf(uri: Uri): number {
	return languages
		.getDiagnostics(uri)
		.filter(({ source }) => source === diagnosticSource).length;
}
