import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { runsBesideLater } from "../../kubernetes/restart-policy";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import type { Scalar } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (port: string, other: string) =>
		`\`${other}\` declares port ${port} too. The containers of a Pod share one network: the second to bind the port fails with "address already in use".`,
	ja: (port, other) =>
		`\`${other}\` もポート${port}を宣言しています。Pod内のコンテナはネットワークを共有するため、後からこのポートを使うコンテナは "address already in use" で失敗します。`,
});

const oneAfterTheOther = text({
	en: (port: string, other: string) =>
		`\`${other}\` declares port ${port} too. The two do not run at the same time, but the API server warns of it ("duplicate port definition").`,
	ja: (port, other) =>
		`\`${other}\` もポート${port}を宣言しています。2つのコンテナは同時には動きませんが、APIサーバーが警告を出します("duplicate port definition")。`,
});

const other = text({
	en: (port: string) => `Port ${port} is declared here too`,
	ja: (port) => `ポート${port}はここでも宣言されています`,
});

export default defineRule({
	id: "port-duplicate-across-containers",
	title: fixedText({
		en: "Two containers of a Pod declare the same port",
		ja: "Pod内の2つのコンテナが同じポートを宣言している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
	mentions: ["containerPort"],
	checkPod(pod, { version, report }) {
		const known = new Map<
			string,
			{ container: Container; containerPort: Scalar }[]
		>();
		for (const container of pod.all) {
			for (const { number, protocol, containerPort } of container.ports) {
				if (number === undefined || !containerPort) continue;
				const key = `${number}/${protocol}`;
				const same = known.get(key) ?? [];
				known.set(key, [...same, { container, containerPort }]);
				const others = same.filter((other) => other.container !== container);
				const rival = others.find((other) =>
					runsBesideLater(other.container, version),
				);
				const first = rival ?? others[0];
				// The API server warns of ports since 1.28, whether or not the containers meet.
				if (!first || (!rival && !atLeast(version, "1.28"))) continue;
				report({
					at: containerPort,
					severity: rival ? "warning" : "information",
					message: (rival ? found : oneAfterTheOther)(
						key,
						shownName(first.container),
					),
					related: [{ at: first.containerPort, message: other(key) }],
				});
			}
		}
	},
});
