import { shownName } from "../../kubernetes/naming";
import {
	cannotGate,
	gateFixes,
	impatientCaller,
	isUngatedServer,
	mayBeCalled,
} from "../../kubernetes/start-gate";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const needed = text({
	en: (name: string, dependent: string) =>
		`\`${dependent}\` calls \`${name}\` but may start before it listens: Kubernetes waits only until the sidecar's process runs, not until it is ready. With a \`startupProbe\` it waits.`,
	ja: (name, dependent) =>
		`\`${dependent}\` は \`${name}\` に接続しますが、接続を受け付ける前に起動することがあります。Kubernetesはサイドカーのプロセスが動き出すまでしか待たず、準備完了は待ちません。\`startupProbe\` を設定すると準備完了まで待ちます。`,
});

const serves = text({
	en: (name: string) =>
		`The other containers start as soon as the process of \`${name}\` runs, not when it is ready. With a \`startupProbe\` they wait.`,
	ja: (name) =>
		`ほかのコンテナは \`${name}\` のプロセスが動き出すとすぐに起動し、準備完了を待ちません。\`startupProbe\` を設定すると準備完了まで待ちます。`,
});
const servesProbed = text({
	en: (name: string) =>
		`The other containers start before \`${name}\` is ready: its \`readinessProbe\` does not make them wait, a \`startupProbe\` would.`,
	ja: (name) =>
		`ほかのコンテナは \`${name}\` の準備完了を待たずに起動します。\`readinessProbe\` があっても待ちません。待たせるには \`startupProbe\` を設定します。`,
});

const here = text({
	en: (name: string) => `\`${name}\` calls it`,
	ja: (name) => `\`${name}\` が接続している箇所`,
});

export default defineRule({
	id: "sidecar-no-startup-gate",
	title: fixedText({
		en: "Nothing waits until a native sidecar serves",
		ja: "ネイティブサイドカーの準備完了を待つ設定がない",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const container of pod.initContainers) {
			if (!isUngatedServer(container, version)) continue;
			const dependent = impatientCaller(container, catalog);
			// Who has given it a readinessProbe is told that it does not gate, if that can succeed.
			const readiness = container.field("readinessProbe");
			if (dependent && readiness && !cannotGate(container)) continue;
			const { role } = roleOf(container);
			const isProxy = role === "ambassador" || role === "mesh-proxy";
			const severity = dependent
				? "warning"
				: isProxy
					? "information"
					: role === "helper" && mayBeCalled(container, catalog)
						? "hint"
						: undefined;
			if (!severity) continue;
			const name = shownName(container);
			report({
				at: container.label,
				severity,
				message: dependent
					? needed(name, shownName(dependent))
					: (readiness ? servesProbed : serves)(name),
				related: dependent
					? [{ at: dependent.label, message: here(shownName(dependent)) }]
					: [],
				fixes: gateFixes(container),
			});
		}
	},
});
