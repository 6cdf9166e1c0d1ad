import type { Range } from "../text/edit";
import { type Node, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import { isMeant, type Stop, stoppedOf, stopsOf } from "./needless-stops";
import { programOfHandler } from "./program";
import { isQuitPath } from "./quit-calls";
import { placeOfCommand, sharesProcesses } from "./signals";
import { integerOf, stringOf } from "./values";

/** How the `preStop` hook of a container of `containers` ends another container. */
export interface ForeignStop {
	readonly other: Container;
	readonly what: string;
	readonly at: Range;
	/** Does the hook nothing else? */
	readonly plain: boolean;
}

/** The first hook of another container that ends a container as soon as the Pod begins to end. */
export function foreignStopOf(container: Container): ForeignStop | undefined {
	const self = stoppedOf(container);
	for (const other of container.pod.containers) {
		const hook = valueAt(other.entry("lifecycle")?.value, "preStop");
		if (other === container || !hook) continue;
		const own = stoppedOf(other);
		const reaches = (stop: Pick<Stop, "port" | "program" | "quits" | "by">) =>
			isMeant(self, stop) &&
			!isMeant(own, stop) &&
			(stop.by !== "signal" || sharesProcesses(container.pod) !== false);
		const call = httpStopOf(hook);
		if (call && reaches(call)) return { other, ...call, plain: true };
		const program = programOfHandler(hook);
		const stop = stopsOf(program).find(reaches);
		const at =
			stop && placeOfCommand(container.pod.document, program, stop.command);
		if (stop && at)
			return {
				other,
				what: stop.what.replace(/[`\s]+/g, " "),
				at,
				plain: program.commands.length === 1,
			};
	}
	return undefined;
}

/** A hook that is itself the call. */
function httpStopOf(hook: Node) {
	const path = valueAt(hook, "httpGet", "path");
	const what = stringOf(path);
	const port = integerOf(valueAt(hook, "httpGet", "port"));
	const isElsewhere = valueAt(hook, "httpGet", "host") !== undefined;
	if (!path || what === undefined || isElsewhere || !isQuitPath(what))
		return undefined;
	return { what, at: path, port, quits: what, by: "http" } as const;
}
