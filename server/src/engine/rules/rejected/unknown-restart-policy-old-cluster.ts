import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const unknown = text({
	en: (version: string, needs: string) =>
		`Kubernetes ${version} does not know \`restartPolicy\` of a container and rejects the manifest; this use of it needs ${needs}.`,
	ja: (version, needs) =>
		`Kubernetes ${version}はコンテナの \`restartPolicy\` に対応しておらず、マニフェストを拒否します。この使い方には${needs}以降が必要です。`,
});

const dropped = fixedText({
	en: "Kubernetes 1.28 silently drops `restartPolicy` of an init container (the feature is off there): the container runs as an ordinary init container, and a helper that never ends keeps the Pod in Init. Native sidecars need 1.29.",
	ja: "Kubernetes 1.28は、Initコンテナの `restartPolicy` を何も告げずに取り除きます(機能が既定で無効なため)。通常のInitコンテナとして実行され、終了しないヘルパーの場合PodはInitのまま止まります。ネイティブサイドカーには1.29以降が必要です。",
});

export default defineRule({
	id: "unknown-restart-policy-old-cluster",
	title: fixedText({
		en: "The cluster is too old for restartPolicy of a container",
		ja: "クラスターが古く、コンテナのrestartPolicyに対応していない",
	}),
	severity: "error",
	kubernetes: { until: "1.28" },
	fix: "none",
	stage: "decoding",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, report }) {
		for (const container of pod.all) {
			const entry = container.restartPolicy;
			if (!entry) continue;
			if (version === "1.28") {
				if (
					container.list === "initContainers" &&
					container.restartPolicyText === "Always"
				) {
					report({ at: entry.key, severity: "warning", message: dropped });
				}
				continue;
			}
			const isSidecar =
				container.list === "initContainers" &&
				(container.restartPolicyText ?? "Always") === "Always";
			report({
				at: entry.key,
				message: unknown(version, isSidecar ? "1.29" : "1.35"),
				quote: `strict decoding error: unknown field "${container.path}.restartPolicy"`,
			});
		}
	},
});
