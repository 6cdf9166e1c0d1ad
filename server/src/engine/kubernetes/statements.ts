import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import type { Program } from "./program";
import { LONGEST_SCRIPT } from "./shell";

/** What stands between a command and the one before it. */
export type Joint = "" | ";" | "&&" | "||" | "|" | "&";

/** A command of a shell script with its place in the script, and how it hangs on the others. */
export interface Statement extends Range {
	/** As it is written, without blanks around it. */
	readonly text: string;
	/** The same with what is quoted, substituted or a comment made unreadable. */
	readonly plain: string;
	/** What stands before it; line ends count as `;`. */
	readonly after: Joint;
	/** Does it run in the background? */
	readonly background: boolean;
	/** In how many loops, conditions and groups it stands. */
	readonly depth: number;
}

const OPENS = /^(?:if|while|until|for|select|case|\{)(?=\s|$)/;
const CLOSES = /^(?:fi|done|esac|\})(?=\s|$)/;
const GOES_ON = /^(?:then|do|else|elif)(?:\s+|$)/;
const SEPARATOR = /\|\||&&|;;|[;\n|()]|&(?![>&])/g;

/**
 * The commands of a program's script with what joins them. Like `readScript` a reader of habits, made for edits:
 * @returns nothing for what it cannot take apart with certainty (here-documents, functions, `case`), and without a script
 */
export const statementsOf = memoize(
	({ script }: Program): readonly Statement[] | undefined =>
		script && readStatements(script.text),
);

/** Does a script end at the first failure: by a flag of its shell, or by a command in front? */
export const stopsAtErrors = (
	{ words = [], script }: Program,
	before: readonly { readonly plain: string }[],
): boolean =>
	words
		.slice(0, script ? words.indexOf(script) : 0)
		.some(({ text }) => /^-[a-z]*e|^errexit$/.test(text)) ||
	before.some(({ plain }) =>
		/^set[ \t]+(?:\S+[ \t]+)*-[a-z]*e|errexit/.test(plain),
	);

export function readStatements(
	script: string,
): readonly Statement[] | undefined {
	if (script.length > LONGEST_SCRIPT) return undefined;
	const masked = maskQuoted(script);
	if (
		masked === undefined ||
		/<<|\(\s*\)|(?:^|[\s;])(?:case|function)\s/.test(masked)
	)
		return undefined;
	const statements: Statement[] = [];
	let depth = 0;
	let after: Joint = "";
	let from = 0;
	const add = (to: number, background: boolean) => {
		let text = masked.slice(from, to);
		let start = from;
		const skip = (length: number) => {
			start += length;
			text = text.slice(length);
			const blanks = text.length - text.trimStart().length;
			start += blanks;
			text = text.slice(blanks);
		};
		skip(0);
		for (let next = GOES_ON.exec(text); next; next = GOES_ON.exec(text))
			skip(next[0].length);
		if (CLOSES.test(text)) depth = Math.max(0, depth - 1);
		const plain = text.trimEnd();
		if (plain !== "")
			statements.push({
				start,
				end: start + plain.length,
				text: script.slice(start, start + plain.length),
				plain,
				after,
				background,
				depth: OPENS.test(plain) ? depth + 1 : depth,
			});
		if (OPENS.test(plain)) depth++;
		return plain !== "";
	};
	for (const { 0: found, index } of masked.matchAll(SEPARATOR)) {
		// A redirection: `2>&1`, `>|`.
		if ((found === "&" || found === "|") && masked[index - 1] === ">") continue;
		const isFilled = add(index, found === "&");
		from = index + found.length;
		if (found === "(") depth++;
		if (found === ")") depth = Math.max(0, depth - 1);
		const joint = found === "\n" || found === ";;" ? ";" : found;
		// A line may end behind `&&`: the line end says nothing then.
		if (isFilled || joint !== ";")
			after = joint === "(" || joint === ")" ? ";" : (joint as Joint);
	}
	add(masked.length, false);
	return statements;
}

/** Stands for a character that no rule may read. */
const HIDDEN = "\u0001";

const HERE_DOCUMENT = /<<(-?)[ \t]*(['"]?)([\w.-]+)\2/y;

/**
 * Makes unreadable what is quoted or substituted; comments and the bodies of here-documents become blanks. Every offset
 * stays.
 * @returns nothing where a quote or here-document does not end
 */
export function maskQuoted(script: string): string | undefined {
	const parts: string[] = [];
	/** Patterns of the lines that end here-documents whose bodies begin on the next line. */
	let awaited: RegExp[] = [];
	let at = 0;
	const hide = (end: number, by = HIDDEN) => {
		parts.push(by.repeat(end - at));
		at = end;
	};
	while (at < script.length) {
		const character = script[at] ?? "";
		if (character === "\\")
			hide(
				Math.min(at + 2, script.length),
				script[at + 1] === "\n" ? " " : HIDDEN,
			);
		else if (character === "'" || character === '"' || character === "`") {
			const end = closing(script, at);
			if (end === undefined) return undefined;
			hide(end);
		} else if (script.startsWith("$(", at) || script.startsWith("${", at)) {
			const end = bracketEnd(script, at + 1);
			if (end === undefined) return undefined;
			hide(end);
		} else if (
			character === "#" &&
			(at === 0 || /[\s;]/.test(script[at - 1] ?? ""))
		) {
			const end = script.indexOf("\n", at);
			hide(end === -1 ? script.length : end, " ");
		} else if (script.startsWith("<<<", at)) {
			parts.push("<<<");
			at += 3;
		} else if (script.startsWith("<<", at)) {
			HERE_DOCUMENT.lastIndex = at;
			const [operator, dash = "", , marker = ""] =
				HERE_DOCUMENT.exec(script) ?? [];
			if (operator === undefined) return undefined;
			const lead = dash === "" ? "" : "\\t*";
			awaited.push(
				new RegExp(`^${lead}${marker.replaceAll(".", "\\.")}$`, "gm"),
			);
			parts.push(operator.replace(/['"]/g, HIDDEN));
			at += operator.length;
		} else {
			parts.push(character);
			at++;
			if (character !== "\n") continue;
			for (const end of awaited) {
				end.lastIndex = at;
				const last = end.exec(script);
				if (!last) return undefined;
				hide(last.index + last[0].length, " ");
			}
			awaited = [];
		}
	}
	return awaited.length > 0 ? undefined : parts.join("");
}

function closing(script: string, open: number): number | undefined {
	const quote = script[open];
	for (let at = open + 1; at < script.length; at++) {
		if (script[at] === "\\" && quote !== "'") at++;
		else if (script[at] === quote) return at + 1;
	}
	return undefined;
}

function bracketEnd(script: string, open: number): number | undefined {
	const [opening, shutting] = script[open] === "(" ? "()" : "{}";
	let depth = 0;
	for (let at = open; at < script.length; at++) {
		const character = script[at];
		if (character === "\\") at++;
		else if (character === "'") {
			const end = closing(script, at);
			if (end === undefined) return undefined;
			at = end - 1;
		} else if (character === opening) depth++;
		else if (character === shutting && --depth === 0) return at + 1;
	}
	return undefined;
}
