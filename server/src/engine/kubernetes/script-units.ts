import type { Range } from "../text/edit";
import { LONGEST_SCRIPT } from "./shell";
import { maskQuoted } from "./statements";

/** A command of a script that stands in no other: a pipeline, a loop, a condition, a group, a function. */
export interface Unit extends Range {
	/** As it is written, with the bodies of its here-documents. */
	readonly text: string;
	/** The same with what is quoted, substituted or a comment made unreadable. */
	readonly plain: string;
	/** What stands between it and the one before; line ends count as `;`. */
	readonly after: "" | ";" | "&&" | "||";
	/** Does it run in the background? */
	readonly background: boolean;
}

const TOKEN =
	/\n|;;&?|;&|;|&&|\|\||\|&?|&>>?|&|\(|\)|\d*[<>]+[&|]?|[^\s;&|()<>]+/g;
const OPENS = /^(?:if|while|until|for|select|case|\{)$/;
const CLOSES = /^(?:fi|done|esac|\})$/;
const GOES_ON = /^(?:then|do|else|elif|!|time)$/;

/**
 * The commands of a script from its first to its last, here-documents included, for whoever takes a script apart.
 * @returns nothing where it is not certain where one ends
 */
export function unitsOf(script: string): readonly Unit[] | undefined {
	if (script.length > LONGEST_SCRIPT) return undefined;
	const masked = maskQuoted(script);
	return masked === undefined ? undefined : new Reader(script, masked).read();
}

class Reader {
	readonly #units: Unit[] = [];
	readonly #open: string[] = [];
	#start: number | undefined;
	#end = 0;
	#after: Unit["after"] = "";
	#last = "";
	/** May the next word be a keyword? */
	#begins = true;
	/** Is what comes next the body of a function? */
	#awaitsBody = false;

	constructor(
		readonly script: string,
		readonly masked: string,
	) {}

	read(): readonly Unit[] | undefined {
		for (const { 0: token, index } of this.masked.matchAll(TOKEN))
			if (!this.#take(token, index)) return undefined;
		if (this.#open.length > 0 || this.#awaitsBody) return undefined;
		this.#close(false);
		return this.#areApart() ? this.#units : undefined;
	}

	/** @returns whether the token is understood */
	#take(token: string, index: number): boolean {
		const innermost = this.#open.at(-1);
		if (innermost === "[[") {
			if (token === "]]") this.#open.pop();
		} else if (token === "\n" && (this.#awaitsBody || this.#isJoining()))
			return true;
		else if (/^(?:\n|;|&&|\|\||&)$/.test(token)) {
			if (this.#open.length === 0) return this.#separate(token);
			this.#begins = true;
		} else if (/^(?:;;&?|;&)$/.test(token)) {
			if (innermost !== "case") return false;
			this.#begins = true;
		} else if (/^\|&?$/.test(token)) this.#begins = true;
		else if (token === "(") {
			this.#open.push("(");
			this.#begins = true;
		} else if (token === ")") {
			if (innermost === "(") {
				this.#open.pop();
				this.#awaitsBody = this.#last === "(";
				this.#begins = this.#awaitsBody;
			} else if (innermost === "case") this.#begins = true;
			else return false;
		} else if (!this.#takeWord(token)) return false;
		this.#start ??= index;
		this.#end = index + token.length;
		this.#last = token;
		return true;
	}

	#takeWord(word: string): boolean {
		if (!this.#begins) return true;
		if (this.#awaitsBody && word !== "{") return false;
		this.#awaitsBody = false;
		if (word === "[[") this.#open.push("[[");
		else if (OPENS.test(word)) this.#open.push(word);
		else if (CLOSES.test(word)) {
			if (!CLOSED_BY[word]?.includes(this.#open.pop() ?? "")) return false;
		} else if (word === "function") return false;
		this.#begins = GOES_ON.test(word) || /^(?:if|while|until|\{)$/.test(word);
		return true;
	}

	/** Does a command go on, or begin, on the next line: behind `|`, `&&` and `||`? */
	#isJoining(): boolean {
		return this.#start === undefined || /^\|&?$/.test(this.#last);
	}

	#separate(token: string): boolean {
		if (this.#start === undefined) return false;
		this.#close(token === "&");
		this.#after = token === "&&" || token === "||" ? token : ";";
		this.#begins = true;
		return true;
	}

	#close(background: boolean): void {
		const start = this.#start;
		if (start === undefined) return;
		let end = this.#end;
		// The body of a here-document is blank; it ends where its last line does.
		if (this.masked.slice(start, end).includes("<<")) {
			const body = /^[^\n]*\n[ ]+(?=\n|$)/.exec(this.masked.slice(end));
			const blank = body?.[0] ?? "";
			if (this.script.slice(end, end + blank.length).trim() !== "")
				end += blank.length;
		}
		this.#units.push({
			start,
			end,
			text: this.script.slice(start, end),
			plain: this.masked.slice(start, end),
			after: this.#after,
			background,
		});
		this.#start = undefined;
	}

	#areApart(): boolean {
		return this.#units.every(
			({ start }, index) => start >= (this.#units[index - 1]?.end ?? 0),
		);
	}
}

const CLOSED_BY: Readonly<Record<string, readonly string[]>> = {
	fi: ["if"],
	done: ["while", "until", "for", "select"],
	esac: ["case"],
	"}": ["{"],
};
