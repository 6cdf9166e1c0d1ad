import { portsNamed } from "../../kubernetes/named-ports";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { targetsOf } from "../../kubernetes/services";
import { fixedText, text } from "../../text/language";
import { writeNumber } from "../port-mends";
import { defineRule } from "../rule";

const found = text({
	en: (port: string, sidecar: string) =>
		`Only the native sidecar \`${sidecar}\` has a port named \`${port}\`, and before Kubernetes 1.33 a Service does not look for names there: it gets no endpoints for this port, and connections are refused. A number works in all versions.`,
	ja: (port, sidecar) =>
		`\`${port}\` という名前のポートはネイティブサイドカー \`${sidecar}\` にしかなく、Kubernetes 1.33より前のServiceはそこから名前を探しません。このポートにはエンドポイントが作られず、接続は拒否されます。番号で指定すればどのバージョンでも動作します。`,
});
const here = text({
	en: (sidecar: string) => `the port of \`${sidecar}\``,
	ja: (sidecar) => `\`${sidecar}\` のポート`,
});
export default defineRule({
	id: "sidecar-named-target-port",
	title: fixedText({
		en: "A Service names a port that only a native sidecar has",
		ja: "Serviceがネイティブサイドカーにしかないポートを名前で指定している",
	}),
	severity: "warning",
	kubernetes: { from: "1.29", until: "1.32" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
	checkNeighbours(service, { version, neighbours, report }) {
		const { selector, ports } = targetsOf(service);
		if (ports.length === 0) return;
		const pods = neighbours.selected(service, selector);
		for (const { at, name, protocol } of ports) {
			const declared = pods
				.filter(({ sure }) => sure)
				.map(({ found }) =>
					portsNamed(found, name).filter(
						({ port }) => port.protocol === protocol,
					),
				);
			const hidden = declared.filter((all) =>
				all.every(({ container }) => isNativeSidecar(container, version)),
			);
			const [first] = hidden.flat();
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
				fixes: [writeNumber(at, declared.flat())],
			});
		}
	},
});
