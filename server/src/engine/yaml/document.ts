import { Lines } from "../text/lines";
import { type SyntaxFault, parse } from "./parse";
import { type Masked, maskTemplates } from "./template";
import type { Node } from "./tree";

/** A Pod spec cannot be without one of these; also said of keys that are mis-indented or half typed. */
const POD_MARK = /(?:init|ephemeral)?containers/i;

/**
 * One YAML document. Immutable, and all offsets are relative to its own start, so that it stays the same object while
 * the text around it changes; everything that is derived from it hangs on it and goes with it.
 */
export class Document {
	#lines: Lines | undefined;
	#masked: Masked | undefined;
	#parsed: { root: Node | undefined; faults: readonly SyntaxFault[] } | undefined;

	/** @param text from its `---` line, if it has one, up to the next document's */
	constructor(readonly text: string) {}

	/** Can it hold a Pod spec at all? Answered without parsing. */
	get mayHoldPod(): boolean {
		return POD_MARK.test(this.text);
	}

	get lines(): Lines {
		this.#lines ??= new Lines(this.text);
		return this.#lines;
	}

	/** The document's value; nothing when it is empty. In a document with faults a best effort. */
	get root(): Node | undefined {
		return this.#parse().root;
	}

	/** What keeps the document from being YAML; ascending. */
	get faults(): readonly SyntaxFault[] {
		return this.#parse().faults;
	}

	/** Does a template decide which lines there are, so that the YAML in sight is not what Kubernetes gets? */
	get templated(): boolean {
		return this.#mask().structural;
	}

	#mask(): Masked {
		this.#masked ??= maskTemplates(this.text);
		return this.#masked;
	}

	#parse() {
		this.#parsed ??= parse(this.#mask());
		return this.#parsed;
	}
}
