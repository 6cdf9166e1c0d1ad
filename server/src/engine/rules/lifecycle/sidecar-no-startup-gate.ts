import type { Container } from "../../kubernetes/container";
import { startupProbe } from "../../kubernetes/conversion";
import { dependentsOf } from "../../kubernetes/dependencies";
import { probesAnother, servesSomething } from "../../kubernetes/network";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { addTcpStartupProbe } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { valueOf } from "../../yaml/tree";
import { defineRule } from "../rule";

const needed = text({
	en: (name: string, dependent: string) =>
		`\`${dependent}\` calls \`${name}\` but may start before it listens: Kubernetes waits only until the sidecar's process runs, not until it is ready. A startupProbe makes it wait.`,
	ja: (name, dependent) =>
		`\`${dependent}\` は \`${name}\` に接続しますが、待ち受けが始まる前に起動することがあります。Kubernetesが待つのはサイドカーのプロセスの起動までで、準備完了までではありません。startupProbeを設定すると待つようになります。`,
});

const serves = text({
	en: (name: string) =>
		`Nothing makes the other containers wait until \`${name}\` serves: a readinessProbe does not hold them up, a startupProbe does.`,
	ja: (name) =>
		`\`${name}\` の準備ができるまで、ほかのコンテナは待ちません。readinessProbeでは待たせられません。待たせるにはstartupProbeを使います。`,
});

const here = text({ en: (name: string) => `\`${name}\` calls it`, ja: (name) => `\`${name}\` が接続している箇所` });
const copy = fixedText({ en: "Copy the readinessProbe to startupProbe", ja: "readinessProbeをstartupProbeにコピー" });
const add = text({
	en: (port: number) => `Add a startupProbe on port ${port}`,
	ja: (port) => `ポート${port}のstartupProbeを追加`,
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
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#differences-from-application-containers",
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const container of pod.initContainers) {
			if (!isNativeSidecar(container, version) || !servesSomething(container) || isGated(container)) continue;
			const [dependent] = dependentsOf(container, catalog);
			const { role } = roleOf(container);
			if (!dependent && role !== "ambassador" && role !== "mesh-proxy") continue;
			const name = container.name ?? "?";
			report({
				at: container.label,
				severity: dependent ? "warning" : "information",
				message: dependent ? needed(name, dependent.name ?? "?") : serves(name),
				related: dependent ? [{ at: dependent.label, message: here(dependent.name ?? "?") }] : [],
				fixes: gates(container),
			});
		}
	},
});

const isGated = (container: Container): boolean =>
	container.field("startupProbe") !== undefined || valueOf(container.entry("lifecycle")?.value, "postStart") !== undefined;

function gates(container: Container) {
	if (container.field("readinessProbe")) {
		if (probesAnother(container, "readinessProbe")) return [];
		return [{ title: copy, safety: "review" as const, preferred: true, edit: () => startupProbe(container) }];
	}
	const port = container.ports.find(({ protocol }) => protocol === "TCP")?.number;
	if (port === undefined) return [];
	return [{ title: add(port), safety: "review" as const, preferred: true, edit: () => addTcpStartupProbe(container, port) }];
}
