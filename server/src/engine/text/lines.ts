import type { Range } from "./edit";

/** Where the lines of a text begin. Lines count from 0 and end at `\n`; a `\r` before it is part of the line end. */
export class Lines {
	readonly #starts: number[] = [0];

	constructor(readonly text: string) {
		for (
			let at = text.indexOf("\n");
			at !== -1;
			at = text.indexOf("\n", at + 1)
		) {
			this.#starts.push(at + 1);
		}
	}

	/** Number of lines; a text that ends with a line end has an empty last line. */
	get count(): number {
		return this.#starts.length;
	}

	/** The line end of the text's first line; `\n` in a text of one line. */
	get eol(): "\n" | "\r\n" {
		const first = this.#starts[1];
		return first !== undefined && this.text[first - 2] === "\r" ? "\r\n" : "\n";
	}

	/** The line that holds the offset; offsets outside the text count as its first or last. */
	lineAt(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	start(line: number): number {
		return this.#starts[line] ?? this.text.length;
	}

	/** End of the line's content, before its line end. */
	end(line: number): number {
		const next = this.#starts[line + 1];
		if (next === undefined) return this.text.length;
		return this.text[next - 2] === "\r" ? next - 2 : next - 1;
	}

	/** Start of the next line, or the end of the text. */
	next(line: number): number {
		return this.#starts[line + 1] ?? this.text.length;
	}

	/** The line's content without its line end. */
	content(line: number): string {
		return this.text.slice(this.start(line), this.end(line));
	}

	isBlank(line: number): boolean {
		return this.content(line).trim() === "";
	}

	isComment(line: number): boolean {
		return this.content(line).trimStart().startsWith("#");
	}

	/** Number of blanks at the start of the line; tabs do not count. */
	indent(line: number): number {
		const start = this.start(line);
		let at = start;
		while (this.text[at] === " ") at++;
		return at - start;
	}

	/** Distance from the start of the offset's line, in UTF-16 code units. */
	column(offset: number): number {
		return offset - this.start(this.lineAt(offset));
	}

	/** From the first character of a line that is not blank to its last. */
	contentRange(line: number): Range {
		const content = this.content(line);
		const start =
			this.start(line) + (content.length - content.trimStart().length);
		return {
			start,
			end: Math.max(start, this.start(line) + content.trimEnd().length),
		};
	}
}
