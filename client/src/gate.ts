import type { TextDocument, TextDocumentChangeEvent } from "vscode";
import {
	type BaseLanguageClient,
	DidOpenTextDocumentNotification,
	type Middleware,
} from "vscode-languageclient";
import { isServed } from "./documents";

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
