import { memoize } from "../text/memo";
import type { Program } from "./program";
import { baseName } from "./shell";

/** A loop of a script that goes round until something else has happened. */
export interface Wait {
	/** Its head as written, on one line: `until nc -z db 5432`; of an endless one, the condition of its way out. */
	readonly head: string;
	/** Paths of files whose being there it tests. */
	readonly files: readonly string[];
	/** Does it give up by itself: a counter, a deadline, a way out? */
	readonly bounded: boolean;
}

/** At the beginning of a command; neither a condition nor a body is read beyond a length, so that reading stays linear. */
const LOOP =
	/(?:^|[;\n&|({]|\b(?:do|then|else)\b)[ \t]*(until|while)[ \t]+([\s\S]{1,400}?)\s*[;\n]\s*do\b([\s\S]{0,2000}?)\bdone\b/g;
const ENDLESS = /^(?::|true|1|\[\s*1\s*\]|\[\s+true\s+\])$/;
/** Loops that end with their input, and counters. */
const WORKS_OFF = /\bread\b|\bgetopts\b|^sleep\b/;
const BOUND =
	/\b(?:timeout|SECONDS|break|return|exit|expr|let|seq|date)\b|\(\(|\+\+|\+=/;
/** A loop without condition that is left when all is well. */
const LEFT = /\b(?:break|exit(?:\s+0)?)\b(?!\s*[1-9])/;
const WAY_OUT = /\bif\s[^;\n]{1,200}(?=\s*[;\n]\s*then\b)/;
const COUNTS =
	/\b(?:timeout|SECONDS|expr|let|seq|date)\b|\(\(|\+\+|\+=|\bexit\s+[1-9]/;
/** `-f FILE`, `test -e FILE`, `ls FILE`, `grep -q x FILE` */
const TEST = /(?:^|\s)(?:-[efsrdSp]|ls|stat|cat)\s+["']?(\/[^\s"';\]]+)/g;
const SEARCH = /\bgrep\b[^|;&]*\s["']?(\/[^\s"';\]|]+)/g;

/** The loops of a program's script that wait. */
export const waitsOf = memoize((program: Program): readonly Wait[] => {
	const { script, commands, words = [] } = program;
	if (!script || commands.length === 0 || !/\bdone\b/.test(script.text))
		return [];
	const text = script.text.replace(/^[ \t]*#.*$/gm, "");
	const isTimed = words.some(
		(word) => word !== script && /(?:^|\/)timeout$/.test(word.text),
	);
	return [...text.matchAll(LOOP)].flatMap(
		([, keyword = "", condition = "", body = ""]) => {
			const head = `${keyword} ${condition}`.replace(/\s+/g, " ").trim();
			if (WORKS_OFF.test(condition)) return [];
			if (ENDLESS.test(condition.trim()))
				return keyword === "while" && LEFT.test(body) && /\bsleep\b/.test(body)
					? [
							{
								head: WAY_OUT.exec(body)?.[0].replace(/\s+/g, " ") ?? head,
								files: [],
								bounded: isTimed || COUNTS.test(body),
							},
						]
					: [];
			return [
				{
					head,
					files: filesIn(keyword, condition),
					bounded: isTimed || BOUND.test(condition) || BOUND.test(body),
				},
			];
		},
	);
});

/** The files that have to be there before a loop ends. */
function filesIn(keyword: string, condition: string): readonly string[] {
	const isNegated = /^(?:!|\[{1,2}\s+!|test\s+!)\s/.test(condition.trim());
	if ((keyword === "until") === isNegated || /\|\||&&/.test(condition))
		return [];
	return [...condition.matchAll(TEST), ...condition.matchAll(SEARCH)].flatMap(
		([, path]) => path ?? [],
	);
}

/** Ends with a failure when nobody has answered in time. */
const FAILS = /^(?:dockerize|wait4x|wait-for(?:\.sh)?)$/;
/** Goes on then, unless it is told not to. */
const GOES_ON = /^wait-for-it(?:\.sh)?$/;
const TOLD = /(?:^|\s)(?:-s|--strict|--timeout=0|-t\s0)(?=\s|$)/;

/** What tools wait for without which they do not let a program start: the words in which they are told. */
export const toolWaitsOf = ({ commands }: Program): readonly string[] =>
	commands.flatMap(({ words: [path = "", ...operands] }) => {
		const name = baseName(path);
		const end = operands.indexOf("--");
		const own = end === -1 ? operands : operands.slice(0, end);
		if (name === "dockerize")
			return operands.filter((_, at) => operands[at - 1] === "-wait");
		const line = own.join(" ");
		return FAILS.test(name) || (GOES_ON.test(name) && TOLD.test(line))
			? [line]
			: [];
	});

/** Tools and habits of scripts that try again until somebody answers. */
const RETRIES =
	/\buntil\b|\bwhile\s+!|\bwait[-_]?for|\bwait4x\b|\bdockerize\b|--retry|\blinkerd-await\b/;

/** Does a program try again by itself when something is not there yet? */
export const triesAgain = ({ words = [] }: Program): boolean =>
	words.some(({ text }) => RETRIES.test(text));

/** Failures that a script does not mind. */
const FORGIVES = /\|\|\s*(?:true|:|echo|printf|exit\s+0)\b|\|\|\s*:/;

/** Does a script go on where a command of it fails? */
export const forgives = ({ script }: Program): boolean =>
	FORGIVES.test(script?.text ?? "");
