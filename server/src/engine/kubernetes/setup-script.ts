import type { Range } from "../text/edit";
import type { Scalar } from "../yaml/tree";
import type { Container } from "./container";
import { type Program, programOf, runsForever } from "./program";
import { type Unit, unitsOf } from "./script-units";
import { commandThatServes } from "./servers";
import { effectOf } from "./setup-commands";
import { type Command, readScript } from "./shell";
import { stopsAtErrors } from "./statements";
import { waitsOf } from "./waits";

/** A script that prepares something and then runs a program for as long as the container lives, taken apart. */
export interface SetupScript {
	readonly scalar: Scalar;
	/** What changes the shell for all that follows (`set -e`, `cd /app`): both parts begin with it. */
	readonly preamble: readonly Unit[];
	readonly setup: readonly Unit[];
	/** What stays: the last command. */
	readonly rest: Unit;
	/** The set-up as a program of its own, and what stays. */
	readonly program: Program;
	readonly remains: Program;
	/** Goes on to the rest where the last command of the set-up has failed. */
	readonly forgives: boolean;
	/** What leaves the script, in its offsets. */
	readonly cut: Range;
	/** What is not wanted in a script of the set-up alone: what joins it to the rest, and the rest. */
	readonly joint: Range;
	readonly tail: Range;
}

/** What the reader of commands (`readScript`) takes for commands. */
const HARD_TO_READ = /\(\(|(?:^|\s)case\s|\[\[[^\]]{0,300}(?:&&|\|\|)/;

/** Takes a container's script apart; nothing where it is no such script, or cannot be read with certainty. */
export function setupScriptOf(container: Container): SetupScript | undefined {
	const program = programOf(container);
	const scalar = program.script;
	const units = scalar && unitsOf(scalar.text);
	const rest = units?.at(-1);
	if (!scalar || !units || !rest || rest.background || rest.after === "||")
		return undefined;
	const before = units.slice(0, -1);
	const preamble = before.slice(0, preambleLength(before, rest));
	const setup = before.slice(preamble.length);
	const [first] = setup;
	const last = setup.at(-1);
	if (!first || !last || /\$[?!]/.test(rest.text)) return undefined;
	if (setup.some(({ plain }) => HARD_TO_READ.test(plain))) return undefined;
	const gap = gapBehind(scalar.text, last, rest);
	const cut = gap && cutOut(scalar.text, preamble.at(-1), first, gap, rest);
	if (!cut) return undefined;
	const part = (text: string): Program => ({
		words: program.words,
		script: { ...scalar, text },
		commands: readScript(text),
	});
	return {
		scalar,
		preamble,
		setup,
		rest,
		program: part(scalar.text.slice(first.start, last.end)),
		remains: part(rest.text),
		forgives:
			rest.after === ";" && mayGoOn(last, stopsAtErrors(program, preamble)),
		cut,
		joint: gap.joint,
		tail: { start: gap.end, end: scalar.text.length },
	};
}

/** Does the set-up do anything that is worth a container of its own: write, call, wait? */
export const isWorthAContainer = ({ program }: SetupScript): boolean =>
	waitsOf(program).length > 0 ||
	program.commands.some(
		(command) =>
			command.writes.some((path) => !path.startsWith("/dev/")) ||
			!/^(?:none|shell|ends)$/.test(effectOf(command).kind),
	);

/** Package managers that run what their project says: `npm start`, `bundle exec puma`. */
const STARTS =
	/^(?:npm|yarn|pnpm|bundle|go|cargo|composer|pipenv|poetry|uv) (?:start|run|exec|serve)\b/;

/** Does what stays run until it is stopped, as far as its text tells? */
export const restLasts = ({ remains }: SetupScript): boolean =>
	runsForever(remains) ||
	commandThatServes(remains) !== undefined ||
	remains.commands.some(
		(command) =>
			STARTS.test(command.words.join(" ")) ||
			(effectOf(command).kind === "unknown" && !isLoopHead(command)),
	);

/** `for file in …`: a loop over words, whose head runs nothing. */
export const isLoopHead = ({ words: [name = ""] }: Command): boolean =>
	/^(?:for|select)$/.test(name);

const LASTING =
	/^(?:set[ \t]+[-+](?!-)|cd[ \t]+\S+$|umask[ \t]+\d+$|ulimit[ \t]|export[ \t]+[A-Za-z_]\w*=?)/;
const ASSIGNMENT = /^([A-Za-z_]\w*)=\S*$/;
const SUBSTITUTES = /`|\$\((?![A-Z_][A-Z\d_]*\))|[<>|]/;

/** How many commands at the beginning only change the shell, in a way that can be done twice. */
function preambleLength(units: readonly Unit[], rest: Unit): number {
	let length = units.findIndex(({ text, plain }) => {
		const name = ASSIGNMENT.exec(plain)?.[1];
		const lasts =
			LASTING.test(plain) || (name !== undefined && mentions(rest, name));
		return !lasts || SUBSTITUTES.test(text);
	});
	if (length === -1) length = units.length;
	// `cd /app || exit 1`
	while (
		units[length]?.after === "||" &&
		/^exit[ \t]+[1-9]\d*$/.test(units[length]?.plain ?? "")
	)
		length++;
	const joint = units[length]?.after;
	// Where it fails, the rest runs all the same, or only then.
	const isTied = joint === "||" || (joint === "&&" && rest.after === ";");
	return isTied ? 0 : length;
}

/** Does a part of a script use a variable? */
export const mentions = ({ text }: Unit, variable: string): boolean =>
	new RegExp(`\\$\\{?[#!]?${variable}(?!\\w)`).test(text) ||
	(text.includes("((") && new RegExp(`\\b${variable}\\b`).test(text));

/** `exit 1`, `{ echo failed; exit 1; }` */
const GIVES_UP =
	/^(?:exit|exit[ \t]+[1-9]\d*|\{\s[^{}]*[;\n]\s*exit[ \t]+[1-9]\d*\s*;?\s*\})$/;

/** May the set-up end with a failure at which the script goes on? */
function mayGoOn({ plain, after }: Unit, stops: boolean): boolean {
	if (after === "||" && GIVES_UP.test(plain)) return false;
	if (stops) return after === "&&" || /&&|^!/.test(plain);
	const neverFails =
		/^(?:until|while)\s/.test(plain) ||
		(/^(?:echo|printf|sleep|true|:)(?:\s|$)/.test(plain) &&
			!plain.includes("|"));
	return !neverFails || after === "&&";
}

interface Gap {
	/** What joins the set-up to the rest or to a comment behind it, and goes. */
	readonly joint: Range;
	/** Where the set-up ends, with that comment. */
	readonly end: number;
	/** The first line of the rest and its comments; nothing where that does not begin a line. */
	readonly restLine: number | undefined;
}

/** What stands between the set-up and the rest; nothing where it is not clear whose a comment is. */
function gapBehind(text: string, last: Unit, rest: Unit): Gap | undefined {
	const { end } = last;
	const lineEnd = text.indexOf("\n", end);
	const lineStart = text.lastIndexOf("\n", rest.start - 1) + 1;
	const joint = { start: end, end };
	if (
		lineEnd === -1 ||
		lineEnd >= rest.start ||
		text.slice(lineStart, rest.start).trim() !== ""
	)
		return text.slice(end, rest.start).includes("#")
			? undefined
			: { joint, end, restLine: undefined };
	const blanks = BLANK_LINES.exec(text.slice(lineEnd + 1))?.[0].length ?? 0;
	const restLine = lineEnd + 1 + blanks;
	const hash = text.indexOf("#", end);
	if (hash === -1 || hash > lineEnd) return { joint, end, restLine };
	const between = text.slice(end, hash);
	if (between.trim() === "") return { joint, end: lineEnd, restLine };
	return /\s$/.test(between)
		? { joint: { start: end, end: hash - 1 }, end: lineEnd, restLine }
		: undefined;
}

const BLANK_LINES = /^(?:[ \t]*\n)*/;

/** What has to leave the script so that the rest remains, with its comments. */
function cutOut(
	text: string,
	before: Unit | undefined,
	first: Unit,
	gap: Gap,
	rest: Unit,
): Range | undefined {
	const line = text.lastIndexOf("\n", first.start - 1) + 1;
	const beginsLine = text.slice(line, first.start).trim() === "";
	const { restLine = rest.start } = gap;
	const hasComments = text.slice(restLine, rest.start).trim() !== "";
	if (beginsLine) {
		const start = headOf(text, before, line);
		// What becomes the first line of all must not begin with blanks.
		return {
			start,
			end: start === 0 && !hasComments ? rest.start : restLine,
		};
	}
	return hasComments ? undefined : { start: first.start, end: rest.start };
}

/** The first line of the comments above the set-up. */
function headOf(text: string, before: Unit | undefined, line: number): number {
	const floor = before
		? text.indexOf("\n", before.end) + 1
		: text.startsWith("#!")
			? text.indexOf("\n") + 1
			: 0;
	const above = text.slice(floor, line);
	return floor + (BLANK_LINES.exec(above)?.[0].length ?? 0);
}

/** The script without its set-up, and the set-up alone. */
export function partsOf({ scalar: { text }, cut, joint, tail }: SetupScript): {
	readonly rest: string;
	readonly setup: string;
} {
	return {
		rest: text.slice(0, cut.start) + text.slice(cut.end),
		setup: `${text.slice(0, joint.start)}${text.slice(joint.end, tail.start)}`,
	};
}
