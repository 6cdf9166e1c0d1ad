import { memoize } from "../text/memo";
import { itemsOf, type Node, type Scalar, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { type Command, programName, readScript } from "./shell";
import { scalarOf } from "./values";

const SHELL = /(?:^|\/)(?:ba|da|a|k|z)?sh$/;
const FOREVER_LOOP =
	/\b(?:while|until)\s+(?::|true|false|\[\s*1\s*\]|\[\s+true\s+\]|sleep\s+\d+)\s*(?:;|\n)\s*do\b|\bfor\s*\(\(\s*;\s*;\s*\)\)/;
const LEAVES_LOOP = /\b(?:break|exit|return|exec|kill|pkill)\b/;
/** A reader that closes the pipe when it has seen enough ends the follower before it. */
const ENDS_PIPE =
	/\|\s*(?:head\b|(?:e|f)?grep\b[^|;&\n]*\s(?:-m|-q|--max-count|--quiet)|sed\b[^|;&\n]*q\b|timeout\b)/;

/** What a container runs, as far as `command` and `args` tell. */
export interface Program {
	/** Nothing when the image decides alone, or a word is not known. */
	readonly words: readonly Scalar[] | undefined;
	/** The script that a shell gets with `-c`. */
	readonly script: Scalar | undefined;
	readonly commands: readonly Command[];
}

/** What a container runs. */
export const programOf = memoize(readProgram);

function readProgram(container: Container): Program {
	const command = container.words("command");
	const args = container.words("args");
	return readWords(command && args ? [...command, ...args] : undefined);
}

/** What the exec command of a hook or probe runs; nothing where it has none, or a word is not known. */
export const programOfHandler = memoize((handler: Node): Program => {
	const words = itemsOf(valueAt(handler, "exec", "command")).map(({ value }) =>
		scalarOf(value),
	);
	const isKnown = !words.includes(undefined);
	return readWords(
		isKnown ? words.filter((word) => word !== undefined) : undefined,
	);
});

/** What the words of a command run, such as those of an exec probe. */
export function readWords(words: readonly Scalar[] | undefined): Program {
	if (!words || words.length === 0)
		return { words: undefined, script: undefined, commands: [] };
	const texts = words.map(({ text }) => text);
	const shell = SHELL.test(texts[0] ?? "")
		? 0
		: SHELL.test(texts[1] ?? "")
			? 1
			: -1;
	const flag = texts.findIndex(
		(text, index) => index > shell && /^-\w*c$/.test(text),
	);
	// `sh -c -- script`: what follows is no flag.
	const next = texts[flag + 1] === "--" ? flag + 2 : flag + 1;
	const script = shell !== -1 && flag !== -1 ? words[next] : undefined;
	const commands = script
		? readScript(script.text)
		: [{ words: texts, writes: [], background: false }];
	return { words, script, commands };
}

/** The files that a `tail` follows, and whether by descriptor (`-f`: the file must be there) or by name (`-F`). */
export interface Tail {
	readonly files: readonly string[];
	readonly byName: boolean;
}

export const tailsOf = memoize((program: Program): readonly Tail[] => {
	return program.commands.flatMap((command): Tail[] => {
		if (programName(command) !== "tail") return [];
		const flags = command.words.slice(1).filter((word) => /^-./.test(word));
		const files = command.words.slice(1).filter((word, index, rest) => {
			const takesValue =
				/^-[A-Za-z]*[nc]$|^--(?:lines|bytes|pid|sleep-interval)$/.test(
					rest[index - 1] ?? "",
				);
			return !/^[-+]/.test(word) && !takesValue;
		});
		const byName =
			flags.some(
				(flag) => /^-[a-z]*F/.test(flag) || flag === "--follow=name",
			) && flags.length > 0;
		const follows =
			byName ||
			flags.some(
				(flag) =>
					/^-[A-Za-z]*f/.test(flag) || /^--follow(?:=descriptor)?$/.test(flag),
			);
		const retries = flags.includes("--retry");
		return follows ? [{ files, byName: byName || retries }] : [];
	});
});

/** Does the program surely run until it is stopped: a follower, an endless sleep, a loop without a way out? */
export function runsForever(program: Program): boolean {
	const script = program.script?.text ?? "";
	const isHeld = (command: Command) =>
		!command.background && programName(command) === "tail";
	if (
		tailsOf(program).length > 0 &&
		program.commands.some(isHeld) &&
		!ENDS_PIPE.test(script) &&
		!/\btimeout\b/.test(script)
	) {
		return true;
	}
	const sleeps = program.commands.some(
		(command) =>
			!command.background &&
			programName(command) === "sleep" &&
			/^inf(?:inity)?$/.test(command.words[1] ?? ""),
	);
	return sleeps || (FOREVER_LOOP.test(script) && !LEAVES_LOOP.test(script));
}

/** Commands that neither make a file nor wait for one, nor serve anything. */
const HARMLESS =
	/^(?:tail|echo|printf|cd|set|export|trap|umask|ls|cat|head|e?grep|sed|awk|cut|tr|jq|stdbuf|sleep|test|\[{1,2}|true|:)$/;

/** Does the program do nothing else than follow files? */
export function onlyFollows(program: Program): boolean {
	return (
		tailsOf(program).length > 0 &&
		program.commands.every(
			(command) =>
				command.words.length === 0 || HARMLESS.test(programName(command)),
		)
	);
}

/** Does the program do nothing at all, for ever? Somebody keeps the container alive by hand. */
export function onlyWaits(program: Program): boolean {
	const files = tailsOf(program).flatMap((tail) => tail.files);
	return (
		program.commands.every((command) =>
			/^(?:sleep|tail|true|:)$/.test(programName(command)),
		) && files.every((file) => file === "/dev/null")
	);
}

/** Absolute paths of files whose being there a script tests again and again, until they are. */
export function awaitedPaths(program: Program): readonly string[] {
	if (!/\b(?:until|while)\b/.test(program.script?.text ?? "")) return [];
	return program.commands
		.filter((command) =>
			/^(?:test|\[{1,2}|ls|stat|cat|e?grep)$/.test(programName(command)),
		)
		.flatMap(({ words }) => words.slice(1))
		.filter((word) => word.startsWith("/"));
}

/** Absolute paths that the program's commands write or create, by redirection or by well-known commands. */
export function writtenPaths(program: Program): readonly string[] {
	return program.commands
		.flatMap((command) => {
			const operands = command.words
				.slice(1)
				.filter((word) => !word.startsWith("-"));
			const name = programName(command);
			if (
				name === "touch" ||
				name === "mkdir" ||
				name === "tee" ||
				name === "mkfifo"
			)
				return [...command.writes, ...operands];
			if (name === "cp" || name === "mv" || name === "install")
				return [...command.writes, ...operands.slice(-1)];
			return command.writes;
		})
		.filter(
			(path) =>
				path.startsWith("/") &&
				!path.startsWith("/dev/") &&
				!path.startsWith("/proc/"),
		);
}
