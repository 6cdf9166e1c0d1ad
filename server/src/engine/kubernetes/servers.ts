import { memoize } from "../text/memo";
import { matchesImage, roleOfImage } from "./catalogue";
import type { Container } from "./container";
import { isLastingRole, saysItEnds } from "./helpers";
import { launchedBy } from "./launchers";
import { type Program, programOf } from "./program";
import { SERVER_IMAGES, SERVERS, type ServerImage } from "./server-table";
import { readScript } from "./shell";
import { statementsOf } from "./statements";

/** With these any program says something and ends. */
const SAYS =
	/\s(?:--?version|--?help|-V|version|help|completion)(?:[\s=]|$)|\s--?dry-run\b/;

/** Leaves a script before its last command, or ends that one. */
const LEAVES = /\b(?:exit|return|kill|pkill|killall|timeout|trap)\b/;

/**
 * The well-known server that a container surely runs until somebody stops it: its image, or the first words of its
 * command. What a program of somebody's own does is not known.
 */
export const serverOf = memoize((container: Container): string | undefined =>
	saysItEnds(container) ? undefined : wellKnown(container),
);

function wellKnown(container: Container): string | undefined {
	const program = programOf(container);
	const image = container.image?.text;
	const command = container.words("command");
	const args = container.words("args")?.map(({ text }) => text);
	if (!command || !args) return undefined;
	if (command.length > 0) return commandThatServes(program);
	const known = SERVER_IMAGES.find(
		(each) => image !== undefined && isOf(image, each),
	);
	const [first] = args;
	// What another entry point makes of arguments is not known.
	if (!known) return undefined;
	if (first === undefined) return known.bare === false ? undefined : image;
	if (known.takes === "command" && !first.startsWith("-"))
		return commandThatServes(program);
	return known.runs !== undefined && serves([known.runs, ...args])
		? image
		: undefined;
}

/** The same, or the image of a well-known helper that runs as its makers mean it to: no command or arguments of one's own. */
export function likelyServerOf(container: Container): string | undefined {
	const server = serverOf(container);
	if (server !== undefined) return server;
	const image = container.image?.text;
	const isOwn = container.field("command") ?? container.field("args");
	return image !== undefined &&
		!isOwn &&
		!saysItEnds(container) &&
		isLastingRole(roleOfImage(image))
		? image
		: undefined;
}

const isOf = (image: string, { images, tag }: ServerImage): boolean =>
	images.split(" ").some((pattern) => matchesImage(image, pattern)) &&
	(tag === undefined || tag.test(image));

const serves = (words: readonly string[]): boolean => {
	const line = launchedBy(words);
	return (
		!SAYS.test(line) &&
		SERVERS.some(({ runs, unless }) => runs.test(line) && !unless?.test(line))
	);
};

/** The last command of a program, if it is a server and nothing goes past it. */
export function commandThatServes(program: Program): string | undefined {
	const words = lastWords(program);
	return words && serves(words) ? words.slice(0, 3).join(" ") : undefined;
}

function lastWords(program: Program): readonly string[] | undefined {
	const { script } = program;
	if (!script) return program.commands[0]?.words;
	const statements = statementsOf(program);
	const last = statements?.at(-1);
	const before = statements?.at(-2);
	if (!last || last.background || last.depth > 0 || LEAVES.test(script.text))
		return undefined;
	const isSure =
		last.after === "" ||
		last.after === ";" ||
		last.after === "&" ||
		(last.after === "&&" && !/^(?:test|\[{1,2}|!)\s/.test(before?.plain ?? ""));
	return isSure ? readScript(last.text)[0]?.words : undefined;
}
