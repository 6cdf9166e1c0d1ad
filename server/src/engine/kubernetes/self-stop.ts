import type { Range } from "../text/edit";
import { type Node, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { listensOn } from "./network";
import { type Program, programOfHandler } from "./program";
import { isQuitPath, type QuitCall, quitCallsOf } from "./quit-calls";
import {
	endsProcess,
	placeOfCommand,
	runsProgram,
	type Signal,
	sharesProcesses,
	signalsOf,
} from "./signals";
import { integerOf, stringOf } from "./values";

/** How a hook ends the container that it belongs to. */
export interface SelfStop {
	readonly what: string;
	readonly at: Range;
	/** Does it what SIGTERM does, and nothing else? */
	readonly plain: boolean;
}

/** How a `preStop` hook ends the container that it belongs to; nothing where it does not, or first waits for something. */
export function selfStopOf(
	container: Container,
	hook: Node,
): SelfStop | undefined {
	const path = valueAt(hook, "httpGet", "path");
	if (path) {
		const says = stringOf(path);
		const port = integerOf(valueAt(hook, "httpGet", "port"));
		const isElsewhere = valueAt(hook, "httpGet", "host") !== undefined;
		return says !== undefined &&
			isQuitPath(says) &&
			!isElsewhere &&
			!isAnothers(container, port)
			? { what: says, at: path, plain: true }
			: undefined;
	}
	const program = programOfHandler(hook);
	if (waitsFirst(program)) return undefined;
	const { document } = container.pod;
	const signal = signalsOf(program).find((each) => isOwn(container, each));
	const call = quitCallsOf(program).find((each) =>
		quitsItself(container, each),
	);
	const command = signal?.command ?? call?.command;
	const at = command && placeOfCommand(document, program, command);
	if (!at) return undefined;
	const what = call && !signal ? call.what : (command.words.join(" ") ?? "");
	return {
		what: what.replace(/[`\n]/g, " "),
		at,
		plain:
			(signal ? signal.name === "TERM" : !call?.special) &&
			program.commands.every(
				(one) => one === command || PASSES.test(one.words[0] ?? ""),
			),
	};
}

/** Commands beside the stop that only pass the time. */
const PASSES = /^(?:(?:.*\/)?(?:sleep|echo|true|:))?$/;

/** Does it wait for something before, perhaps for the end of the application? How long a `sleep` is does not matter. */
const waitsFirst = ({ script, commands }: Program): boolean =>
	/\b(?:while|until|wait|inotifywait)\b/.test(script?.text ?? "") ||
	commands.some(({ words: [name] }) => name === "trap");

function isOwn(container: Container, signal: Signal): boolean {
	const { target, name } = signal;
	if (!endsProcess(signal)) return false;
	// The kernel shields process 1 from a SIGKILL of its own namespace.
	if (target.kind === "pid")
		return (
			target.pid === 1 &&
			name !== "KILL" &&
			sharesProcesses(container.pod) === false
		);
	if (target.kind !== "program") return false;
	// `nginx -s` knows its own server only.
	const isServers = !/(?:^|\/)(?:p?kill|killall|xargs)$/.test(
		signal.command.words[0] ?? "",
	);
	return isServers || runsProgram(container, target.name);
}

const quitsItself = (container: Container, { port, by }: QuitCall): boolean =>
	by !== "linkerd-await" && !isAnothers(container, port);

/** Is it another container that listens on the port? */
function isAnothers(container: Container, port: number | undefined): boolean {
	return (
		port !== undefined &&
		!listensOn(container).has(port) &&
		container.pod.all.some(
			(other) => other !== container && listensOn(other).has(port),
		)
	);
}
