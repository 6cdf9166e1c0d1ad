import {
	restartPolicyFate,
	restartPolicyValue,
} from "../../kubernetes/restart-policy";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { writeTitle } from "../mends";
import { defineRule } from "../rule";

const rejected = text({
	en: (value: string, right: string) =>
		`Kubernetes compares \`restartPolicy\` letter by letter and rejects \`${value}\`: write \`${right}\`.`,
	ja: (value, right) =>
		`\`restartPolicy\` の値は1文字でも違うと認識されず、\`${value}\` は拒否されます。\`${right}\` と書いてください。`,
});

const dropped = text({
	en: (value: string, right: string, version: string) =>
		`Kubernetes ${version} silently drops \`restartPolicy: ${value}\`, and the container runs as an ordinary init container: a helper that never ends then keeps the Pod in Init. Write \`${right}\`.`,
	ja: (value, right, version) =>
		`Kubernetes ${version}は \`restartPolicy: ${value}\` を何も告げずに取り除き、通常のInitコンテナとして実行します。終了しないヘルパーの場合、PodはInitのまま止まります。\`${right}\` と書いてください。`,
});

/** 1.28 drops the right word as well: to write it is not enough there. */
const droppedAnyway = text({
	en: (value: string, right: string, version: string) =>
		`Kubernetes ${version} silently drops \`restartPolicy: ${value}\`, and 1.29 and newer reject it: write \`${right}\`. Native sidecars need 1.29.`,
	ja: (value, right, version) =>
		`Kubernetes ${version}は \`restartPolicy: ${value}\` を何も告げずに取り除き、1.29以降は拒否します。\`${right}\` と書いてください。ネイティブサイドカーには1.29以降が必要です。`,
});

export default defineRule({
	id: "init-restart-policy-case",
	title: fixedText({
		en: "restartPolicy of an init container is written in the wrong case",
		ja: "InitコンテナのrestartPolicyの大文字と小文字が正しくない",
	}),
	severity: "error",
	kubernetes: { from: "1.28" },
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			const value = container.restartPolicy?.value;
			const written = container.restartPolicyText;
			if (value?.kind !== "scalar" || written === undefined) continue;
			const right = restartPolicyValue(written);
			if (right === undefined || right === written) continue;
			const fate = restartPolicyFate(container, written, version);
			const isHonoured =
				restartPolicyFate(container, right, version) === "honoured";
			// Before 1.35 `Never` is no better than `never`: then the value is what is wrong, as another rule says.
			if (!isHonoured && right !== "Always") continue;
			const supported = atLeast(version, "1.35")
				? '"Always", "Never", "OnFailure"'
				: '"Always"';
			report({
				at: value,
				severity: fate === "dropped" ? "warning" : "error",
				message:
					fate !== "dropped"
						? rejected(written, right)
						: (isHonoured ? dropped : droppedAnyway)(written, right, version),
				quote:
					fate === "dropped"
						? ""
						: `${container.path}.restartPolicy: Unsupported value: "${written}": supported values: ${supported}`,
				fixes: [
					isHonoured
						? {
								title: writeTitle(right),
								safety: "safe",
								preferred: true,
								edit: () => replaceScalar(value, right),
							}
						: undefined,
				],
			});
		}
	},
});
