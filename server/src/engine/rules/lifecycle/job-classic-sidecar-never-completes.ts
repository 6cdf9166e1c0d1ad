import { conversionFix } from "../../kubernetes/conversion";
import { isLastingHelper, isStoppedByAnother } from "../../kubernetes/helpers";
import { ROLE_NAMES } from "../../kubernetes/role";
import { endlessReason } from "../../kubernetes/roles";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, role: string, reason: string, kind: string) =>
		`The ${kind} never completes: \`${name}\` (${role}: ${reason}) goes on after the work is done, and the Pod ends only when all of its \`containers\` have. As a native sidecar it would be stopped then.`,
	ja: (name, role, reason, kind) =>
		`この${kind}は完了しません。処理が終わっても \`${name}\`(${role}: ${reason})が動き続け、Podは \`containers\` のすべてのコンテナが終了するまで終わらないためです。ネイティブサイドカーにすれば、そのとき停止されます。`,
});

export default defineRule({
	id: "job-classic-sidecar-never-completes",
	title: fixedText({
		en: "A helper in `containers` keeps a Job from completing",
		ja: "`containers`のヘルパーのためにJobが完了しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	checkPod(pod, { version, catalog, roleOf, report }) {
		if (!pod.runsToCompletion || pod.containers.length < 2) return;
		const lasting = pod.containers.filter((container) => isLastingHelper(container, catalog));
		// Where nothing ends, no container is a sidecar of another.
		if (lasting.length === pod.containers.length) return;
		for (const container of lasting) {
			if (isStoppedByAnother(container) || container.restartPolicyText === "Always") continue;
			const { role, reason } = roleOf(container);
			const why = role === "app" ? (endlessReason(container) ?? reason) : reason;
			const shown = role === "app" ? "helper" : role;
			report({
				at: container.label,
				message: (language) =>
					found(container.name ?? "?", ROLE_NAMES[shown](language), why(language), pod.kind ?? "Job")(language),
				fixes: [conversionFix(container, version, catalog)],
			});
		}
	},
});
