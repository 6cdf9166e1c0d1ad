import type { Container } from "../../kubernetes/container";
import { startupProbe } from "../../kubernetes/conversion";
import { dependentsOf } from "../../kubernetes/dependencies";
import { shownName } from "../../kubernetes/naming";
import { needsAnother, servesSomething } from "../../kubernetes/network";
import { programOf } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { isNull } from "../../kubernetes/values";
import { addTcpStartupProbe } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const needed = text({
	en: (name: string, dependent: string) =>
		`\`${dependent}\` calls \`${name}\` but may start before it listens: Kubernetes waits only until the sidecar's process runs, not until it is ready. With a \`startupProbe\` it waits.`,
	ja: (name, dependent) =>
		`\`${dependent}\` は \`${name}\` に接続しますが、接続を受け付ける前に起動することがあります。Kubernetesはサイドカーのプロセスが動き出すまでしか待たず、準備完了は待ちません。\`startupProbe\` を設定すると準備完了まで待ちます。`,
});

const serves = text({
	en: (name: string) =>
		`The other containers start before \`${name}\` is ready: a \`readinessProbe\` does not make them wait, a \`startupProbe\` does.`,
	ja: (name) =>
		`ほかのコンテナは \`${name}\` の準備完了を待たずに起動します。\`readinessProbe\` では待ちません。待たせるには \`startupProbe\` を設定します。`,
});

const here = text({
	en: (name: string) => `\`${name}\` calls it`,
	ja: (name) => `\`${name}\` が接続している箇所`,
});
const copy = fixedText({
	en: "Copy the `readinessProbe` to `startupProbe`",
	ja: "`readinessProbe` を `startupProbe` にコピー",
});
const add = text({
	en: (port: number) => `Add a \`startupProbe\` on port ${port}`,
	ja: (port) => `ポート${port}の \`startupProbe\` を追加`,
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
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const container of pod.initContainers) {
			if (
				!isNativeSidecar(container, version) ||
				isGated(container) ||
				!servesSomething(container)
			)
				continue;
			const [dependent] = dependentsOf(container, catalog).filter(
				(other) => startsAfter(other, container) && !waitsItself(other),
			);
			const { role } = roleOf(container);
			if (!dependent && role !== "ambassador" && role !== "mesh-proxy")
				continue;
			const name = shownName(container);
			report({
				at: container.label,
				severity: dependent ? "warning" : "information",
				message: dependent ? needed(name, shownName(dependent)) : serves(name),
				related: dependent
					? [{ at: dependent.label, message: here(shownName(dependent)) }]
					: [],
				fixes: gates(container),
			});
		}
	},
});

const isGated = (container: Container): boolean =>
	container.field("startupProbe") !== undefined ||
	!isNull(valueAt(container.entry("lifecycle")?.value, "postStart"));

const startsAfter = (other: Container, container: Container): boolean =>
	other.list === "containers" ||
	(other.list === "initContainers" && other.index > container.index);

/** Tools and habits of scripts that try again until somebody answers. */
const RETRIES =
	/\buntil\b|\bwhile\s+!|\bwait[-_]?for|\bwait4x\b|\bdockerize\b|--retry|\blinkerd-await\b/;

const waitsItself = (container: Container): boolean =>
	(programOf(container).words ?? []).some(({ text }) => RETRIES.test(text));

/** Does it seem to listen on localhost only? The kubelet, which probes from outside the Pod, would never reach it. */
function listensLocallyOnly(container: Container): boolean {
	const line = (programOf(container).words ?? [])
		.map(({ text }) => text)
		.join(" ");
	if (/\b0\.0\.0\.0\b/.test(line)) return false;
	return (
		/\b127\.0\.0\.1\b|\blocalhost\b/.test(line) ||
		/cloud-?sql|gce-proxy|alloydb-auth-proxy/.test(container.image?.text ?? "")
	);
}

function gates(container: Container) {
	if (container.field("readinessProbe")) {
		if (needsAnother(container, "readinessProbe")) return [];
		return [
			{
				title: copy,
				safety: "review" as const,
				preferred: true,
				edit: () => startupProbe(container),
			},
		];
	}
	const port = container.ports.find(
		({ protocol }) => protocol === "TCP",
	)?.number;
	if (port === undefined || listensLocallyOnly(container)) return [];
	return [
		{
			title: add(port),
			safety: "review" as const,
			edit: () => addTcpStartupProbe(container, port),
		},
	];
}
