import { restartAlways } from "../../kubernetes/conversion-edit";
import { programOf, runsForever } from "../../kubernetes/program";
import {
	restartPolicyFate,
	restartPolicyValue,
} from "../../kubernetes/restart-policy";
import { likelyServerOf } from "../../kubernetes/servers";
import { removeField } from "../../kubernetes/verbs";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const rejected = text({
	en: (value: string, version: string) =>
		`Kubernetes ${version} rejects \`restartPolicy: ${value || '""'}\` on an init container: write \`Always\` for a sidecar, or remove the line.`,
	ja: (value, version) =>
		`Kubernetes ${version}は、Initコンテナの \`restartPolicy: ${value || '""'}\` を拒否します。サイドカーなら \`Always\` と書き、そうでなければこの行を削除してください。`,
});

const dropped = text({
	en: (value: string, version: string) =>
		`Kubernetes ${version} silently drops \`restartPolicy: ${value || '""'}\` on an init container; the Pod's \`restartPolicy\` decides whether it is tried again.`,
	ja: (value, version) =>
		`Kubernetes ${version}は、Initコンテナの \`restartPolicy: ${value || '""'}\` を何も告げずに取り除きます。失敗時に再実行するかどうかは、Podの \`restartPolicy\` で決まります。`,
});

const always = fixedText({
	en: "Make it a native sidecar: write `Always`",
	ja: "ネイティブサイドカーにする(`Always` と書く)",
});
const remove = fixedText({
	en: "Remove `restartPolicy`: an ordinary init container",
	ja: "`restartPolicy` を削除して通常のInitコンテナにする",
});

export default defineRule({
	id: "init-restart-policy-unsupported",
	title: fixedText({
		en: "This version knows no such restartPolicy of an init container",
		ja: "このバージョンのInitコンテナでは使えないrestartPolicyの値",
	}),
	severity: "error",
	kubernetes: { from: "1.28" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			const entry = container.restartPolicy;
			const written = container.restartPolicyText;
			if (!entry?.value || written === undefined || written === "Always")
				continue;
			const right = restartPolicyValue(written);
			const isSlip = right !== undefined && right !== written;
			// A value in other letters is another rule's business, where it would do in the right ones.
			if (
				isSlip &&
				(right === "Always" ||
					restartPolicyFate(container, right, version) === "honoured")
			)
				continue;
			const fate = restartPolicyFate(container, written, version);
			if (fate !== "unsupported-value" && fate !== "dropped") continue;
			const supported = atLeast(version, "1.35")
				? '"Always", "Never", "OnFailure"'
				: '"Always"';
			const native = atLeast(version, "1.29")
				? ({
						title: always,
						safety: "review",
						edit: () => restartAlways(container),
					} as const)
				: undefined;
			const removal = {
				title: remove,
				safety: "review",
				edit: () => removeField(container, entry),
			} as const;
			const keepsRunning =
				runsForever(programOf(container)) ||
				likelyServerOf(container) !== undefined;
			report({
				at: entry.value,
				severity: fate === "dropped" ? "warning" : "error",
				message:
					fate === "dropped"
						? dropped(written, version)
						: rejected(written, version),
				quote:
					fate === "dropped"
						? ""
						: `${container.path}.restartPolicy: Unsupported value: "${written}": supported values: ${supported}`,
				fixes: keepsRunning
					? [native && { ...native, preferred: true }, removal]
					: [removal, native],
			});
		}
	},
});
