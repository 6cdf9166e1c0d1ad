import type { Range } from "../text/edit";
import { Lines } from "../text/lines";
import { look } from "../text/notice";
import type { SyntaxFault } from "./parse";
import { type Parsed, Reading } from "./reading";
import { changeBetween, type ScalarChange, watch } from "./scalar-change";
import type { Node, Scalar } from "./tree";

/**
 * What can be about a Pod has the key of a list of containers or mounts, mis-indented or half typed as it may be, or says
 * that it is a workload. The fence of a Markdown text, the head of a diff and the output of a command are documents of their
 * own where a `---` stands between.
 */
const POD_MARK =
	/containers|mountPath|\bsidecars\b|^(?:```|~~~|diff --git |NAME {2,}[A-Z])|\bkind["']?[ \t]*:[ \t]*["']?(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)/im;

/** `Here is the manifest:` or `pod.yaml:`, and then the manifest. */
export const INTRODUCED =
	/^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[^\W_](?:(?=[^:\n#]* )[^:\n]*|[\w./-]*\.(?:ya?ml|json)):[ \t]*\r?\n(?=[ \t]*\r?\n|[A-Za-z#])/;
/** A tab, or a blank that is none for YAML, in front of a line. */
const ALIEN_INDENT = /^(?:\t[\t ]*[^\s#]| *[\u00A0\u3000])/m;
const OBJECT = /^["']?(?:apiVersion|kind)["']?[:：]/m;

/**
 * One YAML document. Immutable, and all offsets are relative to its own start, so that it stays the same object while
 * the text around it changes; everything that is derived from it hangs on it and goes with it.
 */
export class Document {
	#lines: Lines | undefined;
	#mayHoldPod: boolean | undefined;
	readonly #mentioned = new Map<string, boolean>();
	#reading: Reading | undefined;
	#parsed: Parsed | undefined;
	readonly #text: string;
	#before: Document | undefined;
	/** The scalar that is being typed into, and what it was before the last keystroke. */
	#watched: Scalar | undefined;
	#from: Scalar | undefined;

	/**
	 * @param text from its `---` line, if it has one, up to the next document's
	 * @param isProse is it nothing but sentences, in front of the first document of a stream or behind the last?
	 * @param isPassedOver does it stand behind a `...`, without a `---`, so that kubectl does not come to it?
	 */
	constructor(
		text: string,
		readonly isProse = false,
		readonly isPassedOver = false,
	) {
		this.#text = text;
	}

	get text(): string {
		this.#noteLook();
		return this.#text;
	}

	/** A part of the text; only whoever reads what has just been changed is noticed. */
	slice({ start, end }: Range): string {
		const watched = this.#watched;
		if (!watched || (start < watched.end && watched.start < end))
			this.#noteLook();
		return this.#text.slice(start, end);
	}

	/** Does a word stand anywhere in the text? */
	mentions(word: string): boolean {
		let found = this.#mentioned.get(word);
		if (found === undefined) {
			found = this.#text.includes(word);
			this.#mentioned.set(word, found);
		}
		return found;
	}

	/** Does the text mention, of all that another document has been asked for, the same words? */
	mentionsTheSameAs(other: Document): boolean {
		for (const [word, found] of other.#mentioned)
			if (this.mentions(word) !== found) return false;
		return true;
	}

	/** Takes the place of what the document was before a keystroke. Only the last one is known, so that all else can go. */
	follow(before: Document): void {
		before.#before = undefined;
		before.#from = undefined;
		this.#before = before;
	}

	/** Is it known of one scalar that it is being typed into, so that whoever looks at it is noticed? */
	get isWatched(): boolean {
		if (this.isFaulty) return false;
		this.#parse();
		return this.#watched !== undefined;
	}

	/**
	 * What the last keystroke has changed, when it was the text of one scalar, and the keystroke before it changed the same
	 * one, so that whoever looks at it is known.
	 */
	get step(): Step | undefined {
		if (this.isFaulty) return undefined;
		this.#parse();
		const before = this.#before;
		const from = this.#from;
		const to = this.#watched;
		return before && from && to && before.#watched === from
			? { before, from, to }
			: undefined;
	}

	/** Can it hold a Pod spec at all, or is it the beginning of something that was copied with one? Answered without parsing. */
	get mayHoldPod(): boolean {
		this.#mayHoldPod ??=
			this.isProse ||
			POD_MARK.test(this.#text) ||
			((INTRODUCED.test(this.#text) || ALIEN_INDENT.test(this.#text)) &&
				OBJECT.test(this.#text));
		return this.#mayHoldPod;
	}

	get lines(): Lines {
		this.#noteLook();
		return this.#ownLines();
	}

	/** Number of line ends in the text. */
	get lineEnds(): number {
		return this.#ownLines().count - 1;
	}

	/** The document's value; nothing when it is empty. In a document with faults a best effort. */
	get root(): Node | undefined {
		return this.#parse().root;
	}

	/** Is the document no YAML? */
	get isFaulty(): boolean {
		return this.firstFaults.length > 0;
	}

	/** The first of the faults. Known sooner than all of them. */
	get firstFaults(): readonly SyntaxFault[] {
		return this.#read().firstFaults;
	}

	/** Has all of the document been read? Not before somebody has wanted it. */
	get isRead(): boolean {
		return this.#read().isDone;
	}

	/** What keeps the document from being YAML; ascending. */
	get faults(): readonly SyntaxFault[] {
		return this.#parse().faults;
	}

	/** Does a template decide which lines there are, so that the YAML in sight is not what Kubernetes gets? */
	get templated(): boolean {
		return this.#read().templated;
	}

	/** What has just been changed stands somewhere in the text, be it known where or not yet. */
	#noteLook(): void {
		if (this.#before) look();
	}

	#ownLines(): Lines {
		this.#lines ??= new Lines(this.#text);
		return this.#lines;
	}

	#read(): Reading {
		this.#reading ??= new Reading(this.#text, this.#ownLines());
		return this.#reading;
	}

	#parse(): Parsed {
		if (!this.#parsed) {
			this.#parsed = this.#read().whole;
			const change = this.#changeFrom(this.#before);
			this.#watched = change && watch(change.to);
			this.#from = this.#watched && change?.from;
		}
		return this.#parsed;
	}

	/** What nobody has wanted to read before is of no use now. */
	#changeFrom(before: Document | undefined): ScalarChange | undefined {
		if (!before || before.isProse !== this.isProse) return undefined;
		if (before.isPassedOver !== this.isPassedOver) return undefined;
		const then = before.#parsed;
		const now = this.#parsed;
		if (!then || !now || before.isFaulty || this.isFaulty) return undefined;
		if (then.templated !== now.templated) return undefined;
		return changeBetween(
			{ text: before.#text, root: then.root },
			{ text: this.#text, root: now.root },
		);
	}
}

/** What a keystroke has changed in a document. */
export interface Step extends ScalarChange {
	readonly before: Document;
}
