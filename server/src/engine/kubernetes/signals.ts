import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import { rangeInScalar } from "../yaml/scalar-text";
import { matchesImage } from "./catalogue";
import type { Container } from "./container";
import type { Pod } from "./pod";
import { type Program, programOf, runsForever } from "./program";
import { baseName, type Command, readScript } from "./shell";
import { statementsOf } from "./statements";
import { booleanOf, isNull } from "./values";

/** Whom a program signals. */
export type Target =
	| { readonly kind: "pid"; readonly pid: number }
	/** By the name of its program, or a part of its command line. */
	| { readonly kind: "program"; readonly name: string }
	/** By a number that a file holds. */
	| { readonly kind: "file"; readonly path: string };

export interface Signal {
	/** Without `SIG`: `TERM` where none is given. */
	readonly name: string;
	readonly target: Target;
	/** The command that sends it. */
	readonly command: Command;
}

const NUMBERS: Readonly<Record<string, string>> = {
	"0": "0",
	"1": "HUP",
	"2": "INT",
	"3": "QUIT",
	"9": "KILL",
	"10": "USR1",
	"12": "USR2",
	"15": "TERM",
};
/** Signals that end a process which does not think otherwise. */
const ENDING = new Set(["TERM", "QUIT", "INT", "KILL"]);

export const endsProcess = ({ name }: Signal): boolean => ENDING.has(name);

/** More different ones than anybody writes: what comes behind is not looked at. */
const MANY = 30;

/** The signals that a program sends, as far as its words say to whom; each one once. */
export const signalsOf = memoize((program: Program): readonly Signal[] =>
	different(
		signalsIn(program.commands),
		({ name, target }) => `${name} ${JSON.stringify(target)}`,
	),
);

/** The first of each kind. */
export function different<T>(
	all: readonly T[],
	keyOf: (each: T) => string,
): readonly T[] {
	const seen = new Map<string, T>();
	for (const each of all) {
		const key = keyOf(each);
		if (!seen.has(key)) seen.set(key, each);
		if (seen.size === MANY) break;
	}
	return [...seen.values()];
}

function signalsIn(commands: readonly Command[]): readonly Signal[] {
	return commands.flatMap((command, index): readonly Signal[] => {
		const [name = "", ...args] = wordsOf(command);
		// What a trap will do, the command does that sets it.
		if (name === "trap" && /kill/.test(args[0] ?? ""))
			return signalsIn(
				readScript(args[0] ?? "").filter(
					({ words: [first] }) => first !== name,
				),
			).map((signal) => ({ ...signal, command }));
		if (name === "kill" || name === "pkill" || name === "killall")
			return fromKill(command, name, args, undefined);
		if (name === "xargs") {
			const at = args.findIndex((word) => /(?:^|\/)kill$/.test(word));
			const before = commands[index - 1];
			return at === -1
				? []
				: fromKill(command, "kill", args.slice(at + 1), before);
		}
		return fromServer(command, name, args);
	});
}

/** Words of a command, the first without its folder. */
export const wordsOf = ({ words: [path = "", ...args] }: Command) => [
	baseName(path),
	...args,
];

function fromKill(
	command: Command,
	program: "kill" | "pkill" | "killall",
	args: readonly string[],
	finder: Command | undefined,
): readonly Signal[] {
	let name = "TERM";
	const operands: string[] = [];
	for (let at = 0; at < args.length; at++) {
		const arg = args[at] ?? "";
		const signal =
			/^(?:-s|-n|--signal)$/.test(arg) && args[at + 1] !== undefined
				? args[++at]
				: (/^--signal=(\w+)$/.exec(arg)?.[1] ??
					/^-(?=[A-Z\d])(\w+)$/.exec(arg)?.[1]);
		// The numbers of processes, users and terminals that `pkill` looks among.
		if (signal === undefined && /^-[PUuGgts]$/.test(arg) && program === "pkill")
			at++;
		else if (signal !== undefined)
			name = NUMBERS[signal] ?? signal.toUpperCase().replace(/^SIG/, "");
		else if (!/^-/.test(arg)) operands.push(arg);
	}
	const targets =
		program === "kill"
			? killed(operands, finder)
			: operands.map((text): Target => ({ kind: "program", name: text }));
	return targets
		.filter(
			(target) => target.kind !== "program" || /^[\w.@/ -]+$/.test(target.name),
		)
		.map((target) => ({ name, target, command }));
}

const FINDS =
	/(?:^|[\s(`])(?:\/\S*\/)?(?:pidof|pgrep)\s+((?:-\S+\s+)*)["']?([\w./-]+)/;
const READS = /(?:^|[\s(`])(?:cat\s+|<\s*)["']?(\/[\w./-]+)/;

/** Whom `kill` means: numbers, and what stands in its command substitutions or comes from the command before it. */
function killed(
	operands: readonly string[],
	finder: Command | undefined,
): readonly Target[] {
	const text = finder ? finder.words.join(" ") : operands.join(" ");
	const found = FINDS.exec(text)?.[2];
	if (found !== undefined) return [{ kind: "program", name: found }];
	const path = READS.exec(text)?.[1];
	if (path !== undefined) return [{ kind: "file", path }];
	return operands
		.filter((operand) => /^\d+$/.test(operand))
		.map((operand) => ({ kind: "pid", pid: Number(operand) }));
}

const NGINX: Readonly<Record<string, string>> = {
	quit: "QUIT",
	stop: "TERM",
	reload: "HUP",
	reopen: "USR1",
};

/** Servers that signal themselves: `nginx -s`, `httpd -k`. */
function fromServer(
	command: Command,
	program: string,
	args: readonly string[],
): readonly Signal[] {
	const after = (flag: string) => args[args.indexOf(flag) + 1] ?? "";
	const target: Target = { kind: "program", name: program };
	if (/^(?:nginx|openresty)$/.test(program)) {
		const joined = args.find((arg) => /^-s\w/.test(arg))?.slice(2);
		const name = NGINX[joined ?? (args.includes("-s") ? after("-s") : "")];
		return name ? [{ name, target, command }] : [];
	}
	if (
		/^(?:httpd|apache2|apachectl|apache2ctl)$/.test(program) &&
		/^(?:graceful-stop|stop)$/.test(
			args.includes("-k") ? after("-k") : (args[0] ?? ""),
		)
	)
		return [{ name: "TERM", target, command }];
	return [];
}

/** Where a command of a program is written: its own words, else the script or the first word. */
export function placeOfCommand(
	document: Document,
	program: Program,
	{ words: [first = "", second = ""] }: Command,
): Range | undefined {
	const { script } = program;
	const statement = statementsOf(program)?.find(
		({ text }) => text.startsWith(first) && text.includes(second),
	);
	return (
		(script && statement
			? rangeInScalar(document, script, statement.start, statement.end)
			: undefined) ??
		script ??
		program.words?.[0]
	);
}

/** Do the containers of a Pod see each other's processes? Nothing where that is not known. */
export function sharesProcesses(pod: Pod): boolean | undefined {
	const switches = ["shareProcessNamespace", "hostPID"].map((field) => {
		const entry = pod.entry(field);
		if (!entry || isNull(entry.value))
			return pod.partial || pod.document.templated ? undefined : false;
		return booleanOf(entry.value);
	});
	if (switches.includes(true)) return true;
	return switches.includes(undefined) ? undefined : false;
}

/** What runs as the first process of a container that does not end on SIGTERM. */
export type Deaf =
	/** `tail` or `sleep`, which have no handler. */
	| "tail"
	| "sleep"
	/** A shell that goes round in a loop or waits for others. */
	| "shell"
	/** A shell that waits for one of these in the foreground, so that its `trap` never runs. */
	| "held";

/**
 * Does the first process of a container ignore SIGTERM? The kernel delivers to process 1 only signals that it has a
 * handler for (pid_namespaces(7)), and neither `tail` and `sleep` nor shells without a `trap` have one. It is surely so,
 * or nothing is said.
 */
export const deafOf = memoize((container: Container): Deaf | undefined => {
	const command = container.words("command");
	// What the image's entry point makes of mere arguments is not known.
	if (!command || command.length === 0) return undefined;
	const program = programOf(container);
	const [first = ""] = (program.words ?? []).map(({ text }) => baseName(text));
	if (!program.script) {
		if (first !== "tail" && first !== "sleep") return undefined;
		return runsForever(program) || isLongSleep(program) ? first : undefined;
	}
	if (!/^(?:ba|da|a|k|z)?sh$/.test(first)) return undefined;
	const text = program.script.text;
	if (execsAnother(text)) return undefined;
	const last = program.commands.findLast(({ background }) => !background);
	const [name = ""] = last ? wordsOf(last) : [];
	const isForever = runsForever(program);
	const isInLoop = statementsOf(program)?.at(-1)?.depth !== 0;
	if (/\btrap\b/.test(text)) {
		const isHeld =
			(name === "tail" && isForever) ||
			(name === "sleep" && (isForever || isLongSleep(program)));
		return isHeld &&
			!isInLoop &&
			/\btrap\b[\s\S]*\bTERM\b/.test(text) &&
			!program.commands.some(({ background }) => background)
			? "held"
			: undefined;
	}
	if (!isInLoop && name === "tail" && isForever && program.commands.length < 2)
		return "tail";
	if (!isInLoop && name === "sleep" && (isForever || isLongSleep(program)))
		return "sleep";
	const waits = name === "wait" && last?.words.length === 1;
	return isForever || waits ? "shell" : undefined;
});

const execsAnother = (script: string): boolean =>
	/\bexec\s+(?!(?:\/\S*\/)?(?:tail|sleep)\b|\d*[<>])/.test(script);

/** An hour or more: nobody waits for its end. */
function isLongSleep({ commands }: Program): boolean {
	const last = commands.at(-1);
	const [name, length = ""] = last ? wordsOf(last) : [];
	return (
		name === "sleep" &&
		(/^\d{4,}s?$|^\d+[dh]$/.test(length) || /^inf(?:inity)?$/.test(length))
	);
}

const namesOf = memoize(
	({ commands }: Program): ReadonlySet<string> =>
		new Set(commands.map((command) => wordsOf(command)[0] ?? "")),
);

/** Images, beside those of the same name, in which a program of this name runs. */
const RUN_BY: Readonly<Record<string, readonly string[]>> = {
	nginx: ["nginx", "nginx-unprivileged", "openresty"],
	envoy: ["envoy", "proxyv2"],
	"pilot-agent": ["proxyv2"],
	httpd: ["httpd"],
	"redis-server": ["redis"],
	mysqld: ["mysql", "mariadb"],
	cloud_sql_proxy: ["cloud-sql-proxy", "gce-proxy"],
	"cloud-sql-proxy": ["cloud-sql-proxy"],
};

/** Is a program of this name what a container runs, as its command, image or name say? */
export function runsProgram(container: Container, program: string): boolean {
	const name = baseName(program).split(/[: ]/)[0] ?? "";
	if (name === "") return false;
	const own = namesOf(programOf(container)).has(name);
	const image = container.image?.text;
	return (
		own ||
		container.name === name ||
		(image !== undefined &&
			[name, ...(RUN_BY[name] ?? [])].some((each) => matchesImage(image, each)))
	);
}
