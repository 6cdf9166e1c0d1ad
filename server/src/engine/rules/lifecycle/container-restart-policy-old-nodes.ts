import { type Container, mappingsOf } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import {
	isNativeSidecar,
	restartPolicyFate,
} from "../../kubernetes/restart-policy";
import { stringOf } from "../../kubernetes/values";
import { atLeast, type Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, policy: string, oldest: string) =>
		`A node whose kubelet is older than 1.35 ignores this, silently: \`${name}\` follows the Pod's \`restartPolicy\` (\`${policy}\`) there. A control plane of this version may have nodes from ${oldest} on.`,
	ja: (name, policy, oldest) =>
		`kubeletが1.35より古いノードでは、この設定は黙って無視され、\`${name}\` はPodの \`restartPolicy\` (\`${policy}\`)に従います。このバージョンのコントロールプレーンでは、${oldest}以降のノードを使えます。`,
});

export default defineRule({
	id: "container-restart-policy-old-nodes",
	title: fixedText({
		en: "Nodes before 1.35 ignore a container's own restart policy",
		ja: "1.35より古いノードはコンテナ自身の再起動ポリシーを無視する",
	}),
	severity: "information",
	kubernetes: { from: "1.35", until: "1.37" },
	strict: true,
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	checkPod(pod, { version, report }) {
		const policy =
			stringOf(pod.entry("restartPolicy")?.value) ??
			(pod.entry("restartPolicy") || pod.partial ? undefined : "Always");
		if (policy === undefined || isKeptFromOldNodes(pod, version)) return;
		// A kubelet may be three minor versions older than the API server.
		const oldest = `1.${Number(version.slice(2)) - 3}`;
		for (const container of pod.all) {
			const entry = container.restartPolicy;
			if (!entry || isNativeSidecar(container, version)) continue;
			if (!differs(container, policy, version)) continue;
			report({
				at: entry.value ?? entry.key,
				message: found(shownName(container), policy, oldest),
			});
		}
	},
});

/** Does it have another policy than the Pod, or rules? */
function differs(
	container: Container,
	policy: string,
	version: Version,
): boolean {
	const own = container.restartPolicyText;
	return (
		own !== undefined &&
		restartPolicyFate(container, own, version) === "honoured" &&
		(own !== policy || container.field("restartPolicyRules") !== undefined)
	);
}

/** Only nodes that know `RestartAllContainers` get a Pod that uses it. */
const isKeptFromOldNodes = (pod: Pod, version: Version): boolean =>
	atLeast(version, "1.36") &&
	pod.all.some(({ node }) =>
		mappingsOf(valueAt(node, "restartPolicyRules")).some(
			(rule) => stringOf(valueAt(rule, "action")) === "RestartAllContainers",
		),
	);
