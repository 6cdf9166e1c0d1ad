import { setAnnotation } from "../../kubernetes/annotations";
import type { Change } from "../../kubernetes/change";
import { injectedBlockers } from "../../kubernetes/completion";
import {
	type Injection,
	ISTIO_NATIVE,
	LINKERD_NATIVE,
	tagOf,
	VAULT,
} from "../../kubernetes/injectors";
import type { Pod } from "../../kubernetes/pod";
import { programOf, runsForever } from "../../kubernetes/program";
import { atLeast, type Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const surely = text({
	en: (name: string, system: string) =>
		`The Job never completes: ${system} adds the container \`${name}\`, which goes on after the work is done, and the Pod ends only when all of its \`containers\` have.`,
	ja: (name, system) =>
		`このJobは完了しません。${system}が追加するコンテナ \`${name}\` は処理が終わっても動き続けますが、Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。`,
});

const unlessStopped = text({
	en: (name: string, system: string, call: string) =>
		`The Job completes only if the work stops \`${name}\` at its end (${call}): ${system} adds it to \`containers\`, where it goes on after the work is done.`,
	ja: (name, system, call) =>
		`このJobが完了するのは、処理の最後に \`${name}\` を停止させた場合(${call})だけです。${system}はこのコンテナを \`containers\` に追加し、処理が終わっても動き続けます。`,
});

const prePopulate = fixedText({
	en: "Fetch the secrets once, before the work starts",
	ja: "処理の開始前にシークレットを一度だけ取得する",
});
const makeNative = fixedText({
	en: "Let the proxy be a native sidecar",
	ja: "プロキシをネイティブサイドカーにする",
});

/** How the work stops what a system adds. */
const CALLS: Readonly<Record<string, string>> = {
	Istio: "`POST localhost:15020/quitquitquit`",
	Linkerd: "`POST localhost:4191/shutdown`",
	Dapr: "`POST localhost:3500/v1.0/shutdown`",
	"Vault Agent Injector": "`POST localhost:8200/agent/v1/quit`",
};

export default defineRule({
	id: "job-injected-sidecar-never-completes",
	title: fixedText({
		en: "An injected container keeps a Job from completing",
		ja: "注入されたコンテナのためにJobが完了しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	mentions: ["Job"],
	checkPod(pod, { version, report }) {
		if (!pod.runsToCompletion || pod.partial) return;
		// Where the work itself never ends, nothing keeps it from that.
		if (pod.containers.every((each) => runsForever(programOf(each)))) return;
		const { sure, possible } = injectedBlockers(pod, version);
		const injection = sure ?? possible;
		if (!injection) return;
		const { name, system, tag } = injection;
		report({
			at: tag.entry.key,
			severity: sure ? "warning" : "information",
			message: sure
				? surely(name, system)
				: unlessStopped(name, system, CALLS[system] ?? ""),
			fixes: [fixFor(pod, injection, version)],
		});
	},
});

function fixFor(
	pod: Pod,
	{ system, tag }: Injection,
	version: Version,
): Change | undefined {
	if (system === "Vault Agent Injector")
		return {
			title: prePopulate,
			safety: "review",
			preferred: true,
			edit: () =>
				setAnnotation(pod, tag, `${VAULT}agent-pre-populate-only`, "true"),
		};
	const native =
		system === "Istio"
			? tagOf(pod, ISTIO_NATIVE)
			: system === "Linkerd"
				? tagOf(pod, ...LINKERD_NATIVE)
				: undefined;
	if (!native || !atLeast(version, "1.29")) return undefined;
	return {
		title: makeNative,
		safety: "review",
		preferred: true,
		edit: () => setAnnotation(pod, native, native.key, "true"),
	};
}
