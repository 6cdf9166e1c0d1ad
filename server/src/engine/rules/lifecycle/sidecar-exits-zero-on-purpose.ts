import type { Container } from "../../kubernetes/container";
import { PROBES } from "../../kubernetes/container";
import { endsByItself } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { runsOnce } from "../../kubernetes/tasks";
import { removeField } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`\`${name}\` ends by itself when its task is done, and a native sidecar is restarted whenever it ends: the task runs again and again, with pauses of up to five minutes, and what comes next does not wait for it. Without \`restartPolicy: Always\` it runs once.`,
	ja: (name) =>
		`\`${name}\` は処理が終わると自ら終了しますが、ネイティブサイドカーは終了するたびに再起動されます。処理は最大5分の間隔で何度も繰り返され、後続のコンテナもその完了を待ちません。\`restartPolicy: Always\` がなければ一度だけ実行されます。`,
});
const fix = fixedText({
	en: "Remove `restartPolicy`: run it once, before what follows",
	ja: "`restartPolicy` を削除し、後続のコンテナの前に一度だけ実行",
});

export default defineRule({
	id: "sidecar-exits-zero-on-purpose",
	title: fixedText({
		en: "A native sidecar ends by itself and is restarted for ever",
		ja: "自ら終了するネイティブサイドカーが再起動され続ける",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#differences-from-init-containers",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		for (const sidecar of pod.initContainers) {
			if (!isNativeSidecar(sidecar, version)) continue;
			if (!endsByItself(sidecar) && !runsOnce(sidecar)) continue;
			const policy = sidecar.restartPolicy;
			const isOwn = policy?.parent === sidecar.node;
			report({
				at: sidecar.label,
				message: found(shownName(sidecar)),
				fixes: [
					policy && isOwn && !hasHooks(sidecar)
						? {
								title: fix,
								safety: "review",
								edit: () => removeField(sidecar, policy),
							}
						: undefined,
				],
			});
		}
	},
});

/** An ordinary init container may have neither probes nor hooks. */
const hasHooks = (container: Container): boolean =>
	container.field("lifecycle") !== undefined ||
	PROBES.some((name) => container.field(name) !== undefined);
