import { booleanOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (count: number) =>
		`The ${count} containers of this Pod see each other's processes: of those that run as the same user (or with \`CAP_SYS_PTRACE\`) also files and environment, secrets included (\`/proc/PID/root\`, \`/proc/PID/environ\`). Process 1 is the pause process in all of them.`,
	ja: (count) =>
		`このPodの${count}個のコンテナは互いのプロセスを見られます。同じユーザーで動く場合(または \`CAP_SYS_PTRACE\` がある場合)は、Secretを含むファイルと環境変数も読めます( \`/proc/PID/root\` 、 \`/proc/PID/environ\` )。プロセス1はすべてのコンテナでpauseプロセスになります。`,
});

export default defineRule({
	id: "shared-pid-side-effects",
	title: fixedText({
		en: "Containers that share processes can read each other's files and secrets",
		ja: "プロセスを共有するコンテナは互いのファイルとSecretを読める",
	}),
	severity: "information",
	kubernetes: {},
	strict: true,
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
	mentions: ["shareProcessNamespace"],
	checkPod(pod, { report }) {
		const entry = pod.entry("shareProcessNamespace");
		if (!entry || booleanOf(entry.value) !== true) return;
		const count = pod.all.length;
		if (count > 1)
			report({ at: entry.value ?? entry.key, message: found(count) });
	},
});
