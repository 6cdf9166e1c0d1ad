import { portsNamed } from "../../kubernetes/named-ports";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { openedBy } from "../../kubernetes/services";
import { fixedText, text } from "../../text/language";
import { writeNumber } from "../port-mends";
import { defineRule } from "../rule";

const found = text({
	en: (port: string, sidecar: string) =>
		`Only the native sidecar \`${sidecar}\` has a port named \`${port}\`. Network plugins that look for names in \`containers\` only, such as older versions of Calico, do not find it there and drop the traffic. A number works everywhere.`,
	ja: (port, sidecar) =>
		`\`${port}\` という名前のポートはネイティブサイドカー \`${sidecar}\` にしかありません。古いバージョンのCalicoのように \`containers\` からしか名前を探さないネットワークプラグインはこれを見つけられず、通信を破棄します。番号で指定すればどの環境でも動作します。`,
});
const here = text({
	en: (sidecar: string) => `the port of \`${sidecar}\``,
	ja: (sidecar) => `\`${sidecar}\` のポート`,
});
export default defineRule({
	id: "tool-only-reads-containers",
	title: fixedText({
		en: "A NetworkPolicy names a port that only a native sidecar has",
		ja: "NetworkPolicyがネイティブサイドカーにしかないポートを名前で指定している",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
	checkNeighbours(policy, { version, neighbours, report }) {
		const { selector, ports } = openedBy(policy);
		if (ports.length === 0) return;
		const pods = neighbours.selected(policy, selector);
		for (const { at, name, protocol } of ports) {
			const declared = pods.map(({ found: pod, sure }) => ({
				sure,
				ports: portsNamed(pod, name).filter(
					({ port }) => port.protocol === protocol,
				),
			}));
			const [first] = declared.flatMap(({ sure, ports: own }) =>
				sure &&
				own.every(({ container }) => isNativeSidecar(container, version))
					? own
					: [],
			);
			if (!first) continue;
			report({
				at,
				message: found(name, shownName(first.container)),
				related: [
					{
						at: first.port.node,
						document: first.container.pod.document,
						message: here(shownName(first.container)),
					},
				],
				fixes: [
					writeNumber(
						at,
						declared.flatMap(({ ports: own }) => own),
					),
				],
			});
		}
	},
});
