import type { Container } from "../../kubernetes/container";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { itemsOf, type Node, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (names: string) =>
		`\`RestartAllContainers\` ends all containers of the Pod at once and without a grace period: the \`preStop\` hook of ${names} does not run, and sidecars do not wait for the application.`,
	ja: (names) =>
		`\`RestartAllContainers\` は、Podのすべてのコンテナを猶予期間なしに終了させます。${names}の \`preStop\` フックは実行されず、サイドカーもアプリケーションの終了を待ちません。`,
});
const here = fixedText({
	en: "This hook does not run then",
	ja: "このフックは実行されません",
});

export default defineRule({
	id: "restart-all-containers-skips-grace",
	title: fixedText({
		en: "RestartAllContainers in a Pod with preStop hooks",
		ja: "preStopフックのあるPodにRestartAllContainersがある",
	}),
	severity: "information",
	kubernetes: { from: "1.36" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	mentions: ["restartPolicyRules"],
	checkPod(pod, { report }) {
		const hooks = pod.all.flatMap((container) => {
			const hook = container.node.entries.length > 0 && preStopOf(container);
			return hook ? [{ container, hook }] : [];
		});
		if (hooks.length === 0) return;
		const names = hooks
			.map(({ container }) => `\`${container.name ?? "?"}\``)
			.join(", ");
		for (const container of pod.all)
			for (const { value } of itemsOf(
				valueAt(container.node, "restartPolicyRules"),
			)) {
				const action = valueAt(value, "action");
				if (!action || stringOf(action) !== "RestartAllContainers") continue;
				report({
					at: action,
					message: found(names),
					related: hooks.map(({ hook }) => ({ at: hook, message: here })),
				});
			}
	},
});

const preStopOf = (container: Container): Node | undefined => {
	const hook = valueAt(container.node, "lifecycle", "preStop");
	return hook?.kind === "mapping" ? hook : undefined;
};
