import type { Container } from "../../kubernetes/container";
import { injectionsOf } from "../../kubernetes/injectors";
import { shownName } from "../../kubernetes/naming";
import { listensOn } from "../../kubernetes/network";
import type { Pod } from "../../kubernetes/pod";
import { type Program, programOf } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { baseName, type Command } from "../../kubernetes/shell";
import {
	endsProcess,
	placeOfCommand,
	type QuitCall,
	quitCallsOf,
	runsProgram,
	signalsOf,
} from "../../kubernetes/signals";
import { readStatements, statementsOf } from "../../kubernetes/statements";
import { stringOf } from "../../kubernetes/values";
import type { Version } from "../../kubernetes/versions";
import type { Range, Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { removeItem } from "../../yaml/list-edit";
import { rangeInScalar } from "../../yaml/scalar-text";
import { defineRule } from "../rule";

const found = text({
	en: (what: string, sidecar: string) =>
		`\`${what}\` is not needed: \`${sidecar}\` is a native sidecar, which Kubernetes stops by itself once all of \`containers\` have ended. One that ends before is started again at once.`,
	ja: (what, sidecar) =>
		`\`${what}\` は不要です。\`${sidecar}\` はネイティブサイドカーなので、 \`containers\` がすべて終了するとKubernetesが停止させます。それより前に終了したサイドカーはすぐに再起動されます。`,
});
const sidecarIs = fixedText({
	en: "Stopped when the work is done",
	ja: "処理が終わると停止します",
});
const remove = text({
	en: (what: string) => `Remove \`${what}\``,
	ja: (what) => `\`${what}\` を削除`,
});

/** A native sidecar: one of the file, or one that an injector adds as such. */
interface Sidecar {
	readonly name: string;
	readonly at: Range;
	listens(port: number): boolean;
	runs(program: string): boolean;
}

export default defineRule({
	id: "job-quit-workaround-needless",
	title: fixedText({
		en: "A Job stops a native sidecar that Kubernetes stops by itself",
		ja: "Kubernetesが停止させるネイティブサイドカーをJobが自分で停止している",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	checkPod(pod, { version, report }) {
		if (!ends(pod)) return;
		let sidecars: readonly Sidecar[] | undefined;
		for (const container of pod.containers) {
			const program = programOf(container);
			const stops = stopsOf(program);
			if (stops.length === 0) continue;
			sidecars ??= sidecarsOf(pod, version);
			for (const stop of stops) {
				const sidecar = sidecars.find((each) => isMeant(each, stop));
				if (!sidecar || isForAnother(container, stop)) continue;
				const what = stop.what.replace(/[`\s]+/g, " ");
				report({
					at:
						placeOfCommand(pod.document, program, stop.command) ??
						container.label,
					message: found(what, sidecar.name),
					related: [{ at: sidecar.at, message: sidecarIs }],
					fixes: [
						{
							title: remove(what),
							safety: "review",
							preferred: true,
							edit: () => removeStop(container, program, stop),
						},
					],
				});
			}
		}
	},
});

function ends(pod: Pod): boolean {
	if (pod.runsToCompletion) return true;
	const policy = stringOf(pod.entry("restartPolicy")?.value);
	return pod.kind === "Pod" && (policy === "Never" || policy === "OnFailure");
}

interface Stop extends Pick<QuitCall, "what" | "command"> {
	readonly port?: number | undefined;
	readonly program?: string;
	readonly by: QuitCall["by"] | "signal";
}

function stopsOf(program: Program): readonly Stop[] {
	const signals = signalsOf(program).flatMap((signal): Stop[] => {
		const { target, command } = signal;
		if (target.kind !== "program" || !endsProcess(signal)) return [];
		const what = command.words.join(" ");
		return [{ what, command, program: target.name, by: "signal" }];
	});
	const calls = quitCallsOf(program).map((call): Stop => {
		const [path = ""] = call.command.words;
		return call.by === "own" ? { ...call, program: baseName(path) } : call;
	});
	return [...signals, ...calls];
}

/** Ports at which meshes and proxies take the call, and which no manifest names. */
const ADMIN: readonly (readonly [RegExp, readonly number[]])[] = [
	[/^istio-proxy$|\/proxyv2\b/, [15000, 15020]],
	[/^linkerd-proxy$|\blinkerd\/proxy\b/, [4191]],
	[/cloud[-_]?sql[-_]proxy|alloydb-auth-proxy/, [9091]],
];

function sidecarsOf(pod: Pod, version: Version): readonly Sidecar[] {
	const own = pod.initContainers
		.filter((container) => isNativeSidecar(container, version))
		.map((container): Sidecar => {
			const ids = [container.name ?? "", container.image?.text ?? ""];
			const admin = ADMIN.flatMap(([pattern, ports]) =>
				ids.some((id) => pattern.test(id)) ? ports : [],
			);
			return {
				name: shownName(container),
				at: container.label,
				listens: (port) =>
					listensOn(container).has(port) || admin.includes(port),
				runs: (program) => runsProgram(container, program),
			};
		});
	const injected = injectionsOf(pod)
		.filter(({ native }) => native === true)
		.map(
			({ name, ports, tag }): Sidecar => ({
				name,
				at: tag.entry.key,
				listens: (port) => ports.includes(port),
				runs: (program) => program === name,
			}),
		);
	return [...own, ...injected];
}

const isMeant = (sidecar: Sidecar, { port, program }: Stop): boolean =>
	(port !== undefined && sidecar.listens(port)) ||
	(program !== undefined && sidecar.runs(program));

/** Is an ordinary container meant, which nobody else stops? */
const isForAnother = (caller: Container, { port, program }: Stop): boolean =>
	caller.pod.containers.some(
		(other) =>
			other !== caller &&
			((port !== undefined && listensOn(other).has(port)) ||
				(program !== undefined && runsProgram(other, program))),
	);

/** Deletes the call where it is a whole command of a script, or the flag that asks for it. */
function removeStop(
	container: Container,
	program: Program,
	{ by, command }: Stop,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	if (by !== "linkerd-await")
		return removeStatement(container, program, command);
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
	const place = rangeInScalar(document, script, end - match[1].length, end);
	return place && [{ ...place, text: "" }];
}

const HARMLESS = /^(?:true|:|echo\b.*|exit 0)$/;

function removeStatement(
	{ pod: { document } }: Container,
	program: Program,
	{ words: [first = "", second = ""] }: Command,
): readonly Splice[] | undefined {
	const { script } = program;
	const statements = statementsOf(program);
	if (!script || !statements) return undefined;
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
	if (!end || (next && (next.after !== ";" || next.text.includes("$?"))))
		return undefined;
	if (statement.after === "&&" && last > at) return undefined;
	const range =
		before && (statement.after === ";" || statement.after === "&&")
			? { start: before.end, end: end.end }
			: !before && next
				? { start: statement.start, end: next.start }
				: undefined;
	const place =
		range && rangeInScalar(document, script, range.start, range.end);
	return place && [{ ...place, text: "" }];
}
