import type { Container } from "../../server/src/engine/kubernetes/container";
import type { Pod } from "../../server/src/engine/kubernetes/pod";
import {
	ALWAYS_PASSES,
	FOREVER,
	type HookRun,
	NEVER_PASSES,
	type Passing,
	type Program,
	SERVER,
} from "../../server/src/engine/kubernetes/simulation/programs";
import { integerOf, scalarOf } from "../../server/src/engine/kubernetes/values";
import { itemsOf, type Node, valueAt } from "../../server/src/engine/yaml/tree";

/*
 * The recordings' containers run one small program:
 *
 *   kl main  NAME [run=2s] [code=0] [term=0s|ignore] [termcode=0] [fails=N] [failcode=1] [failrun=1s] [until=FILE]
 *   kl hook  NAME KIND [sleep=2s] [code=0] [kill=TERM] [touch=FILE]
 *   kl probe NAME KIND [after=4s] [until=20s] [never]
 *
 * main: without run= it stays until SIGTERM; term= is the time between SIGTERM and the exit; fails=N: the first N runs
 * end after failrun with failcode; until=FILE: it ends as soon as the file is there. probe: passes from `after` to
 * `until`, counted from the start of the container.
 */

type Arguments = ReadonlyMap<string, string>;

const argumentsOf = (words: readonly string[]): Arguments =>
	new Map(
		words.map((word) => {
			const [key = "", value = ""] = word.split("=");
			return [key, value];
		}),
	);

/** In ms. */
const duration = (text: string | undefined): number =>
	text === undefined ? 0 : Number.parseFloat(text) * 1000;

const number = (text: string | undefined, otherwise = 0): number =>
	text === undefined ? otherwise : Number(text);

const wordsOf = (node: Node | undefined): string[] =>
	itemsOf(node).map((item) => scalarOf(item.value)?.text ?? "");

/** Does the container write down when it gets SIGTERM? */
export const isKl = (container: Container): boolean =>
	container.words("command")?.some(({ text }) => text.includes("/bin/kl")) ??
	false;

/** What the containers of a recorded Pod do. */
export const programsOf = (pod: Pod): ReadonlyMap<string, Program> =>
	new Map(
		[...pod.initContainers, ...pod.containers].map((container) => [
			container.name ?? "",
			programOf(container),
		]),
	);

function programOf(container: Container): Program {
	const words = (container.words("command") ?? []).map(({ text }) => text);
	const script = words.length === 3 && words[1] === "-c" ? words[2] : undefined;
	const main = script?.startsWith("/bin/kl")
		? (script.split(";")[0]?.split(" ") ?? [])
		: words;
	const program =
		main[0] === "/bin/kl"
			? klMain(container, argumentsOf(main.slice(3)))
			: other(container, words.join(" "));
	const lifecycle = container.field("lifecycle")?.value;
	const image = container.image?.text.includes("/none:")
		? "missing"
		: "present";
	return {
		...program,
		image,
		postStart: hookOf(valueAt(lifecycle, "postStart")),
		preStop: hookOf(valueAt(lifecycle, "preStop")),
		passes: {
			startup: passingOf(container.field("startupProbe")?.value),
			readiness: passingOf(container.field("readinessProbe")?.value),
			liveness: passingOf(container.field("livenessProbe")?.value),
		},
	};
}

function klMain(container: Container, args: Arguments): Program {
	const code = number(args.get("code"));
	const last = {
		lasts: args.has("run") ? duration(args.get("run")) : FOREVER,
		code,
	};
	const failing = {
		lasts: duration(args.get("failrun")),
		code: number(args.get("failcode"), 1),
	};
	const end = endOf(container, args.get("until"));
	return {
		...SERVER,
		runs: [
			...Array.from({ length: number(args.get("fails")) }, () => failing),
			last,
		],
		sigterm:
			args.get("term") === "ignore"
				? "ignores"
				: {
						after: duration(args.get("term")),
						code: number(args.get("termcode")),
					},
		...(end && { endsWith: { ...end, code } }),
	};
}

/** Who makes the file that it waits for, or tells it to quit. */
function endOf(
	container: Container,
	file: string | undefined,
): Pick<NonNullable<Program["endsWith"]>, "container" | "event"> | undefined {
	const { pod } = container;
	for (const other of [...pod.initContainers, ...pod.containers]) {
		const hook = hookArguments(
			valueAt(other.field("lifecycle")?.value, "preStop"),
		);
		const name = other.name ?? "";
		if (file && hook.get("touch") === file)
			return { container: name, event: "prestop-end" };
		if (
			file &&
			other
				.words("command")
				?.some(({ text }) => text.includes(`touch /kl/${file}`))
		)
			return { container: name, event: "exited" };
		if (other === container && hook.has("kill"))
			return { container: name, event: "prestop-end" };
	}
	return undefined;
}

/** Programs that know nothing of SIGTERM: it does nothing to a process that is PID 1. */
function other(container: Container, command: string): Program {
	const isPidOne =
		scalarOf(container.pod.entry("shareProcessNamespace")?.value)?.text !==
		"true";
	const deaf: Program = {
		...SERVER,
		sigterm: isPidOne ? "ignores" : { after: 0, code: 143 },
	};
	const exit = /^\/bin\/sh -c sleep (\d+); exit (\d+)$/.exec(command);
	if (exit)
		return {
			...deaf,
			runs: [{ lasts: Number(exit[1]) * 1000, code: Number(exit[2]) }],
		};
	if (command.includes("trap 'exit 7' TERM"))
		// Once the `sleep 1` that runs is over.
		return { ...SERVER, sigterm: { after: 500, code: 7 } };
	if (command === "/gnu/tail -f /missing")
		return { ...deaf, runs: [{ lasts: 0, code: 1 }] };
	return deaf;
}

const hookArguments = (hook: Node | undefined): Arguments =>
	argumentsOf(wordsOf(valueAt(hook, "exec", "command")).slice(4));

function hookOf(hook: Node | undefined): HookRun {
	const seconds = integerOf(valueAt(hook, "sleep", "seconds"));
	if (seconds !== undefined) return { lasts: seconds * 1000, code: 0 };
	const args = hookArguments(hook);
	return {
		lasts: duration(args.get("sleep")),
		code: number(args.get("code")),
	};
}

function passingOf(probe: Node | undefined): Passing {
	const words = wordsOf(valueAt(probe, "exec", "command"));
	if (words.length === 0) return ALWAYS_PASSES;
	const args = argumentsOf(words.slice(4));
	if (args.has("never")) return NEVER_PASSES;
	return {
		from: duration(args.get("after")),
		until: args.has("until") ? duration(args.get("until")) : FOREVER,
	};
}
