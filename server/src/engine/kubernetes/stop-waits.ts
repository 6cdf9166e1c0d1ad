import type { Range } from "../text/edit";
import type { Node } from "../yaml/tree";
import { localAddresses } from "./addresses";
import type { Container } from "./container";
import { listensOn } from "./network";
import { programOfHandler } from "./program";
import { runsProgram } from "./signals";
import { waitsOf } from "./waits";

/** A wait of a `preStop` hook for the end of the other containers, which a classic sidecar needs to end after them. */
export interface StopWait {
	/** The head of its loop, as written. */
	readonly head: string;
	readonly at: Range;
}

/** A script that does nothing but sleep and go round in one loop. */
const NOTHING_ELSE =
	/^\s*(?:(?:sleep\s+\S+|echo\b[^;\n&|]*|set\s+-\S+)\s*[;\n]\s*)*(?:while|until)\s[^\n]{1,400}?[;\n]\s*do\s+(?:(?:sleep\s+[^\s;]+|echo\b[^;\n&|]*|:|true)\s*[;\n]\s*)+done\s*;?\s*$/;
/** `netstat -plunt | grep tcp | grep -v envoy`: as long as anybody else listens. */
const OTHERS_LISTEN =
	/\b(?:netstat|ss)\b.*\bgrep\s+(?:-\w*v\w*|--invert-match)\b/;
const LOOKS_FOR = /\b(?:pgrep|pidof)\s+(?:-\S+\s+)*["']?([\w./-]+)/;

/** The loop in which a hook only waits until the other containers have ended; nothing where it does, or may do, more. */
export function stopWaitOf(
	container: Container,
	hook: Node,
): StopWait | undefined {
	const program = programOfHandler(hook);
	const { script } = program;
	if (!script || !NOTHING_ELSE.test(script.text)) return undefined;
	const [wait, ...more] = waitsOf(program);
	return wait && more.length === 0 && isForOthers(container, wait.head)
		? { head: wait.head, at: script }
		: undefined;
}

function isForOthers(container: Container, head: string): boolean {
	if (OTHERS_LISTEN.test(head)) return true;
	const others = container.pod.containers.filter((one) => one !== container);
	const name = LOOKS_FOR.exec(head)?.[1];
	if (name !== undefined)
		return (
			!runsProgram(container, name) &&
			others.some((other) => runsProgram(other, name))
		);
	// Its own port is asked for its own connections.
	const ports = localAddresses(head).map(({ port }) => port);
	return (
		ports.length > 0 &&
		ports.every(
			(port) =>
				!listensOn(container).has(port) &&
				others.some((other) => listensOn(other).has(port)),
		)
	);
}
