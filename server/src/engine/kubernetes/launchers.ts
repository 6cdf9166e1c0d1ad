import { baseName } from "./shell";

/** How many words in front of a command start it, or nothing where the words start no other. */
type Launcher = (words: readonly string[]) => number | undefined;

/** The first word at or behind a position that is no flag. */
const pastFlags = (words: readonly string[], from: number): number => {
	let at = from;
	while (/^-/.test(words[at] ?? "") && words[at] !== "--") at++;
	return words[at] === "--" ? at + 1 : at;
};

/** What only starts another program, by its name. */
const LAUNCHERS: Readonly<Record<string, Launcher>> = {
	busybox: () => 1,
	exec: () => 1,
	nohup: () => 1,
	tini: (words) => pastFlags(words, 1),
	"dumb-init": (words) => pastFlags(words, 1),
	gosu: () => 2,
	"su-exec": () => 2,
	sudo: (words) => pastFlags(words, 1),
	env: (words) => {
		let at = 1;
		while (/^\w+=/.test(words[at] ?? "")) at++;
		return at;
	},
	"docker-entrypoint.sh": () => 1,
	npx: (words) => pastFlags(words, 1),
	bundle: ([, verb]) => (verb === "exec" ? 2 : undefined),
	poetry: ([, verb]) => (verb === "run" ? 2 : undefined),
	pipenv: ([, verb]) => (verb === "run" ? 2 : undefined),
	uv: ([, verb]) => (verb === "run" ? 2 : undefined),
	php: ([, script = ""]) => (/^-/.test(script) ? undefined : 1),
	ruby: ([, script = ""]) => (/^-/.test(script) ? undefined : 1),
};

const PYTHON = /^python\d?(?:\.\d+)?$/;

/** In front of a command stands at most this many others that start each other. */
const DEEPEST = 5;

/**
 * What a command runs in the end, as one line: without folders, and without what only starts it, such as `tini --`,
 * `bundle exec` or `python -m`.
 */
export function launchedBy(command: readonly string[]): string {
	const [path = "", ...rest] = launched(command);
	return [path.startsWith("-") ? path : baseName(path), ...rest].join(" ");
}

/** The same as words; what ends after a time (`timeout 5 curl`) is started all the same. */
export function startedWords(command: readonly string[]): readonly string[] {
	const [path = "", ...rest] = launched(
		baseName(command[0] ?? "") === "timeout" ? timed(command) : command,
	);
	return [baseName(path), ...rest];
}

/** What stands behind `timeout -k 5 30s`. */
function timed(words: readonly string[]): readonly string[] {
	let at = 1;
	while (/^-/.test(words[at] ?? ""))
		at += /^-[ks]$/.test(words[at] ?? "") ? 2 : 1;
	return words.slice(at + 1);
}

function launched(command: readonly string[]): readonly string[] {
	let words = command;
	for (let depth = 0; depth < DEEPEST; depth++) {
		const [path = ""] = words;
		const name = baseName(path);
		const skipped = PYTHON.test(name)
			? pastPython(words)
			: LAUNCHERS[name]?.(words);
		if (skipped === undefined || words.length <= skipped) break;
		words = words.slice(skipped);
	}
	return words;
}

function pastPython(words: readonly string[]): number | undefined {
	let at = 1;
	while (/^-[BEIOsSuv]+$/.test(words[at] ?? "")) at++;
	const flag = words[at] ?? "";
	if (flag === "-m") return at + 1;
	return flag.startsWith("-") ? undefined : at;
}
