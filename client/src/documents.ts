import type { TextDocument, TextDocumentChangeEvent } from "vscode";
import {
	type BaseLanguageClient,
	DidOpenTextDocumentNotification,
	type Middleware,
} from "vscode-languageclient";

/** The languages that manifests are written in. */
export const yamlSelector = [{ language: "yaml" }, { language: "helm" }];

/** Everything the server is asked about. JSON is in it, but passes {@link isServed} only when it is a manifest. */
export const documentSelector = [
	...yamlSelector,
	{ language: "json" },
	{ language: "jsonc" },
];

/** Not files: old revisions and logs. Findings in them could not be mended. */
const ignoredSchemes = new Set(["git", "gitfs", "output", "vscode-scm"]);

const manifestKey = /"(?:apiVersion|containers|initContainers)"\s*:/;

/** Whether a JSON text could hold a Pod. Most JSON on a disk is no manifest and must cost nothing. */
export function looksLikeManifest(json: string): boolean {
	return manifestKey.test(json);
}

/** Whether the server has anything to say about a document. */
export function isServed(document: TextDocument): boolean {
	if (ignoredSchemes.has(document.uri.scheme)) return false;
	switch (document.languageId) {
		case "yaml":
		case "helm":
			return true;
		case "json":
		case "jsonc":
			return looksLikeManifest(document.getText());
		default:
			return false;
	}
}

type SynchronizationMiddleware = Required<
	Pick<Middleware, "didOpen" | "didChange" | "didClose" | "didSave">
>;

/**
 * Decides which open documents the server gets to see. A JSON document may become a manifest while it is typed, so
 * the decision is taken again at every change until it is yes; then it stays yes until the document is closed.
 */
export class DocumentGate {
	readonly #open = new Set<string>();

	/** Whether the server knows the document. */
	has(document: TextDocument): boolean {
		return this.#open.has(document.uri.toString());
	}

	/** Forgets everything: a server that starts anew is told about every open document again. */
	clear(): void {
		this.#open.clear();
	}

	/** The hooks for the client that `client` returns; asked late because the client is made with them. */
	middleware(client: () => BaseLanguageClient): SynchronizationMiddleware {
		return {
			didOpen: async (document, next) => {
				if (!isServed(document)) return;
				this.#open.add(document.uri.toString());
				await next(document);
			},
			didChange: async (event, next) => {
				if (this.has(event.document)) await next(event);
				else await this.#openLate(client(), event);
			},
			didClose: async (document, next) => {
				if (this.#open.delete(document.uri.toString())) await next(document);
			},
			didSave: async (document, next) => {
				if (this.has(document)) await next(document);
			},
		};
	}

	async #openLate(
		client: BaseLanguageClient,
		{ document }: TextDocumentChangeEvent,
	): Promise<void> {
		if (!isServed(document)) return;
		this.#open.add(document.uri.toString());
		await client.sendNotification(
			DidOpenTextDocumentNotification.type,
			client.code2ProtocolConverter.asOpenTextDocumentParams(document),
		);
	}
}
