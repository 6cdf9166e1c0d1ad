import { conversionFix } from "../../kubernetes/conversion";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`\`restartPolicy: Always\` makes ${name} no sidecar here: in \`containers\` it only means that the container is restarted whenever it ends. A native sidecar stands in \`initContainers\`.`,
	ja: (name) =>
		`\`containers\` の ${name} に \`restartPolicy: Always\` を設定してもサイドカーにはなりません。終了のたびに再起動されるだけです。ネイティブサイドカーは \`initContainers\` に置きます。`,
});

const inJob = text({
	en: (name: string) =>
		`\`restartPolicy: Always\` on ${name} keeps the Job from ever completing: in \`containers\` it makes no sidecar, and the Pod ends only when all of its \`containers\` have. A native sidecar stands in \`initContainers\`.`,
	ja: (name) =>
		`${name} の \`restartPolicy: Always\` のため、Jobが完了しません。\`containers\` ではサイドカーにならず、Podは \`containers\` のすべてのコンテナが終了するまで終わりません。ネイティブサイドカーは \`initContainers\` に置きます。`,
});

const THIS = "`containers[]`";

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
	checkPod(pod, { version, catalog, report }) {
		for (const container of pod.containers) {
			const entry = container.restartPolicy;
			if (!entry || container.restartPolicyText !== "Always") continue;
			const name = container.name === undefined ? THIS : `\`${container.name}\``;
			report({
				at: entry,
				message: pod.runsToCompletion ? inJob(name) : found(name),
				fixes: [conversionFix(container, version, catalog)],
			});
		}
	},
});
