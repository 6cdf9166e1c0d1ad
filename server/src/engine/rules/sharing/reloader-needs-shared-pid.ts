import type { Container } from "../../kubernetes/container";
import { mountOf, othersMounting } from "../../kubernetes/files";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { programOf, writtenPaths } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { programName } from "../../kubernetes/shell";
import {
	endsProcess,
	placeOfCommand,
	runsProgram,
	type Signal,
	sharesProcesses,
	signalsOf,
} from "../../kubernetes/signals";
import { setPodField } from "../../kubernetes/verbs";
import type { Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const unseen = text({
	en: (name: string, command: string, program: string, other: string) =>
		`\`${name}\` does not see the processes of \`${other}\`: \`${command}\` finds no \`${program}\`, and nobody gets the signal. The containers of a Pod see each other's processes only with \`shareProcessNamespace: true\`.`,
	ja: (name, command, program, other) =>
		`\`${name}\` からは \`${other}\` のプロセスが見えません。\`${command}\` は \`${program}\` を見つけられず、シグナルは届きません。Podのコンテナが互いのプロセスを見られるのは \`shareProcessNamespace: true\` のときだけです。`,
});
const foreign = text({
	en: (name: string, file: string, other: string) =>
		`The number in \`${file}\` counts among the processes of \`${other}\`, which \`${name}\` does not see: the signal hits a process of \`${name}\` itself, or none. The containers of a Pod see each other's processes only with \`shareProcessNamespace: true\`.`,
	ja: (name, file, other) =>
		`\`${file}\` の番号は \`${other}\` から見たプロセス番号で、\`${name}\` からは見えません。シグナルは \`${name}\` 自身のプロセスに届くか、どこにも届きません。Podのコンテナが互いのプロセスを見られるのは \`shareProcessNamespace: true\` のときだけです。`,
});
const whom = fixedText({
	en: "Whose process is meant",
	ja: "シグナルの宛先のコンテナ",
});
const share = fixedText({
	en: "Set `shareProcessNamespace: true`",
	ja: "`shareProcessNamespace: true` を設定",
});

export default defineRule({
	id: "reloader-needs-shared-pid",
	title: fixedText({
		en: "A container signals a process that it does not see",
		ja: "見えないプロセスにシグナルを送っている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
	mentions: ["kill"],
	checkPod(pod, { version, report }) {
		const lasting = pod.all.filter(
			(container) =>
				container.list === "containers" || isNativeSidecar(container, version),
		);
		if (lasting.length < 2) return;
		for (const container of lasting) {
			const program = programOf(container);
			const signals = signalsOf(program);
			if (signals.length === 0) continue;
			if (sharesProcesses(pod) !== false) return;
			const [missed] = signals.flatMap(
				(signal) => missedBy(container, lasting, signal, version) ?? [],
			);
			if (!missed) continue;
			const { signal, other } = missed;
			const { target } = signal;
			const command = signal.command.words.join(" ").replace(/[`\s]+/g, " ");
			const [name, by] = [shownName(container), shownName(other)];
			report({
				at:
					placeOfCommand(pod.document, program, signal.command) ??
					container.label,
				message:
					target.kind === "file"
						? foreign(name, target.path, by)
						: unseen(
								name,
								command,
								target.kind === "program" ? target.name : "1",
								by,
							),
				related: [{ at: other.label, message: whom }],
				fixes: [shareProcesses(pod)],
			});
		}
	},
});

const shareProcesses = (pod: Pod) => ({
	title: share,
	safety: "review" as const,
	preferred: true,
	edit: () => setPodField(pod, "shareProcessNamespace", "true"),
});

/** The container that a signal is meant for, but cannot reach. */
function missedBy(
	container: Container,
	lasting: readonly Container[],
	signal: Signal,
	version: Version,
): { signal: Signal; other: Container } | undefined {
	// A server that signals itself looks into a file of its own, which sharing does not give it.
	if (!/(?:^|\/)(?:p?kill|killall|xargs)$/.test(signal.command.words[0] ?? ""))
		return undefined;
	const others = lasting.filter((other) => other !== container);
	const other = receiverOf(container, others, signal);
	// Kubernetes stops native sidecars of a Job itself: another rule says so.
	const isNeedless =
		other &&
		endsProcess(signal) &&
		container.pod.runsToCompletion &&
		isNativeSidecar(other, version);
	return other && !isNeedless ? { signal, other } : undefined;
}

function receiverOf(
	container: Container,
	others: readonly Container[],
	{ target, command }: Signal,
): Container | undefined {
	if (target.kind === "program") {
		if (startsItself(container, target.name, command.words)) return undefined;
		return others.find((other) => runsProgram(other, target.name));
	}
	if (target.kind !== "file") return undefined;
	const { path } = target;
	if (writtenPaths(programOf(container)).includes(path)) return undefined;
	const mount = mountOf(container, path);
	return (
		mount &&
		others.find((other) => othersMounting(container, mount).includes(other))
	);
}

/** Commands that only look at files or write them: what they name need not run. */
const ONLY_NAMES =
	/^(?:p?kill|killall|pgrep|pidof|inotifywait|inotifyd|fswatch|echo|printf|cat|cp|mv|ln|ls|rm|mkdir|touch|chmod|chown|stat|find|diff|cmp|md5sum|sha\d+sum|grep|sed|awk|curl|wget|test|\[{1,2}|cd|sleep|date|read)$/;

/** Does the container run a program of this name itself? Its image says so only where no command stands in for it. */
function startsItself(
	container: Container,
	program: string,
	signalling: readonly string[],
): boolean {
	if (!container.field("command")) return runsProgram(container, program);
	const name = program.split(/[: ]/)[0] ?? "";
	return programOf(container).commands.some(
		(command) =>
			command.words !== signalling &&
			!ONLY_NAMES.test(programName(command)) &&
			command.words.some((word) => word.includes(name)),
	);
}
