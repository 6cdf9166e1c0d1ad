import { shownName } from "../../kubernetes/naming";
import { removeField } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { conversionFix } from "../conversion-mends";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`In \`containers\`, \`restartPolicy: Always\` only means that ${name} is restarted whenever it ends; it does not make it a sidecar. A native sidecar stands in \`initContainers\`.`,
	ja: (name) =>
		`\`containers\` では、\`restartPolicy: Always\` を設定しても${name}は終了のたびに再起動されるだけで、サイドカーにはなりません。ネイティブサイドカーは \`initContainers\` に定義します。`,
});

const inJob = text({
	en: (name: string) =>
		`The Job never completes: with \`restartPolicy: Always\` ${name} is restarted whenever it ends, and the Pod ends only when all of its \`containers\` have. A native sidecar stands in \`initContainers\`.`,
	ja: (name) =>
		`このJobは完了しません。\`restartPolicy: Always\` により${name}は終了のたびに再起動されますが、Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。ネイティブサイドカーは \`initContainers\` に定義します。`,
});

const THIS = fixedText({ en: "this container", ja: "このコンテナ" });
const remove = fixedText({
	en: "Remove `restartPolicy`",
	ja: "`restartPolicy` を削除",
});

export default defineRule({
	id: "app-container-restart-always-not-sidecar",
	title: fixedText({
		en: "restartPolicy: Always in `containers` makes no native sidecar",
		ja: "`containers`のrestartPolicy: Alwaysはネイティブサイドカーにならない",
	}),
	severity: "warning",
	kubernetes: { from: "1.35" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, catalog, report }) {
		// Where every container has one, none is meant to be the sidecar of another.
		const standsOut = pod.containers.some(
			(container) => !container.restartPolicy,
		);
		for (const container of pod.containers) {
			const entry = container.restartPolicy;
			if (!entry || container.restartPolicyText !== "Always") continue;
			const isLikelyMeant =
				!pod.runsToCompletion &&
				(!standsOut || container.field("restartPolicyRules"));
			report({
				at: entry,
				severity: isLikelyMeant ? "information" : "warning",
				message: (language) => {
					const shown = shownName(container);
					const name = shown === "?" ? THIS(language) : `\`${shown}\``;
					return (pod.runsToCompletion ? inJob : found)(name)(language);
				},
				fixes: [
					conversionFix(container, version, catalog),
					// What is left to rules without a policy is not valid.
					container.field("restartPolicyRules")
						? undefined
						: {
								title: remove,
								safety: "review",
								edit: () => removeField(container, entry),
							},
				],
			});
		}
	},
});
