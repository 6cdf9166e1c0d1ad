import type { Lines } from "../text/lines";

/** A line of block style, read without trusting its indentation. */
export interface ReadLine {
	/** Columns of the dashes with which the line begins. */
	readonly dashes: readonly number[];
	/** Column of the key, or of the scalar after the dashes; nothing for a dash alone. */
	readonly column: number | undefined;
	/** Nothing for an item that is a scalar, and for text. */
	readonly key: string | undefined;
	/** What stands after the colon or the dash, without comment; empty when nothing does. */
	readonly value: string;
}

const ENTRY =
	/^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#&*!|>%@`"'[\]{},-][^#]*?|-[^\s#][^#]*?))\s*:(?=\s|$)/;

/** Is it a line of no content: blank, a comment, or a mark of a document? */
export function isSkipped(content: string): boolean {
	const first = content[0];
	if (first === "%") return true;
	return first === "-" || first === "."
		? /^(?:---|\.\.\.)(?:\s+#.*|\s*)$/.test(content)
		: /^\s*(?:#|$)/.test(content);
}

/** Reads one line, whatever stands around it. */
export function readLine(content: string): ReadLine {
	const dashes: number[] = [];
	let at = content.length - content.trimStart().length;
	while (content[at] === "-" && /\s|^$/.test(content[at + 1] ?? "")) {
		dashes.push(at);
		at++;
		while (content[at] === " ") at++;
	}
	const rest = content.slice(at);
	if (rest === "" || rest.startsWith("#"))
		return { dashes, column: undefined, key: undefined, value: "" };
	// An anchor or a tag before the key or value says nothing about where it belongs.
	const entry = ENTRY.exec(rest);
	if (!entry)
		return { dashes, column: at, key: undefined, value: withoutComment(rest) };
	const key = entry[1] ?? entry[2] ?? entry[3] ?? "";
	return {
		dashes,
		column: at,
		key,
		value: withoutComment(rest.slice(entry[0].length)),
	};
}

/** The column that what stands below a line is compared with: that of its key, else of its last dash. */
export const ownColumn = ({ dashes, key, column = 0 }: ReadLine): number =>
	key === undefined ? (dashes.at(-1) ?? column) : column;

/** Cuts a comment off, when it is surely one: quotes may hold a `#`. */
function withoutComment(value: string): string {
	const trimmed = value.trim();
	if (trimmed.startsWith("#")) return "";
	const comment = trimmed.search(/\s#/);
	if (comment < 0) return trimmed;
	const before = trimmed.slice(0, comment);
	return /["']/.test(before) ? trimmed : before.trimEnd();
}

/** A value without the anchor and the tag in front of it. */
export const withoutProperties = (value: string): string =>
	value[0] === "&" || value[0] === "!"
		? value.replace(/^(?:[&!]\S*\s+)+/, "")
		: value;

const LONGEST_VALUE = 2000;

/** The last line of the value that begins on a line; nothing when it never ends. */
export function lastLineOf(
	lines: Lines,
	line: number,
	read: ReadLine,
): number | undefined {
	if (read.value === "") return line;
	const value = withoutProperties(read.value);
	if (/^[|>][-+\d]*$/.test(value)) {
		const indent =
			read.key === undefined ? (read.dashes.at(-1) ?? 0) : (read.column ?? 0);
		let last = line;
		for (let next = line + 1; next < lines.count; next++) {
			if (lines.isBlank(next)) continue;
			if (lines.indent(next) <= indent) break;
			last = next;
		}
		return last;
	}
	if (!/^["'[{]/.test(value)) return line;
	const balance = new FlowBalance();
	balance.read(value);
	let last = line;
	while (!balance.closed) {
		last++;
		if (last >= lines.count || last - line > LONGEST_VALUE) return undefined;
		balance.read(`\n${lines.content(last)}`);
	}
	return last;
}

/** Follows quotes and brackets until all are closed. */
export class FlowBalance {
	readonly #open: string[] = [];
	#quote = "";

	get closed(): boolean {
		return this.#open.length === 0 && this.#quote === "";
	}

	/** What would close the brackets that are open; nothing within a quoted text. */
	get closers(): string | undefined {
		return this.#quote === "" ? this.#open.toReversed().join("") : undefined;
	}

	read(text: string): void {
		for (let at = 0; at < text.length; at++) {
			const character = text[at] ?? "";
			if (this.#quote === '"' && character === "\\") at++;
			else if (this.#quote !== "") {
				if (character === this.#quote) this.#quote = "";
			} else if (character === "#" && /\s/.test(text[at - 1] ?? " ")) {
				const end = text.indexOf("\n", at);
				if (end === -1) return;
				at = end;
			} else if (
				/["']/.test(character) &&
				/[\s[{,:]|^$/.test(text[at - 1] ?? "")
			)
				this.#quote = character;
			else if (character === "[") this.#open.push("]");
			else if (character === "{") this.#open.push("}");
			else if (/[\]}]/.test(character)) this.#open.pop();
		}
	}
}
