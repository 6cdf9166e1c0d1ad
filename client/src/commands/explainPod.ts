import {
	type Disposable,
	EventEmitter,
	l10n,
	Uri,
	window,
	workspace,
} from "vscode";
import type { Server } from "../server";
import { basename } from "./paths";
import { showMarkdown } from "./showMarkdown";

const scheme = "sidecar-patterns-explain";

/** Shows what the server has to tell about the Pod at the cursor as a rendered page. */
export class PodExplainer implements Disposable {
	readonly #server: Server;
	readonly #pages = new Map<string, string>();
	readonly #changed = new EventEmitter<Uri>();
	readonly #subscriptions: Disposable[];

	constructor(server: Server) {
		this.#server = server;
		this.#subscriptions = [
			this.#changed,
			workspace.registerTextDocumentContentProvider(scheme, {
				onDidChange: this.#changed.event,
				provideTextDocumentContent: (uri) => this.#pages.get(uri.toString()),
			}),
			workspace.onDidCloseTextDocument(({ uri }) => {
				if (uri.scheme === scheme) this.#pages.delete(uri.toString());
			}),
		];
	}

	/** Explains the Pod at the cursor of the active editor. */
	async explain(): Promise<void> {
		const editor = window.activeTextEditor;
		const connection = editor && (await this.#server.connectionForCommand());
		if (!connection) return;
		const { document, selection } = editor;
		const markdown = await connection.explain(document, selection.active);
		if (markdown === undefined) {
			void window.showInformationMessage(
				l10n.t("There is no Pod at the cursor."),
			);
			return;
		}
		// The whole source in the query keeps pages of files of one name apart; `.md` makes it Markdown.
		const page = Uri.from({
			scheme,
			path: `/${l10n.t("Pod in {0}", basename(document.uri))}.md`,
			query: document.uri.toString(),
		});
		this.#pages.set(page.toString(), markdown);
		this.#changed.fire(page);
		await showMarkdown(page);
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}
}
