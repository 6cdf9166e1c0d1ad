import {
	type CancellationToken,
	type Disposable,
	l10n,
	type Progress,
	ProgressLocation,
	type QuickPickItem,
	QuickPickItemKind,
	TextEditorRevealType,
	type WorkspaceEdit,
	window,
	workspace,
} from "vscode";
import type { BulkConversion, Connection } from "../connection";
import type { SidecarKind } from "../protocol";
import type { Server } from "../server";
import { ConversionReport } from "./conversionReport";
import { findManifests, type Manifest, readManifests } from "./manifestFiles";

/** Which sidecars are meant: those of the YAML document at the cursor, of the whole file, or of every file. */
type Scope = "document" | "file" | "workspace";

interface Choice {
	scope: Scope;
	to: SidecarKind;
}

/** Converts all sidecars of a document, a file or the workspace. */
export class BulkConverter implements Disposable {
	readonly #server: Server;
	readonly #report = new ConversionReport();

	constructor(server: Server) {
		this.#server = server;
	}

	/** @param asked what a keybinding may say, so that nothing is asked: `{ "scope": "file", "to": "native" }` */
	async run(asked?: unknown): Promise<void> {
		const connection = await this.#server.connectionForCommand();
		const choice = connection && (readChoice(asked) ?? (await choose()));
		if (!connection || !choice) return;
		const versions = new Map(
			workspace.textDocuments.map((each) => [each, each.version]),
		);
		const isStale = (edit: WorkspaceEdit) =>
			[...versions].some(
				([document, version]) =>
					!document.isClosed &&
					document.version !== version &&
					edit.has(document.uri),
			);
		if (choice.scope === "workspace") {
			const done = await planWorkspace(connection, choice);
			if (done) await this.#apply(done, isStale);
			return;
		}
		const editor = window.activeTextEditor;
		if (!editor) return;
		const { document, selection } = editor;
		const file = { uri: document.uri, text: document.getText() };
		const position = choice.scope === "document" ? selection.active : undefined;
		const conversion = await connection.convertAll([file], {
			to: choice.to,
			position,
		});
		await this.#apply({ conversion, files: [file] }, isStale);
		// What was changed above has pushed it down.
		editor.revealRange(
			editor.selection,
			TextEditorRevealType.InCenterIfOutsideViewport,
		);
	}

	dispose(): void {
		this.#report.dispose();
	}

	async #apply(
		{ conversion, files }: Plan,
		isStale: (edit: WorkspaceEdit) => boolean,
	): Promise<void> {
		const { edit, left } = conversion;
		if (!edit) {
			this.#report.offer(
				conversion,
				left.length > 0
					? l10n.t(
							"No sidecar can be converted. Left as they are: {0}.",
							left.length,
						)
					: l10n.t("There are no sidecars to convert."),
			);
			return;
		}
		if (isStale(edit)) {
			void window.showInformationMessage(
				l10n.t("Nothing was changed, because the file changed meanwhile."),
			);
			return;
		}
		await workspace.applyEdit(edit, { isRefactoring: true });
		// In a preview a person ticks what is to be changed, which VS Code does not tell.
		const changed = await changedOf(files, edit);
		const converted = conversion.converted.filter(({ uri }) =>
			changed.has(uri.toString()),
		);
		if (changed.size === 0) {
			void window.showInformationMessage(l10n.t("Nothing was changed."));
			return;
		}
		this.#report.offer(
			{ ...conversion, converted },
			l10n.t(
				"Converted sidecars: {0} (files: {1}). Left as they are: {2}.",
				converted.length,
				changed.size,
				left.length,
			),
		);
	}
}

/** What is to be done to files, and how they are before. */
interface Plan {
	conversion: BulkConversion;
	files: readonly Manifest[];
}

/** The files whose text is not what it was. */
async function changedOf(
	files: readonly Manifest[],
	edit: WorkspaceEdit,
): Promise<Set<string>> {
	const open = openTexts();
	const changed = new Set<string>();
	for (const { uri, text } of files) {
		if (!edit.has(uri)) continue;
		// Opened only to be read it would be shown to the server as well.
		const now =
			open.get(uri.toString()) ??
			new TextDecoder().decode(await workspace.fs.readFile(uri));
		if (now !== text) changed.add(uri.toString());
	}
	return changed;
}

/** The texts of open documents, by URI: newer than what is stored. */
const openTexts = (): ReadonlyMap<string, string> =>
	new Map(
		workspace.textDocuments.map((each) => [
			each.uri.toString(),
			each.getText(),
		]),
	);

/** The person looks at the changes of many files before they are made. */
function planWorkspace(
	connection: Connection,
	{ to }: Choice,
): Thenable<Plan | undefined> {
	return window.withProgress(
		{
			location: ProgressLocation.Notification,
			cancellable: true,
			title: l10n.t("Converting the sidecars of the workspace"),
		},
		async (progress, token) => {
			const files = await candidates(to, progress, token);
			if (token.isCancellationRequested) return undefined;
			const conversion = await connection.convertAll(
				files,
				{ to, confirm: true },
				token,
				(share) => progress.report({ increment: share / 2 }),
			);
			return token.isCancellationRequested ? undefined : { conversion, files };
		},
	);
}

/** The files that may hold sidecars. Reading them is the first half of the work. */
async function candidates(
	to: SidecarKind,
	progress: Progress<{ increment: number }>,
	token: CancellationToken,
): Promise<Manifest[]> {
	const files = await findManifests(token);
	const open = openTexts();
	const found: Manifest[] = [];
	for await (const { read, manifests } of readManifests(files, token)) {
		for (const { uri, text } of manifests) {
			const now = open.get(uri.toString()) ?? text;
			if (mayHoldSidecars(now, to)) found.push({ uri, text: now });
		}
		progress.report({ increment: (50 * read) / files.length });
	}
	return found;
}

/** Looked at before the server is asked: most YAML is about something else. */
function mayHoldSidecars(text: string, to: SidecarKind): boolean {
	return to === "native"
		? text.includes("containers")
		: text.includes("initContainers") && text.includes("Always");
}

function readChoice(asked: unknown): Choice | undefined {
	const { scope, to = "native" } = (asked ?? {}) as Record<string, unknown>;
	return (scope === "document" || scope === "file" || scope === "workspace") &&
		(to === "native" || to === "classic")
		? { scope, to }
		: undefined;
}

interface Item extends QuickPickItem {
	choice?: Choice;
}

async function choose(): Promise<Choice | undefined> {
	const scopes: readonly { scope: Scope; label: string }[] = [
		...(window.activeTextEditor
			? [
					{ scope: "file" as const, label: l10n.t("All of this file") },
					{
						scope: "document" as const,
						label: l10n.t("Those of the document at the cursor"),
					},
				]
			: []),
		...(workspace.workspaceFolders
			? [
					{
						scope: "workspace" as const,
						label: l10n.t("All of the workspace, with a preview"),
					},
				]
			: []),
	];
	const items = (to: SidecarKind, label: string): Item[] => [
		{ label, kind: QuickPickItemKind.Separator },
		...scopes.map((each) => ({ label: each.label, choice: { ...each, to } })),
	];
	const chosen = await window.showQuickPick(
		[
			...items("native", l10n.t("Classic sidecars to native ones")),
			...items("classic", l10n.t("Native sidecars back to classic ones")),
		],
		{ placeHolder: l10n.t("Sidecars to convert") },
	);
	return chosen?.choice;
}
