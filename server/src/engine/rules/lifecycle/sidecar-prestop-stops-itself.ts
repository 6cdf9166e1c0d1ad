import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { listensOn } from "../../kubernetes/network";
import { type Program, programOfHandler } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import {
	endsProcess,
	isQuitPath,
	placeOfCommand,
	type QuitCall,
	quitCallsOf,
	runsProgram,
	type Signal,
	sharesProcesses,
	signalsOf,
} from "../../kubernetes/signals";
import { integerOf, stringOf } from "../../kubernetes/values";
import { removeHook } from "../../kubernetes/verbs";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { type Node, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (what: string, name: string, app: string) =>
		`\`${what}\` ends \`${name}\` as soon as the Pod begins to end: \`preStop\` hooks of all containers run at once, while \`${app}\` still works. A native sidecar that has ended is not started again then. Without the hook it gets SIGTERM once \`${app}\` has ended.`,
	ja: (what, name, app) =>
		`\`${what}\` により、Podの終了が始まるとすぐに \`${name}\` が停止します。\`preStop\` フックはすべてのコンテナで同時に実行され、このとき \`${app}\` はまだ動いています。終了したネイティブサイドカーは再起動されません。フックがなければ、 \`${app}\` の終了後にSIGTERMが送られます。`,
});
const still = fixedText({
	en: "Still works when the hook runs",
	ja: "フックの実行時にはまだ動いています",
});
const remove = fixedText({
	en: "Remove the `preStop` hook",
	ja: "`preStop` フックを削除",
});

export default defineRule({
	id: "sidecar-prestop-stops-itself",
	title: fixedText({
		en: "The preStop hook of a native sidecar ends it before the application",
		ja: "ネイティブサイドカーがpreStopフックでアプリケーションより先に停止する",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars",
	mentions: ["initContainers", "preStop"],
	checkPod(pod, { version, report }) {
		const [app] = pod.containers;
		for (const container of pod.initContainers) {
			const hook = valueAt(container.entry("lifecycle")?.value, "preStop");
			if (!hook || !isNativeSidecar(container, version)) continue;
			const stop = selfStopOf(container, hook);
			if (!stop) continue;
			report({
				at: stop.at,
				message: found(
					stop.what,
					shownName(container),
					app ? shownName(app) : "containers",
				),
				related: app ? [{ at: app.label, message: still }] : [],
				fixes: [
					{
						title: remove,
						safety: "review",
						preferred: true,
						edit: () => removeHook(container, "preStop"),
					},
				],
			});
		}
	},
});

interface Stop {
	readonly what: string;
	readonly at: Range;
}

/** How a hook ends the container that it belongs to. */
function selfStopOf(container: Container, hook: Node): Stop | undefined {
	const path = valueAt(hook, "httpGet", "path");
	if (path) {
		const says = stringOf(path);
		const port = integerOf(valueAt(hook, "httpGet", "port"));
		const isElsewhere = valueAt(hook, "httpGet", "host") !== undefined;
		return says !== undefined &&
			isQuitPath(says) &&
			!isElsewhere &&
			!isAnothers(container, port)
			? { what: says, at: path }
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
	return { what: what.replace(/[`\n]/g, " "), at };
}

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
