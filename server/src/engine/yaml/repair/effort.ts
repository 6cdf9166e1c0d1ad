import type { Lines } from "../../text/lines";
import { Document } from "../document";
import { isSkipped, lastLineOf, type ReadLine, readLine } from "../outline";

/** About so many microseconds of a usual machine: a person waits for the answer, and the machine may be slow. */
const MOST = 50_000;

/** What it takes to read a text and each of its characters; where it has faults; and for each of those. */
const GOOD = { each: 5, character: 0.1 } as const;
const FAULTY = { each: 40, character: 1, fault: 6 } as const;
/** So many characters tell that a text is no YAML, in most cases. */
const NEAR = 1_500;
/** What it takes to read a line, and to find again what was read. */
const LINE = { each: 0.5, character: 0.02, again: 0.1 } as const;
/** What it takes to look through characters for the end of a value. */
const BY_LOOK = 0.05;
/** So many lines at most are looked through for one that never ends. */
const FAR = 2000;

/**
 * The work that is done for one answer, counted in steps that are about as long as microseconds, so that no text takes long
 * and each text always gets the same answer. Lives as long as that one is worked out, and knows all that was read for it: lines
 * and values are the same in most drafts of a text.
 */
export class Effort {
	#left = MOST;
	readonly #lines = new Map<string, ReadLine>();
	readonly #values = new Map<string, boolean>();
	/** The last text without faults: what was tried is what is asked for at the end. */
	#whole: Document | undefined;

	/** Has too much been done? */
	get isSpent(): boolean {
		return this.#left <= 0;
	}

	/** How many steps were done. */
	get spent(): number {
		return MOST - this.#left;
	}

	/** Is there time for so many steps more? */
	has(steps: number): boolean {
		return this.#left > steps;
	}

	/** Counts some work; is it still not too much? */
	spend(steps: number): boolean {
		this.#left -= steps;
		return this.#left > 0;
	}

	/** Reads a line, whatever stands around it; nothing for one of no content. */
	line(content: string): ReadLine | undefined {
		const known = this.#lines.get(content);
		if (known) {
			this.#left -= LINE.again;
			return known;
		}
		this.#left -= LINE.each + LINE.character * content.length;
		const read = isSkipped(content) ? undefined : readLine(content);
		if (read) this.#lines.set(content, read);
		return read;
	}

	/** Is a text a value that YAML reads? As long as there is time; then nothing is one any more. */
	isValue(value: string): boolean {
		if (SIMPLE.test(value)) return true;
		let known = this.#values.get(value);
		if (known === undefined && !this.isSpent) {
			known = !this.read(`v: ${value}`).isFaulty;
			this.#values.set(value, known);
		}
		return known ?? false;
	}

	/**
	 * Reads a text.
	 * @param isDoubtful is it likely to be no YAML? Then as much is read as tells so.
	 */
	read(text: string, isDoubtful = false): Document {
		if (this.#whole?.text === text) return this.#whole;
		const document = new Document(text);
		const { length } = isDoubtful ? document.firstFaults : document.faults;
		if (length > 0) this.#spendOnFaults(document);
		else {
			this.spend(GOOD.each + GOOD.character * text.length);
			this.#whole = document;
		}
		return document;
	}

	#spendOnFaults(document: Document): void {
		const { isRead, text } = document;
		const characters = isRead ? text.length : Math.min(NEAR, text.length);
		const { length } = document.firstFaults;
		this.spend(
			FAULTY.each + FAULTY.character * characters + FAULTY.fault * length,
		);
	}
}

const SIMPLE =
	/^(?:"[^"\\]*"|'[^']*'|\{\}|\[\]|\[ *"[\w./=:-]*"(?:, *"[\w./=:-]*")* *\])$/;

/** The last line of the value that begins on a line; nothing when it never ends. */
export function endOf(
	lines: Lines,
	line: number,
	read: ReadLine,
	effort: Effort,
): number | undefined {
	const last = lastLineOf(lines, line, read);
	const end = Math.min(last ?? line + FAR, lines.count - 1);
	effort.spend(BY_LOOK * (lines.end(end) - lines.start(line)));
	return last;
}
