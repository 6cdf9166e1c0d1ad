import { memoize } from "../text/memo";
import { isFixedPath } from "./files";
import { awaitedPaths, type Program, tailsOf } from "./program";
import { baseName, type Command, programName } from "./shell";

/** A file or folder of which a program's own text says what it does to it. */
export interface NamedFile {
	readonly does: "writes" | "reads";
	/** As the program sees it, without slashes at its end. */
	readonly path: string;
	/** Is it what lies below the path that matters: a folder that is copied, cloned or watched? */
	readonly folder: boolean;
	/** Does it surely happen: is there no condition, and no way that it fails without harm? */
	readonly sure: boolean;
}

/** The files that a program names with a fixed path, each once. */
export const namedFiles = memoize(readNames);

/** In a script with one of these, a command may never run, or may fail on purpose. */
const CONDITIONAL =
	/\bif\b(?!=)|\b(?:case|trap|function|return|exit|timeout)\b|\|\||\(\)|\]\]?\s*&&|\btest\b[^;&\n]*&&/;

/** Of a script that names more files than these, the rest is not known. */
const MOST = 500;

function readNames(program: Program): readonly NamedFile[] {
	const plain = !CONDITIONAL.test(program.script?.text ?? "");
	const files = new Map<string, NamedFile>();
	const add = (
		does: NamedFile["does"],
		paths: readonly string[],
		{ sure = true, folder = false } = {},
	) => {
		for (const each of paths) {
			if (files.size >= MOST) return;
			const path = plainPath(each);
			if (path === undefined) continue;
			const key = `${does} ${folder} ${path}`;
			const isSure = sure && plain;
			if (!files.get(key)?.sure)
				files.set(key, { does, path, folder, sure: isSure });
		}
	};
	for (const command of program.commands) {
		add("writes", command.writes);
		const read = COMMANDS[programName(command)];
		if (read) read(command, add);
		else addConfiguration(command, add);
	}
	for (const { files: followed } of tailsOf(program)) add("reads", followed);
	add("reads", awaitedPaths(program));
	return [...files.values()];
}

/** A fixed path as one writes it: without slashes at its end or two in a row; nothing for what may be anywhere. */
export function plainPath(path: string): string | undefined {
	if (!isFixedPath(path) || /\/\.\.?(?:\/|$)/.test(path.replace(/\/\.$/, "")))
		return undefined;
	return (
		path
			.replace(/\/\.$/, "")
			.replace(/\/{2,}/g, "/")
			.replace(/(?<=.)\/$/, "") || "/"
	);
}

type Add = (
	does: NamedFile["does"],
	paths: readonly string[],
	options?: { sure?: boolean; folder?: boolean },
) => void;
type Reader = (command: Command, add: Add) => void;

const operandsOf = ({ words }: Command): string[] =>
	words.slice(1).filter((word) => !/^-./.test(word));
const hasFlag = ({ words }: Command, flag: RegExp): boolean =>
	words.some((word) => flag.test(word));

/** The value of a flag: in the next word, or behind `=`. */
function valueAfter({ words }: Command, flag: RegExp): string[] {
	const at = words.findIndex((word) => flag.test(word.replace(/=.*/s, "")));
	const word = words[at];
	if (at < 1 || word === undefined) return [];
	const value = word.includes("=")
		? word.slice(word.indexOf("=") + 1)
		: words[at + 1];
	return value === undefined ? [] : [value];
}

const RECURSIVE = /^(?:-[a-zA-Z]*[rRa][a-zA-Z]*|--recursive|--archive)$/;

/** Copies and moves: the last operand is written, the others are read. */
const copies: Reader = (command, add) => {
	const operands = operandsOf(command);
	const target = operands.at(-1);
	if (
		target === undefined ||
		operands.length < 2 ||
		hasFlag(command, /^(?:-[a-zA-Z]*[td]|--target-directory.*|--directory)$/)
	)
		return;
	const sources = operands.slice(0, -1);
	const folder = hasFlag(command, RECURSIVE);
	add("reads", sources, { folder });
	// Where a folder is meant, the file in it has its own name.
	if (target.endsWith("/") && !folder)
		add(
			"writes",
			sources.map((source) => target + baseName(source)),
		);
	else add("writes", [target], { folder: folder || sources.length > 1 });
};

const writesOperands: Reader = (command, add) =>
	add("writes", operandsOf(command));
const readsOperands: Reader = (command, add) =>
	add("reads", operandsOf(command));

const COMMANDS: Readonly<Record<string, Reader | undefined>> = {
	touch: writesOperands,
	tee: writesOperands,
	mkfifo: writesOperands,
	// `mkdir -p` does nothing where the folder is there.
	mkdir: (command, add) =>
		add("writes", operandsOf(command), {
			sure: !hasFlag(command, /^(?:-[a-z]*p[a-z]*|--parents)$/),
			folder: true,
		}),
	cp: copies,
	mv: copies,
	install: copies,
	rsync: copies,
	sed: (command, add) =>
		add(
			hasFlag(command, /^(?:-[a-zA-Z]*i|--in-place)/) ? "writes" : "reads",
			operandsOf(command).filter((word) => !/^[/].*[/][a-z]*$/.test(word)),
		),
	dd: (command, add) => {
		add("writes", valueAfter(command, /^of$/));
		add("reads", valueAfter(command, /^if$/));
	},
	curl: (command, add) =>
		add("writes", valueAfter(command, /^(?:-[a-zA-Z]*o|--output)$/)),
	wget: (command, add) => {
		add("writes", valueAfter(command, /^(?:-[a-zA-Z]*O|--output-document)$/));
		add("writes", valueAfter(command, /^(?:-P|--directory-prefix)$/), {
			folder: true,
		});
	},
	git: (command, add) => {
		const operands = operandsOf(command);
		if (operands[0] === "clone")
			add("writes", operands.slice(2).slice(-1), { folder: true });
	},
	cat: readsOperands,
	head: readsOperands,
	grep: readsOperands,
	egrep: readsOperands,
	jq: readsOperands,
	wc: readsOperands,
	sort: readsOperands,
	source: readsOperands,
	".": readsOperands,
	inotifywait: (command, add) =>
		add("reads", operandsOf(command), { folder: true }),
	// What says nothing of a file, or is read elsewhere, and has `-f` and `-c` for other things.
	...Object.fromEntries(
		"tail test [ [[ rm ln ls find chown chmod echo printf cd kill pkill pgrep exec env sh bash ash nc sleep stat tar unzip until while"
			.split(" ")
			.map((name) => [name, () => {}]),
	),
};

const CONFIGURATION =
	/^--?(?:f|c|conf(?:ig)?|[\w.-]*[-_.]?(?:config|conf|cfg)(?:uration)?(?:[-_.]?(?:file|path))?)$/i;
const FOLDERS =
	/^--?(?:volume-dir|volume-dir-archive|watched-dir|[\w.-]*config[-_.]?dir(?:ectory)?)$/i;
/** The one flag with such a name that says where to write. */
const OUTPUT = /^--?config-envsubst-file$/;

/** Programs in general read what a flag calls their configuration. */
function addConfiguration({ words }: Command, add: Add): void {
	for (const [index, word] of words.entries()) {
		if (!word.startsWith("-")) continue;
		const equals = word.indexOf("=");
		const flag = equals === -1 ? word : word.slice(0, equals);
		const value = equals === -1 ? words[index + 1] : word.slice(equals + 1);
		if (value === undefined) continue;
		const sure = false;
		if (OUTPUT.test(flag)) add("writes", [value], { sure });
		else if (CONFIGURATION.test(flag)) add("reads", [value], { sure });
		else if (FOLDERS.test(flag)) add("reads", [value], { sure, folder: true });
	}
}
