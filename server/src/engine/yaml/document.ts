import { Lines } from "../text/lines";
import { parse, type SyntaxFault } from "./parse";
import { readQuickly } from "./quick";
import { maskTemplates } from "./template";
import type { Node } from "./tree";

/**
 * What can be about a Pod has the key of a list of containers or mounts, mis-indented or half typed as it may be, or says
 * that it is a workload. The fence of a Markdown text and the head of a diff are documents of their own
 * where a `---` follows.
 */
const POD_MARK =
	/containers|mountPath|\bsidecars\b|^(?:```|~~~|diff --git )|\bkind["']?[ \t]*:[ \t]*["']?(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)/im;

/**
 * One YAML document. Immutable, and all offsets are relative to its own start, so that it stays the same object while
 * the text around it changes; everything that is derived from it hangs on it and goes with it.
 */
export class Document {
	#lines: Lines | undefined;
	#mayHoldPod: boolean | undefined;
	readonly #mentioned = new Map<string, boolean>();
	#parsed: Parsed | undefined;

	/**
	 * @param text from its `---` line, if it has one, up to the next document's
	 * @param isProse is it nothing but sentences, in front of the first document of a stream?
	 */
	constructor(
		readonly text: string,
		readonly isProse = false,
	) {}

	/** Does a word stand anywhere in the text? */
	mentions(word: string): boolean {
		let found = this.#mentioned.get(word);
		if (found === undefined) {
			found = this.text.includes(word);
			this.#mentioned.set(word, found);
		}
		return found;
	}

	/** Can it hold a Pod spec at all? Answered without parsing. */
	get mayHoldPod(): boolean {
		this.#mayHoldPod ??= this.isProse || POD_MARK.test(this.text);
		return this.#mayHoldPod;
	}

	get lines(): Lines {
		this.#lines ??= new Lines(this.text);
		return this.#lines;
	}

	/** Number of line ends in the text. */
	get lineEnds(): number {
		return this.lines.count - 1;
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
		return this.#parse().templated;
	}

	#parse(): Parsed {
		this.#parsed ??= read(this.text, this.lines);
		return this.#parsed;
	}
}

interface Parsed {
	readonly root: Node | undefined;
	readonly faults: readonly SyntaxFault[];
	readonly templated: boolean;
}

/**
 * Plain block style is read quickly, all else by `yaml`. What is YAML with its templates in place is read so; else the
 * templates are masked.
 */
function read(text: string, lines: Lines): Parsed {
	const masked = maskTemplates(text);
	if (masked.expressions.length === 0) {
		const quick = readQuickly(lines);
		if (quick) return { ...quick, faults: [], templated: false };
		return { ...parse(masked), templated: false };
	}
	const plain = parse({ ...masked, text });
	if (plain.faults.length === 0) return { ...plain, templated: false };
	return { ...parse(masked), templated: masked.structural };
}
