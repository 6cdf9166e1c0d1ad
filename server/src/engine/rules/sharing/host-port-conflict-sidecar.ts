import type { Container } from "../../kubernetes/container";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { booleanOf, integerOf, stringOf } from "../../kubernetes/values";
import type { Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { type Node, resolve, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (port: string, other: string) =>
		`\`${other}\` takes port ${port} of the node too. The API server does not compare native sidecars with other containers, so that the Pod is accepted and fails when it starts.`,
	ja: (port, other) =>
		`\`${other}\` もノードのポート${port}を使います。APIサーバーはネイティブサイドカーをほかのコンテナと比較しないため、Podは受け付けられ、起動時に失敗します。`,
});
const other = text({
	en: (port: string) => `The other port ${port} of the node`,
	ja: (port) => `ノードのポート${port}を使うもう1つの箇所`,
});

interface HostPort {
	readonly container: Container;
	readonly at: Node;
	readonly number: number;
	readonly protocol: string;
	readonly ip: string;
}

export default defineRule({
	id: "host-port-conflict-sidecar",
	title: fixedText({
		en: "A native sidecar takes the same port of the node as another container",
		ja: "ネイティブサイドカーがほかのコンテナと同じノードのポートを使っている",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["hostPort"],
	checkPod(pod, { version, report }) {
		// On the node's own network the declared ports themselves clash, which another rule tells.
		if (booleanOf(valueAt(pod.spec, "hostNetwork")) === true) return;
		const known: HostPort[] = [];
		for (const container of pod.all) {
			if (!goesOn(container, version)) continue;
			for (const port of hostPortsOf(container)) {
				const rival = known.find(
					(one) =>
						one.container !== container &&
						isSidecarIn([one.container, container]) &&
						clash(one, port),
				);
				known.push(port);
				if (!rival) continue;
				const shown = `${port.number}/${port.protocol}`;
				report({
					at: port.at,
					message: found(shown, rival.container.name ?? "?"),
					related: [{ at: rival.at, message: other(shown) }],
				});
			}
		}
	},
});

const goesOn = (container: Container, version: Version): boolean =>
	container.list === "containers" || isNativeSidecar(container, version);

const isSidecarIn = (containers: readonly Container[]): boolean =>
	containers.some(({ list }) => list === "initContainers");

/** All addresses are every address. */
const clash = (one: HostPort, port: HostPort): boolean =>
	one.number === port.number &&
	one.protocol === port.protocol &&
	(one.ip === port.ip || isAll(one.ip) || isAll(port.ip));

const isAll = (ip: string): boolean => ip === "" || ip === "0.0.0.0";

function hostPortsOf(container: Container): readonly HostPort[] {
	return container.ports.flatMap(({ node, protocol }) => {
		const at = resolve(valueAt(node, "hostPort"));
		const number = integerOf(at);
		const ip = valueAt(node, "hostIP");
		const written = stringOf(ip);
		if (!at || !number || (ip && written === undefined)) return [];
		return [{ container, at, number, protocol, ip: written ?? "" }];
	});
}
