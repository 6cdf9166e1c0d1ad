import { restartAlways } from "../../kubernetes/conversion";
import { restartPolicyFate, restartPolicyValue } from "../../kubernetes/restart-policy";
import { removeField } from "../../kubernetes/verbs";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const rejected = text({
	en: (value: string, version: string, supported: string) =>
		`Kubernetes ${version} rejects \`restartPolicy: ${value}\` on an init container. (Unsupported value: "${value}": supported values: ${supported})`,
	ja: (value, version, supported) =>
		`Kubernetes ${version}は、Initコンテナの \`restartPolicy: ${value}\` を拒否します。(Unsupported value: "${value}": supported values: ${supported})`,
});

const dropped = text({
	en: (value: string, version: string) =>
		`Kubernetes ${version} drops \`restartPolicy: ${value}\` on an init container without a word; the Pod's \`restartPolicy\` decides.`,
	ja: (value, version) =>
		`Kubernetes ${version}は、Initコンテナの \`restartPolicy: ${value}\` を何も告げずに取り除きます。Podの \`restartPolicy\` に従います。`,
});

const always = fixedText({ en: "Make it a native sidecar: write `Always`", ja: "ネイティブサイドカーにする(`Always` と書く)" });
const remove = fixedText({ en: "Remove `restartPolicy`: an ordinary init container", ja: "`restartPolicy` を削除して通常のInitコンテナにする" });

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
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			const entry = container.restartPolicy;
			const written = container.restartPolicyText;
			if (!entry?.value || written === undefined || written === "Always") continue;
			const right = restartPolicyValue(written);
			if (right !== undefined && right !== written) continue; // the case is another rule's business
			const fate = restartPolicyFate(container, written, version);
			if (fate !== "unsupported-value" && fate !== "dropped") continue;
			const supported = atLeast(version, "1.35") ? '"Always", "Never", "OnFailure"' : '"Always"';
			report({
				at: entry.value,
				severity: fate === "dropped" ? "warning" : "error",
				message: fate === "dropped" ? dropped(written, version) : rejected(written, version, supported),
				fixes: [
					!atLeast(version, "1.29") ? undefined : { title: always, safety: "review", edit: () => restartAlways(container) },
					{ title: remove, safety: "review", edit: () => removeField(container, entry) },
				],
			});
		}
	},
});
