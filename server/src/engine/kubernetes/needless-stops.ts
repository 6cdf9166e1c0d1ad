import type { Range, Splice } from "../text/edit";
import { removeItem } from "../yaml/list-edit";
import { partInScalar } from "../yaml/scalar-places";
import type { Container } from "./container";
import { injectionsOf } from "./injectors";
import { shownName } from "./naming";
import { listensOn } from "./network";
import type { Pod } from "./pod";
import { type Program, programOf } from "./program";
import { type QuitCall, quitCallsOf, quitsInCode } from "./quit-calls";
import { isNativeSidecar } from "./restart-policy";
import { baseName, type Command } from "./shell";
import { endsProcess, runsProgram, signalsOf } from "./signals";
import {
	readStatements,
	type Statement,
	statementsOf,
	stopsAtErrors,
} from "./statements";
import { stringOf } from "./values";
import type { Version } from "./versions";

/** What containers do to stop a native sidecar when their work is done, which Kubernetes does by itself. */

/** A native sidecar: one of the file, or one that an injector adds as such. */
export interface Stopped {
	readonly name: string;
	readonly at: Range;
	listens(port: number): boolean;
	runs(program: string): boolean;
	/** Is it the one that ends itself when this path is called at a port which nobody names? */
	quits(path: string, port: number): boolean;
}

/** A command that stops another container's program. */
export interface Stop extends Pick<QuitCall, "what" | "command" | "special"> {
	readonly port?: number | undefined;
	readonly program?: string;
	/** The path that is called. */
	readonly quits?: string;
	/** In code that is not taken apart, nothing can be removed with certainty. */
	readonly by: QuitCall["by"] | "signal" | "code";
	/** Where it is seen, if not at its command. */
	readonly at?: Range;
}

/** A stop that is not needed. */
export interface NeedlessStop {
	readonly container: Container;
	readonly program: Program;
	readonly stop: Stop;
	readonly sidecar: Stopped;
}

/** Do Pods of this spec come to an end by themselves? */
export function ends(pod: Pod): boolean {
	if (pod.runsToCompletion) return true;
	const policy = stringOf(pod.entry("restartPolicy")?.value);
	return pod.kind === "Pod" && (policy === "Never" || policy === "OnFailure");
}

/** What the containers of a Pod that ends do to stop its native sidecars. */
export function needlessStops(
	pod: Pod,
	version: Version,
): readonly NeedlessStop[] {
	let sidecars: readonly Stopped[] | undefined;
	return stopsIn(pod, pod.containers, () => {
		sidecars ??= sidecarsOf(pod, version);
		return sidecars;
	});
}

/** What they do to stop a container that will be a native sidecar. */
export function stopsOfContainer(
	container: Container,
): readonly NeedlessStop[] {
	const { pod } = container;
	const others = pod.containers.filter((other) => other !== container);
	const stopped = [stoppedOf(container)];
	return stopsIn(pod, others, () => stopped);
}

function stopsIn(
	pod: Pod,
	containers: readonly Container[],
	sidecarsOf: () => readonly Stopped[],
): readonly NeedlessStop[] {
	if (!ends(pod)) return [];
	return containers.flatMap((container) => {
		const program = programOf(container);
		const stops = [...stopsOf(program), ...stopsInCode(container)];
		return stops.flatMap((stop): NeedlessStop[] => {
			const sidecar = sidecarsOf().find((each) => isMeant(each, stop));
			const isForAnother = containers.some(
				(other) => other !== container && isMeant(stoppedOf(other), stop),
			);
			return sidecar && !isForAnother
				? [{ container, program, stop, sidecar }]
				: [];
		});
	});
}

/** The commands of a program that stop another one. */
export function stopsOf(program: Program): readonly Stop[] {
	const signals = signalsOf(program).flatMap((signal): Stop[] => {
		const { target, command } = signal;
		if (target.kind !== "program" || !endsProcess(signal)) return [];
		const [name, trapped = ""] = command.words;
		const what = name === "trap" ? trapped : command.words.join(" ");
		return [{ what, command, program: target.name, by: "signal" }];
	});
	const calls = quitCallsOf(program).map((call): Stop => {
		const [path = ""] = call.command.words;
		if (call.by === "own") return { ...call, program: baseName(path) };
		return call.by === "http" ? { ...call, quits: call.what } : call;
	});
	return [...signals, ...calls];
}

/** A command that nobody looks for. */
const UNKNOWN: Command = { words: [], writes: [], background: false };

const stopsInCode = (container: Container): readonly Stop[] =>
	quitsInCode(container).map((call) => ({
		...call,
		quits: call.what,
		command: UNKNOWN,
		by: "code",
	}));

/** Ports at which meshes and proxies take the call, and which no manifest names. */
const ADMIN: readonly (readonly [RegExp, readonly number[]])[] = [
	[/^istio-proxy$|\/proxyv2\b/, [15000, 15020]],
	[/^linkerd-proxy$|\blinkerd\/proxy\b/, [4191]],
	[/cloud[-_]?sql[-_]proxy|alloydb-auth-proxy/, [9091]],
];

/** Servers whose administration is at a port that their own configuration chooses. */
const isQuitting = (container: Container): boolean =>
	/(?:^|[/-])envoy(?:[:@-]|$)/.test(container.image?.text ?? "") ||
	["envoy", "cloud-sql-proxy"].some((program) =>
		runsProgram(container, program),
	);

/** Is a path called that only one container of the Pod knows, and at a port of none? */
function quits(container: Container, path: string, port: number): boolean {
	const { all } = container.pod;
	return (
		/\/quitquitquit\/?$/.test(path.replace(/[?#].*$/, "")) &&
		isQuitting(container) &&
		all.filter(isQuitting).length === 1 &&
		!all.some((other) => listensOn(other).has(port))
	);
}

/** A container as one that may be stopped. */
export function stoppedOf(container: Container): Stopped {
	const ids = [container.name ?? "", container.image?.text ?? ""];
	const admin = ADMIN.flatMap(([pattern, ports]) =>
		ids.some((id) => pattern.test(id)) ? ports : [],
	);
	return {
		name: shownName(container),
		at: container.label,
		listens: (port) => listensOn(container).has(port) || admin.includes(port),
		runs: (program) => runsProgram(container, program),
		quits: (path, port) => quits(container, path, port),
	};
}

function sidecarsOf(pod: Pod, version: Version): readonly Stopped[] {
	const own = pod.initContainers
		.filter((container) => isNativeSidecar(container, version))
		.map(stoppedOf);
	const injected = injectionsOf(pod)
		.filter(({ native }) => native === true)
		.map(
			({ name, ports, tag }): Stopped => ({
				name,
				at: tag.entry.key,
				listens: (port) => ports.includes(port),
				runs: (program) => program === name,
				quits: () => false,
			}),
		);
	return [...own, ...injected];
}

/** Does a stop reach this one? */
export const isMeant = (
	sidecar: Stopped,
	{ port, program, quits }: Pick<Stop, "port" | "program" | "quits">,
): boolean =>
	(port !== undefined &&
		(sidecar.listens(port) ||
			(quits !== undefined && sidecar.quits(quits, port)))) ||
	(program !== undefined && sidecar.runs(program));

/** Deletes the call where it is a whole command of a script, or the flag that asks for it. */
export function removeStop({
	container,
	program,
	stop,
}: NeedlessStop): readonly Splice[] | undefined {
	const { document } = container.pod;
	if (stop.by === "code") return undefined;
	if (stop.by !== "linkerd-await") {
		const { script } = program;
		const part = partOf(program, stop.command);
		const place = script && part && partInScalar(document, script, part);
		return place && [{ ...place, text: "" }];
	}
	const flag = (text: string) => text === "--shutdown" || text === "-S";
	if (!program.script) {
		const word = program.words?.find(({ text }) => flag(text));
		const holder = word?.holder;
		return holder && "index" in holder
			? removeItem(document, holder)
			: undefined;
	}
	const { script } = program;
	const matches = [
		...script.text.matchAll(/linkerd-await\b[^;&|\n]*?(\s+--shutdown)(?=\s)/g),
	];
	const [match] = matches;
	if (!match?.[1] || matches.length > 1) return undefined;
	const end = match.index + match[0].length;
	const start = end - match[1].length;
	const place = partInScalar(document, script, { start, end });
	return place && [{ ...place, text: "" }];
}

/**
 * Does a script without the stop surely end with what it ended with before? It does where the stop is a trap, or
 * where the script says itself with what it ends.
 */
export function keepsResult({ program, stop }: NeedlessStop): boolean {
	if (stop.by === "linkerd-await") return true;
	if (stop.by === "code") return false;
	const part = partOf(program, stop.command);
	if (!part) return false;
	const { statement, next } = part;
	// A trap for a signal keeps it from ending the shell, whatever the trap does.
	if (/^trap\b/.test(statement.plain))
		return stop.command.words.slice(2).every((at) => /^(?:EXIT|0)$/.test(at));
	const statements = statementsOf(program) ?? [];
	// Behind success only it runs after success, and ends with it as a rule.
	if (!next)
		return (
			statement.after === "&&" ||
			isBehindSuccess(program, statements, statements.indexOf(statement))
		);
	return statements
		.slice(statements.indexOf(next))
		.some(({ plain, depth }) => depth === 0 && /^exit\b/.test(plain));
}

/** Is the command before one that would have ended the script, had it failed? */
function isBehindSuccess(
	program: Program,
	statements: readonly Statement[],
	at: number,
): boolean {
	const [last, ...others] = statements.slice(0, at).reverse();
	return (
		last !== undefined &&
		last.depth === 0 &&
		!last.background &&
		/^;?$/.test(last.after) &&
		!/^(?:!|set\b|fi\b|done\b|\})/.test(last.plain) &&
		stopsAtErrors(
			program,
			others.filter(({ depth }) => depth === 0),
		) &&
		!others.some(({ plain }) => /^set[ \t]+\+/.test(plain))
	);
}

const HARMLESS = /^(?:true|:|echo\b.*|exit 0)$/;

/** Does somebody say in a comment what a command is for? Then a person has to look at it. */
function isExplained(
	script: string,
	before: Statement | undefined,
	{ start }: Statement,
	{ end }: Statement,
): boolean {
	const above = script.slice(before?.end ?? 0, start);
	const behind = /^[^\n]*/.exec(script.slice(end))?.[0] ?? "";
	return /(?:^|\s)#(?!!)/.test(above) || /^[\s;]*#/.test(behind);
}

/** The part of a script that goes with a command, joints included; nothing where more hangs on it. */
interface Part extends Range {
	readonly statement: Statement;
	readonly next: Statement | undefined;
}

/** Where what is written is not kept. */
const NOWHERE = /^(?:-|&\d|\/dev\/.*)$/;

/** Does it call others too, or keep an answer that somebody may read? */
const doesMore = ({ words, writes }: Command): boolean => {
	const [program = ""] = words;
	if (!/^(?:curl|wget)$/.test(baseName(program))) return false;
	const keep = /^(?:-o|--output|-O|--output-document)$/;
	const kept = words.flatMap((word, at) =>
		keep.test(words[at - 1] ?? "") ? word : [],
	);
	return (
		words.filter((word) => /^https?:\/\//.test(word)).length > 1 ||
		[...writes, ...kept].some((file) => !NOWHERE.test(file))
	);
};

/** A condition that is nothing without what it guards. */
const TEST = /^(?:\[\[?|test)\s/;

/** A call together with the condition in front of it; nothing where more hangs on that. */
function guarded(
	script: string,
	statements: readonly Statement[],
	at: number,
	next: Statement | undefined,
): Part | undefined {
	const [before, test, statement] = [at - 2, at - 1, at].map(
		(index) => statements[index],
	);
	return statement &&
		test &&
		next &&
		before &&
		test.after === ";" &&
		!isExplained(script, before, test, statement)
		? { start: before.end, end: statement.end, statement, next }
		: undefined;
}

/**
 * Would the script end where it goes on now? A shell with `-e` bears a failure in front of `&&`, but not that of the last
 * command of a line.
 */
const stopsWithout = (
	program: Program,
	statements: readonly Statement[],
	at: number,
): boolean => {
	const isGuarded =
		TEST.test(statements[at - 1]?.plain ?? "") &&
		statements[at - 1]?.after === ";";
	return !isGuarded && stopsAtErrors(program, statements.slice(0, at));
};

function partOf(program: Program, command: Command): Part | undefined {
	const [first = "", second = ""] = command.words;
	if (doesMore(command)) return undefined;
	const statements = statementsOf(program);
	if (!program.script || !statements) return undefined;
	const at = statements.findIndex(
		({ text }) => text.startsWith(first) && text.includes(second),
	);
	const statement = statements[at];
	if (!statement || statement.depth > 0 || statement.background)
		return undefined;
	// A trap may do more than that.
	if (first === "trap" && readStatements(second)?.length !== 1)
		return undefined;
	let last = at;
	while (/^(?:\|\||\|)$/.test(statements[last + 1]?.after ?? "")) {
		const next = statements[last + 1];
		if (next?.after === "||" && !HARMLESS.test(next.plain)) return undefined;
		last++;
	}
	const end = statements[last];
	const before = statements[at - 1];
	const next = statements[last + 1];
	if (end && isExplained(program.script.text, before, statement, end))
		return undefined;
	if (!end || (next && (next.after !== ";" || next.text.includes("$?"))))
		return undefined;
	if (statement.after === "&&" && last > at) return undefined;
	if (statement.after === "&&" && next && stopsWithout(program, statements, at))
		return undefined;
	if (TEST.test(before?.plain ?? "") && statement.after === "&&")
		return guarded(program.script.text, statements, at, next);
	const range =
		before && (statement.after === ";" || statement.after === "&&")
			? { start: before.end, end: end.end }
			: !before && next
				? { start: statement.start, end: next.start }
				: undefined;
	return range && { ...range, statement, next };
}
