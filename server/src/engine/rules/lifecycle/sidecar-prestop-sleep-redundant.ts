import { graceOf, sleepOf, USUAL_GRACE } from "../../kubernetes/durations";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { removeHook } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, seconds: number) =>
		`This sleep holds nothing up: the application gets SIGTERM meanwhile, and the native sidecar \`${name}\` is kept until the application has ended in any case. If the application ends sooner, the Pod waits for the rest of the ${seconds} s.`,
	ja: (name, seconds) =>
		`このsleepで待つものはありません。その間にアプリケーションにはSIGTERMが送られ、ネイティブサイドカー \`${name}\` はもともとアプリケーションの終了まで残ります。アプリケーションが先に終了すると、Podは${seconds}秒の残りを待つだけになります。`,
});
const remove = fixedText({
	en: "Remove the `preStop` hook",
	ja: "`preStop` フックを削除",
});

export default defineRule({
	id: "sidecar-prestop-sleep-redundant",
	title: fixedText({
		en: "A native sidecar sleeps before it is stopped",
		ja: "ネイティブサイドカーが停止の前にsleepする",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["initContainers", "preStop"],
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			const hook = valueAt(container.entry("lifecycle")?.value, "preStop");
			if (!hook || !isNativeSidecar(container, version)) continue;
			const sleep = sleepOf(hook, version);
			// One that is longer than the Pod has to end is worse than redundant.
			const grace = graceOf(pod)?.seconds ?? USUAL_GRACE;
			if (!sleep?.only || sleep.seconds >= grace) continue;
			report({
				at: sleep.at,
				message: found(shownName(container), sleep.seconds),
				fixes: [
					{
						title: remove,
						safety: "review",
						preferred: true,
						edit: () => removeHook(container, "preStop"),
					},
				],
			});
		}
	},
});
