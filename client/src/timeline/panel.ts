import {
	type Disposable,
	l10n,
	Position,
	Range,
	Selection,
	type TextDocument,
	type TextEditor,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from "vscode";
import { basename } from "../commands/paths";
import { isServed } from "../documents";
import type { Server } from "../server";
import type { Drawing, Followed, Place } from "./drawing";
import { savePicture } from "./save";
import { type Actions, TimelineView, viewType } from "./view";

/** The timeline of the Pod at the cursor, beside the editor. There is one; it follows cursor and text. */
export class TimelinePanel implements Disposable {
	readonly #server: Server;
	readonly #extensionUri: Uri;
	readonly #subscriptions: Disposable[];
	#view: TimelineView | undefined;
	#followed: { uri: Uri; position: Position } | undefined;
	/** The last Pod that was drawn, and its file. */
	#drawn: { uri: string; drawing: Drawing } | undefined;
	#isDrawing = false;
	#isStale = false;

	constructor(server: Server, extensionUri: Uri) {
		this.#server = server;
		this.#extensionUri = extensionUri;
		this.#subscriptions = [
			window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
			window.onDidChangeTextEditorSelection(({ textEditor }) => {
				const isFollowed =
					textEditor.document.uri.toString() === this.#followed?.uri.toString();
				if (isFollowed || textEditor === window.activeTextEditor)
					this.#follow(textEditor);
			}),
			// The server has seen a new text, or reads the old one with other settings.
			server.onDidAnalyse(({ uri }) => {
				if (uri === this.#followed?.uri.toString()) this.#refresh();
			}),
			window.registerWebviewPanelSerializer(viewType, {
				deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
			}),
		];
	}

	/**
	 * Opens the timeline of the Pod at the cursor, or brings it to the front. The line above a Pod spec says where in which
	 * file the cursor is to be.
	 */
	async show(uri?: unknown, at?: unknown): Promise<void> {
		const editor = editorAt(uri, at) ?? window.activeTextEditor;
		if (!editor) return this.#view?.reveal();
		const connection = await this.#server.connectionForCommand();
		if (!connection) return;
		const { document, selection } = editor;
		const drawing = await connection.timeline(document.uri, selection.active);
		if (!drawing) {
			void window.showInformationMessage(
				l10n.t("There is no Pod at the cursor."),
			);
			return;
		}
		if (this.#view) this.#view.reveal();
		else {
			this.#view = TimelineView.open(
				titleOf(document.uri),
				this.#extensionUri,
				this.#actions(),
			);
		}
		this.#follow(editor);
	}

	/** Writes the timeline as an SVG file: to a place that is given, or that the person chooses. */
	async export(target?: unknown): Promise<void> {
		const svg = await this.#view?.picture();
		const manifest = this.#followed?.uri;
		if (svg === undefined || !manifest) return;
		await savePicture(
			svg,
			manifest,
			target instanceof Uri ? target : undefined,
		);
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
		this.#view?.close();
	}

	#actions(): Actions {
		return {
			reveal: (place, focus) => void this.#reveal(place, focus),
			export: () => void this.export(),
			closed: () => {
				this.#view = undefined;
				this.#drawn = undefined;
			},
		};
	}

	#follow(editor: TextEditor | undefined): void {
		if (!this.#view || !editor || !isServed(editor.document)) return;
		this.#followed = {
			uri: editor.document.uri,
			position: editor.selection.active,
		};
		this.#refresh();
	}

	/** Draws anew; when that happens while it draws, once more afterwards. */
	async #refresh(): Promise<void> {
		this.#isStale = true;
		if (this.#isDrawing) return;
		this.#isDrawing = true;
		try {
			while (this.#isStale) {
				this.#isStale = false;
				await this.#draw();
			}
		} finally {
			this.#isDrawing = false;
		}
	}

	async #draw(): Promise<void> {
		const followed = this.#followed;
		const connection = followed && (await this.#server.connection());
		if (!connection || !this.#view) return;
		const { uri, position } = followed;
		const key = uri.toString();
		let drawing: Drawing | undefined;
		try {
			drawing = await connection.timeline(uri, position);
		} catch {
			// The server ended meanwhile. When there is another one, it will tell that it has seen the file.
			return;
		}
		if (drawing) this.#drawn = { uri: key, drawing };
		else if (this.#drawn?.uri !== key) this.#drawn = undefined;
		this.#view?.show(titleOf(uri), {
			type: "draw",
			drawing: this.#drawn?.drawing,
			notice: drawing ? "" : l10n.t("There is no Pod at the cursor."),
			followed: {
				uri: key,
				line: position.line,
				character: position.character,
			},
		});
	}

	async #reveal({ start, end }: Place, focus: boolean): Promise<void> {
		const uri = this.#followed?.uri;
		if (!uri) return;
		const document = await workspace.openTextDocument(uri);
		const range = new Range(
			start.line,
			start.character,
			end.line,
			end.character,
		);
		// The place is gone to as a whole only where it is short: a selected block would be in the way.
		const from = document.validatePosition(range.start);
		const to = range.isSingleLine ? range.end : from;
		await window.showTextDocument(document, {
			viewColumn: columnOf(document),
			preserveFocus: !focus,
			selection: document.validateRange(new Range(from, to)),
		});
	}

	async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
		if (this.#view || !isFollowed(state)) return panel.dispose();
		this.#view = new TimelineView(panel, this.#extensionUri, this.#actions());
		const uri = Uri.parse(state.uri);
		const position = new Position(state.line, state.character);
		this.#followed = { uri, position };
		try {
			// The server knows a file only while VS Code has it open.
			await workspace.openTextDocument(uri);
			await this.#refresh();
		} catch {
			panel.dispose();
		}
	}
}

const titleOf = (uri: Uri): string => l10n.t("Timeline of {0}", basename(uri));

/** Where the document is shown; the first column where it is not. */
function columnOf({ uri }: TextDocument): ViewColumn {
	const wanted = uri.toString();
	const editor = window.visibleTextEditors.find(
		({ document }) => document.uri.toString() === wanted,
	);
	return editor?.viewColumn ?? ViewColumn.One;
}

/** What comes back may be of another version of this extension. */
function isFollowed(state: unknown): state is Followed {
	if (typeof state !== "object" || state === null) return false;
	const { uri, line, character } = state as Partial<Followed>;
	return (
		typeof uri === "string" &&
		Number.isInteger(line) &&
		Number.isInteger(character)
	);
}

/** The editor that shows a file, with the cursor moved to a place in it. */
function editorAt(uri: unknown, at: unknown): TextEditor | undefined {
	if (typeof uri !== "string" || typeof at !== "object" || at === null)
		return undefined;
	const file = Uri.parse(uri).toString();
	const editor = window.visibleTextEditors.find(
		({ document }) => document.uri.toString() === file,
	);
	const { line, character } = at as Partial<Place["start"]>;
	if (editor && line !== undefined && character !== undefined) {
		const position = new Position(line, character);
		editor.selection = new Selection(position, position);
	}
	return editor;
}
