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
import { diagnosticSource } from "../names";
import type { Server } from "../server";
import { findManifests, type Manifest, readManifests } from "./manifestFiles";

/** As many files and characters are checked at a time: each is seen beside the others, and a message has its limits. */
const checkedAtATime = { files: 1000, characters: 10_000_000 };

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
		const files = await findManifests(token);
		let findings = 0;
		let filesWithFindings = 0;
		const count = (found: number) => {
			findings += found;
			if (found > 0) filesWithFindings++;
		};
		let waiting: Manifest[] = [];
		const check = async () => {
			const counts = await this.#lint(connection, waiting, token);
			counts.forEach(count);
			waiting = [];
		};
		const open = files.filter(isOpen);
		for (const uri of open) count(findingsOf(uri));
		const closed = files.filter((uri) => !isOpen(uri));
		for await (const { read, manifests } of readManifests(closed, token)) {
			waiting.push(...manifests);
			if (isMuch(waiting)) await check();
			progress.report({ increment: (100 * read) / closed.length });
		}
		await check();
		return l10n.t(
			"Findings: {0}, in {1} of {2} files.",
			findings,
			filesWithFindings,
			files.length,
		);
	}

	/** The numbers of findings in files; those of files that are not open are shown. */
	async #lint(
		connection: Connection,
		files: readonly Manifest[],
		token: CancellationToken,
	): Promise<number[]> {
		if (files.length === 0 || token.isCancellationRequested) return [];
		const diagnostics = await connection.lint(files, token);
		return files.map(({ uri }, index) => {
			// It may have been opened while it was being linted.
			if (isOpen(uri)) return findingsOf(uri);
			const own = diagnostics[index] ?? [];
			this.#diagnostics.set(uri, own);
			return own.length;
		});
	}
}

function isMuch(files: readonly Manifest[]): boolean {
	const characters = files.reduce((sum, { text }) => sum + text.length, 0);
	return (
		files.length >= checkedAtATime.files ||
		characters >= checkedAtATime.characters
	);
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
