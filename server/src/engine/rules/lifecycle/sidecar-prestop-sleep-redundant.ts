import type { Container } from "../../kubernetes/container";
import { graceOf, sleepOf, USUAL_GRACE } from "../../kubernetes/durations";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { stopWaitOf } from "../../kubernetes/stop-waits";
import { removeHook } from "../../kubernetes/verbs";
import type { Version } from "../../kubernetes/versions";
import type { Range } from "../../text/edit";
import { fixedText, type Message, text } from "../../text/language";
import { type Node, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const sleeps = text({
	en: (name: string, seconds: number) =>
		`This sleep holds nothing up: the application gets SIGTERM meanwhile, and the native sidecar \`${name}\` is kept until the application has ended in any case. If the application ends sooner, the Pod waits for the rest of the ${seconds} s.`,
	ja: (name, seconds) =>
		`このsleepで待つものはありません。その間にアプリケーションにはSIGTERMが送られ、ネイティブサイドカー \`${name}\` はもともとアプリケーションの終了まで残ります。アプリケーションが先に終了すると、Podは${seconds}秒の残りを待つだけになります。`,
});
const waits = text({
	en: (name: string, head: string) =>
		`This wait (\`${head}\`) is not needed: the native sidecar \`${name}\` is kept until the application has ended in any case.`,
	ja: (name, head) =>
		`この待機(\`${head}\`)は不要です。ネイティブサイドカー \`${name}\` はもともとアプリケーションの終了まで残ります。`,
});
const remove = fixedText({
	en: "Remove the `preStop` hook",
	ja: "`preStop` フックを削除",
});

export default defineRule({
	id: "sidecar-prestop-sleep-redundant",
	title: fixedText({
		en: "A native sidecar sleeps or waits before it is stopped",
		ja: "ネイティブサイドカーが停止の前にsleepまたは待機する",
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
			const found = redundantIn(container, hook, version);
			if (!found) continue;
			report({
				...found,
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

/** What of a hook holds nothing up. */
function redundantIn(
	container: Container,
	hook: Node,
	version: Version,
): { readonly at: Range; readonly message: Message } | undefined {
	const name = shownName(container);
	const wait = stopWaitOf(container, hook);
	if (wait) return { at: wait.at, message: waits(name, shortened(wait.head)) };
	const sleep = sleepOf(hook, version);
	// One that is longer than the Pod has to end is worse than redundant.
	const grace = graceOf(container.pod)?.seconds ?? USUAL_GRACE;
	return sleep?.only && sleep.seconds < grace
		? { at: sleep.at, message: sleeps(name, sleep.seconds) }
		: undefined;
}

const shortened = (head: string): string =>
	head.replaceAll("`", " ").slice(0, 80);
