import type {
	TextDocumentContentChangeEvent,
	TextDocumentItem,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Lines, Source } from "../engine/engine";

/** A file that is open in the editor: its text, and what the engine made of it. */
export class OpenFile {
	#source: Source | undefined;
	#lines: Lines | undefined;
	#document: TextDocument;

	constructor({ uri, languageId, version, text }: TextDocumentItem) {
		this.#document = TextDocument.create(uri, languageId, version, text);
	}

	get uri(): string {
		return this.#document.uri;
	}

	get version(): number {
		return this.#document.version;
	}

	change(changes: TextDocumentContentChangeEvent[], version: number): void {
		this.#document = TextDocument.update(this.#document, changes, version);
		this.#lines = undefined;
	}

	/** The text, cut into documents; those that have not changed are the same as before. */
	get source(): Source {
		const text = this.#document.getText();
		this.#source = this.#source?.update(text) ?? Source.open(text);
		return this.#source;
	}

	get lines(): Lines {
		this.#lines ??= new Lines(this.source.text);
		return this.#lines;
	}
}
