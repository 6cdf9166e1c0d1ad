import type {
	Diagnostic,
	TextDocumentContentChangeEvent,
	TextDocumentItem,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Lines, type Same, Source } from "../engine/engine";

/** A file that is open in the editor: its text, and what the engine made of it. */
export class OpenFile {
	#source: Source | undefined;
	#lines: Lines | undefined;
	#document: TextDocument;
	/** There since the text is another one than the source's: with what they have in common, as far as that is known. */
	#stale: { readonly same: Same | undefined } | undefined;
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
		// Of several changes each counts from the text after the one before: the engine finds out itself what they come to.
		const [only, other] = changes;
		const same =
			!this.#stale && only && !other ? this.#besides(only) : undefined;
		this.#stale = { same };
		this.#document = TextDocument.update(this.#document, changes, version);
		this.#lines = undefined;
	}

	/** What a change leaves as it is. */
	#besides(change: TextDocumentContentChangeEvent): Same | undefined {
		if (!("range" in change)) return undefined;
		const [start, end] = [change.range.start, change.range.end]
			.map((position) => this.#document.offsetAt(position))
			.sort((a, b) => a - b) as [number, number];
		return { head: start, tail: this.#document.getText().length - end };
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
		if (this.#source && !this.#stale) return this.#source;
		const text = this.#document.getText();
		this.#source =
			this.#source?.update(text, this.#stale?.same) ?? Source.open(text);
		this.#stale = undefined;
		return this.#source;
	}

	get lines(): Lines {
		this.#lines ??= new Lines(this.source.text);
		return this.#lines;
	}
}
