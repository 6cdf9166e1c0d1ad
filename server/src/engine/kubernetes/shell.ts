/** A simple command of a shell script. */
export interface Command {
	readonly words: readonly string[];
	/** Files that redirections write. */
	readonly writes: readonly string[];
	/** Does it run in the background (`&`)? */
	readonly background: boolean;
}

/** The last part of a path: of `/usr/bin/tail`, `tail`. */
export const baseName = (path: string): string =>
	path.slice(path.lastIndexOf("/") + 1);

/** What a command runs, without its folder; empty for a bare redirection. */
export const programName = ({ words: [path = ""] }: Command): string =>
	baseName(path);

/** A script beyond this length (in UTF-16 code units) is not read: nothing is said of what it does. */
export const LONGEST_SCRIPT = 100_000;

/** Words after which a command begins anew. */
const PREFIXES = new Set([
	"if",
	"then",
	"else",
	"elif",
	"do",
	"while",
	"until",
	"!",
	"{",
	"(",
	"exec",
	"time",
	"nohup",
	"sudo",
	"command",
]);

/**
 * The simple commands of a POSIX shell script, in the order of their text. A reader of habits, not a shell: it knows
 * quotes, comments, separators, redirections and here-documents; expansions stay as they are written.
 */
export function readScript(script: string): readonly Command[] {
	if (script.length > LONGEST_SCRIPT) return [];
	const commands: Command[] = [];
	let words: string[] = [];
	let writes: string[] = [];
	const end = (background = false) => {
		while (words.length > 0 && PREFIXES.has(words[0] ?? "")) words.shift();
		while (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) words.shift();
		if (words.length > 0 || writes.length > 0)
			commands.push({ words, writes, background });
		words = [];
		writes = [];
	};
	let redirect: "write" | "skip" | undefined;
	for (const token of tokens(script)) {
		if (token.kind === "separator") end(token.text === "&");
		else if (token.kind === "redirect")
			redirect = token.text.startsWith(">") ? "write" : "skip";
		else if (redirect) {
			// `2>&1` and `>&-` name no file.
			if (redirect === "write" && !/^(?:\d+|-)$/.test(token.text))
				writes.push(token.text);
			redirect = undefined;
		} else if (
			PREFIXES.has(token.text) &&
			!token.quoted &&
			words.length > 0 &&
			token.text !== "!"
		) {
			if (/^(?:do|then|else|elif)$/.test(token.text)) end();
			else words.push(token.text);
		} else words.push(token.text);
	}
	end();
	return commands;
}

interface Token {
	readonly kind: "word" | "separator" | "redirect";
	readonly text: string;
	readonly quoted: boolean;
}

const BLANK = /(?:[ \t\r]|\\\n)+/y;
const SEPARATOR = /\|\||&&|;;|[;\n|&()]/y;
const REDIRECT = /&>>?|\d*(?:>>|>\||>&|<<-?|<&|<>|[<>])/y;
const HERE_MARKER = /[ \t]*(['"]?)([\w-]+)\1/y;
/** What of a word needs no second look. */
const PLAIN = /[^\s;&|<>()\\'"$]+/y;
const WORD_END = /[\s;&|<>()]/y;

/** What a sticky pattern finds at an offset. */
function matchAt(
	pattern: RegExp,
	text: string,
	at: number,
): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function* tokens(script: string): Generator<Token> {
	let at = 0;
	/** Markers of here-documents whose bodies begin on the next line. */
	let awaited: string[] = [];
	while (at < script.length) {
		const blank = matchAt(BLANK, script, at);
		if (blank) {
			at += blank[0].length;
			continue;
		}
		if (script[at] === "#") {
			const end = script.indexOf("\n", at);
			at = end === -1 ? script.length : end;
			continue;
		}
		const redirect = matchAt(REDIRECT, script, at)?.[0];
		if (redirect) {
			at += redirect.length;
			if (!redirect.includes("<<")) {
				const text = redirect.replace(/^(?:\d+|&)/, "");
				yield { kind: "redirect", text, quoted: false };
				continue;
			}
			const marker = matchAt(HERE_MARKER, script, at);
			if (!marker) continue;
			awaited.push(marker[2] ?? "");
			at += marker[0].length;
			continue;
		}
		const separator = matchAt(SEPARATOR, script, at)?.[0];
		if (separator) {
			at += separator.length;
			yield { kind: "separator", text: separator, quoted: false };
			if (separator !== "\n") continue;
			for (const marker of awaited) at = afterHereDocument(script, at, marker);
			awaited = [];
			continue;
		}
		const word = readWord(script, at);
		at = word.end;
		yield { kind: "word", text: word.text, quoted: word.quoted };
	}
}

function readWord(
	script: string,
	start: number,
): { text: string; quoted: boolean; end: number } {
	let text = "";
	let quoted = false;
	let at = start;
	while (at < script.length) {
		const plain = matchAt(PLAIN, script, at);
		if (plain) {
			text += plain[0];
			at += plain[0].length;
			continue;
		}
		if (matchAt(WORD_END, script, at)) break;
		const character = script[at] ?? "";
		if (character === "\\") {
			text += script[at + 1] ?? "";
			at += 2;
		} else if (character === "'" || character === '"') {
			const end = closingQuote(script, at);
			text += script.slice(at + 1, end);
			quoted = true;
			at = end + 1;
		} else if (script.startsWith("$(", at) || script.startsWith("${", at)) {
			const end = closingBracket(script, at + 1);
			text += script.slice(at, end);
			at = end;
		} else {
			text += character;
			at++;
		}
	}
	return { text, quoted, end: Math.max(at, start + 1) };
}

function closingQuote(script: string, open: number): number {
	const quote = script[open];
	for (let at = open + 1; at < script.length; at++) {
		if (script[at] === "\\" && quote === '"') at++;
		else if (script[at] === quote) return at;
	}
	return script.length;
}

function closingBracket(script: string, open: number): number {
	const [opening, closing] = script[open] === "(" ? "()" : "{}";
	let depth = 0;
	for (let at = open; at < script.length; at++) {
		if (script[at] === opening) depth++;
		else if (script[at] === closing && --depth === 0) return at + 1;
	}
	return script.length;
}

/** Behind the body of a here-document, which begins at an offset and ends with a line that holds its marker alone. */
function afterHereDocument(script: string, at: number, marker: string): number {
	const end = new RegExp(`^[ \\t]*${marker}[ \\t]*(?:\\n|$)`, "gm");
	end.lastIndex = at;
	const found = end.exec(script);
	return found ? found.index + found[0].length : script.length;
}
