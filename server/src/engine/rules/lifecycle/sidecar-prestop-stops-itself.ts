import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import { foreignStopOf } from "../../kubernetes/foreign-stop";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { selfStopOf } from "../../kubernetes/self-stop";
import { removeHook } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (what: string, name: string, app: string) =>
		`\`${what}\` ends \`${name}\` as soon as the Pod begins to end: \`preStop\` hooks of all containers run at once, while \`${app}\` still works. A native sidecar that has ended is not started again then. Without the hook it gets SIGTERM once \`${app}\` has ended.`,
	ja: (what, name, app) =>
		`\`${what}\` により、Podの終了が始まるとすぐに \`${name}\` が停止します。\`preStop\` フックはすべてのコンテナで同時に実行され、このとき \`${app}\` はまだ動いています。終了したネイティブサイドカーは再起動されません。フックがなければ、\`${app}\` の終了後にSIGTERMが送られます。`,
});
const foundElsewhere = text({
	en: (what: string, name: string, other: string) =>
		`\`${what}\` in the \`preStop\` hook of \`${other}\` ends \`${name}\` before \`${other}\` gets SIGTERM, and a native sidecar that has ended is not started again then. By itself it gets SIGTERM once \`${other}\` has ended.`,
	ja: (what, name, other) =>
		`\`${other}\` の \`preStop\` フックの \`${what}\` により、\`${other}\` にSIGTERMが送られる前に \`${name}\` が停止します。このとき終了したネイティブサイドカーは再起動されません。何もしなくても、\`${other}\` の終了後にSIGTERMが送られます。`,
});
const ended = text({
	en: (name: string) => `\`${name}\` is ended by the hook`,
	ja: (name) => `フックが停止させる \`${name}\``,
});
const still = fixedText({
	en: "Still works when the hook runs",
	ja: "フックの実行時にはまだ動いています",
});
const remove = fixedText({
	en: "Remove the `preStop` hook",
	ja: "`preStop` フックを削除",
});

const removal = (container: Container): Change => ({
	title: remove,
	safety: "review",
	preferred: true,
	edit: () => removeHook(container, "preStop"),
});

export default defineRule({
	id: "sidecar-prestop-stops-itself",
	title: fixedText({
		en: "A preStop hook ends a native sidecar before the application",
		ja: "ネイティブサイドカーがpreStopフックでアプリケーションより先に停止する",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars",
	mentions: ["initContainers", "preStop"],
	checkPod(pod, { version, report }) {
		const [app] = pod.containers;
		for (const container of pod.initContainers) {
			if (!isNativeSidecar(container, version)) continue;
			const foreign = foreignStopOf(container);
			if (foreign) {
				const { what, at, other, plain } = foreign;
				const name = shownName(container);
				report({
					at,
					message: foundElsewhere(what, name, shownName(other)),
					related: [{ at: container.label, message: ended(name) }],
					fixes: [plain ? removal(other) : undefined],
				});
			}
			const hook = valueAt(container.entry("lifecycle")?.value, "preStop");
			const stop = hook && selfStopOf(container, hook);
			if (!stop) continue;
			report({
				at: stop.at,
				message: found(
					stop.what,
					shownName(container),
					app ? shownName(app) : "containers",
				),
				related: app ? [{ at: app.label, message: still }] : [],
				fixes: [removal(container)],
			});
		}
	},
});
