import { type Container, PROBES } from "../../kubernetes/container";
import {
	type ProbeName,
	unreachableProbe,
} from "../../kubernetes/local-listener";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Version } from "../../kubernetes/versions";
import { fixedText, type Message, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (probe: string, name: string, port: number) =>
		`The \`${probe}\` fails every time: \`${name}\` listens on port ${port} of localhost only, and the kubelet asks at the Pod's address.`,
	ja: (probe, name, port) =>
		`この \`${probe}\` は毎回失敗します。\`${name}\` はポート${port}をlocalhostでしか待ち受けませんが、kubeletはPodのアドレスに問い合わせます。`,
});
const blocks = fixedText({
	en: " Nothing behind it is ever started: the Pod stays in `Init`.",
	ja: "後続のコンテナは起動せず、Podは `Init` のまま進みません。",
});
const stops = fixedText({
	en: " After the last attempt the container is stopped.",
	ja: "最後の試行の後、コンテナは停止されます。",
});
const notReady = fixedText({
	en: " The Pod never becomes ready.",
	ja: "PodはReadyになりません。",
});

export default defineRule({
	id: "probe-port-on-localhost",
	title: fixedText({
		en: "A probe asks a port that is open on localhost only",
		ja: "localhostでしか待ち受けないポートにProbeが問い合わせている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes",
	mentions: ["Probe"],
	checkPod(pod, { version, report }) {
		for (const container of pod.all) {
			if (!isProbed(container, version)) continue;
			for (const probe of PROBES) {
				const asked = unreachableProbe(container, probe);
				if (!asked) continue;
				const { at, port } = asked;
				const name = shownName(container);
				report({
					at,
					message: (language) =>
						found(probe, name, port)(language) +
						consequence(container, probe)(language),
				});
			}
		}
	},
});

const isProbed = (container: Container, version: Version): boolean =>
	container.list === "containers" || isNativeSidecar(container, version);

function consequence({ list }: Container, probe: ProbeName): Message {
	if (probe === "readinessProbe") return notReady;
	return probe === "startupProbe" && list === "initContainers" ? blocks : stops;
}
