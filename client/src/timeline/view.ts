import {
	type Disposable,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
} from "vscode";
import type { FromPage, Place, ToPage } from "./drawing";
import { pageOf, resourcesOf } from "./page";

/** The name of the panel's kind: of its menus, and of what VS Code keeps of it. */
export const viewType = "sidecarPatterns.timeline";

/** What the person does in a view. */
export interface Actions {
	reveal(place: Place, focus: boolean): void;
	export(): void;
	closed(): void;
}

/** The webview of a timeline: shows the last thing that it was given, also after it was hidden. */
export class TimelineView implements Disposable {
	readonly #panel: WebviewPanel;
	readonly #subscriptions: Disposable[];
	#shown: ToPage | undefined;
	/** As text: what looks the same is not sent again. */
	#sent = "";
	#isReady = false;
	#exports: ((svg: string | undefined) => void)[] = [];

	constructor(panel: WebviewPanel, extensionUri: Uri, actions: Actions) {
		const { webview } = panel;
		this.#panel = panel;
		this.#subscriptions = [
			webview.onDidReceiveMessage((message: FromPage) => {
				switch (message.type) {
					case "ready":
						this.#begin();
						break;
					case "reveal":
						actions.reveal(message.place, message.focus);
						break;
					case "export":
						actions.export();
						break;
					case "svg":
						this.#finish(message.svg);
				}
			}),
			panel.onDidChangeViewState(() => {
				// VS Code throws away what is hidden; when it is shown again, its script tells that it is ready.
				if (!panel.visible) this.#isReady = false;
			}),
			panel.onDidDispose(() => {
				this.dispose();
				actions.closed();
			}),
		];
		webview.options = {
			enableScripts: true,
			localResourceRoots: [resourcesOf(extensionUri)],
		};
		webview.html = pageOf(webview, extensionUri);
	}

	/** Opens one beside the editor, which keeps the focus. */
	static open(
		title: string,
		extensionUri: Uri,
		actions: Actions,
	): TimelineView {
		const panel = window.createWebviewPanel(
			viewType,
			title,
			{ viewColumn: ViewColumn.Beside, preserveFocus: true },
			{ enableFindWidget: true },
		);
		panel.iconPath = Uri.joinPath(extensionUri, "images/icon.png");
		return new TimelineView(panel, extensionUri, actions);
	}

	/** Brings it to the front; the focus stays where it is. */
	reveal(): void {
		this.#panel.reveal(undefined, true);
	}

	/** Shows something, under a title. */
	show(title: string, message: ToPage): void {
		const text = JSON.stringify(message);
		if (text === this.#sent) return;
		this.#shown = message;
		this.#sent = text;
		if (this.#panel.title !== title) this.#panel.title = title;
		if (this.#isReady) void this.#panel.webview.postMessage(message);
	}

	/** What is shown, as an SVG file; nothing when the view is closed before. */
	picture(): Promise<string | undefined> {
		this.reveal();
		return new Promise((resolve) => {
			this.#exports.push(resolve);
			if (this.#isReady) this.#ask();
		});
	}

	close(): void {
		this.#panel.dispose();
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
		this.#finish(undefined);
	}

	#begin(): void {
		this.#isReady = true;
		if (this.#shown) void this.#panel.webview.postMessage(this.#shown);
		if (this.#exports.length > 0) this.#ask();
	}

	#ask(): void {
		const message: ToPage = { type: "export" };
		void this.#panel.webview.postMessage(message);
	}

	#finish(svg: string | undefined): void {
		for (const resolve of this.#exports.splice(0)) resolve(svg);
	}
}
