import type {
	Diagnostic,
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
	#shown:
		| { readonly version: number; readonly diagnostics: readonly Diagnostic[] }
		| undefined;

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

	/**
	 * Notes what is published for this version.
	 * @returns whether it is news: a file that is checked again because of others mostly has the very same diagnostics
	 */
	show(diagnostics: readonly Diagnostic[]): boolean {
		const before = this.#shown;
		this.#shown = { version: this.version, diagnostics };
		return (
			before?.version !== this.version ||
			before.diagnostics.length !== diagnostics.length ||
			before.diagnostics.some((each, index) => each !== diagnostics[index])
		);
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
