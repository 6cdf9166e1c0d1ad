import type { Container, Port } from "../../kubernetes/container";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (port: string, other: string) =>
		`\`${other}\` declares port ${port} too. The containers of a Pod share one network: the second to bind the port fails with "address already in use".`,
	ja: (port, other) =>
		`\`${other}\` もポート${port}を宣言しています。Pod内のコンテナはネットワークを共有するため、後からこのポートを使うコンテナは "address already in use" で失敗します。`,
});

const oneAfterTheOther = text({
	en: (port: string, other: string) =>
		`\`${other}\` declares port ${port} too; Kubernetes warns of it, although the two do not run at the same time.`,
	ja: (port, other) => `\`${other}\` もポート${port}を宣言しています。同時には動きませんが、Kubernetesは警告を出します。`,
});

const other = text({ en: (port: string) => `Port ${port} is declared here too`, ja: (port) => `ポート${port}はここでも宣言されています` });

export default defineRule({
	id: "port-duplicate-across-containers",
	title: fixedText({ en: "Two containers of a Pod declare the same port", ja: "Pod内の2つのコンテナが同じポートを宣言している" }),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
	checkPod(pod, { version, report }) {
		const known = new Map<string, { container: Container; port: Port }>();
		const runsWithApps = (container: Container) => container.list !== "initContainers" || isNativeSidecar(container, version);
		for (const container of pod.all) {
			for (const port of container.ports) {
				if (port.number === undefined || !port.containerPort) continue;
				const key = `${port.number}/${port.protocol}`;
				const first = known.get(key);
				if (!first) known.set(key, { container, port });
				if (!first?.port.containerPort || first.container === container) continue;
				const atOnce = runsWithApps(container) && runsWithApps(first.container);
				// The API server warns of ports since 1.28, whether or not the containers meet.
				if (!atOnce && !atLeast(version, "1.28")) continue;
				report({
					at: port.containerPort,
					severity: atOnce ? "warning" : "information",
					message: (atOnce ? found : oneAfterTheOther)(key, first.container.name ?? "?"),
					related: [{ at: first.port.containerPort, message: other(key) }],
				});
			}
		}
	},
});
