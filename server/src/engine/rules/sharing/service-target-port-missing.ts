import type { Change } from "../../kubernetes/change";
import {
	type Declared,
	lastingContainers,
	mayBeInjected,
	portsNamed,
} from "../../kubernetes/named-ports";
import { shownName } from "../../kubernetes/naming";
import { nearest } from "../../kubernetes/nearest";
import type { Pod } from "../../kubernetes/pod";
import { selectedPods } from "../../kubernetes/selected";
import { type NamedPort, targetsOf } from "../../kubernetes/services";
import type { Version } from "../../kubernetes/versions";
import { fixedText, type Message, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { defineRule } from "../rule";

const REFUSED = {
	en: "the Service gets no endpoints for this port, and connections are refused.",
	ja: "このポートにはエンドポイントが作られず、接続は拒否されます。",
};
const missing = text({
	en: (port: string, workload: string) =>
		`No container of ${workload} has a port named \`${port}\`: ${REFUSED.en}`,
	ja: (port, workload) =>
		`${workload} のどのコンテナにも \`${port}\` という名前のポートがありません。${REFUSED.ja}`,
});
const ended = text({
	en: (port: string, container: string) =>
		`Only the init container \`${container}\` has a port named \`${port}\`, and it has ended when the Pod is ready: ${REFUSED.en}`,
	ja: (port, container) =>
		`\`${port}\` という名前のポートはInitコンテナ \`${container}\` にしかなく、Podの準備ができたときには終了しています。${REFUSED.ja}`,
});
const otherProtocol = text({
	en: (port: string, has: string, wants: string) =>
		`The port \`${port}\` is declared for ${has}, and the Service looks for ${wants}: ${REFUSED.en}`,
	ja: (port, has, wants) =>
		`ポート \`${port}\` は${has}として宣言されていますが、Serviceは${wants}のポートを探します。${REFUSED.ja}`,
});
const podsOf = text({
	en: (kind: string, name: string) => `the ${kind} \`${name}\``,
	ja: (kind, name) => `${kind} \`${name}\``,
});
const selected = text({
	en: (kind: string, name: string) => `the ${kind} \`${name}\` is selected`,
	ja: (kind, name) => `選択されている${kind} \`${name}\``,
});
const declared = fixedText({ en: "the port", ja: "ポートの宣言" });
const useName = text({
	en: (port: string) => `Use the port \`${port}\``,
	ja: (port) => `ポート \`${port}\` を指定`,
});
const useNumber = text({
	en: (port: number) => `Use port ${port}`,
	ja: (port) => `ポート${port}を指定`,
});

export default defineRule({
	id: "service-target-port-missing",
	title: fixedText({
		en: "A Service names a port that its Pods do not have",
		ja: "ServiceがPodにないポートを名前で指定している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
	checkNeighbours(service, { version, neighbours, report }) {
		const { selector, ports } = targetsOf(service);
		if (ports.length === 0) return;
		const pods = selectedPods(service, selector, neighbours);
		if (!pods) return;
		const { sure, others } = pods;
		const [pod] = sure;
		for (const wanted of ports) {
			const { at, name } = wanted;
			if (
				mayBeInjected(name) ||
				sure.some((each) => serves(each, wanted, version)) ||
				others.some((each) => portsNamed(each, name).length > 0)
			)
				continue;
			const near = sure.flatMap((each) => portsNamed(each, name))[0];
			report({
				at,
				message: near
					? whyNot(near, wanted)
					: (language) =>
							missing(
								name,
								podsOf(pod.kind ?? "Pod", pod.name ?? "?")(language),
							)(language),
				related: [
					near
						? {
								at: near.port.node,
								document: near.container.pod.document,
								message: declared,
							}
						: {
								at:
									pod.containers[0]?.label ??
									pod.spec.entries[0]?.key ??
									pod.spec,
								document: pod.document,
								message: selected(pod.kind ?? "Pod", pod.name ?? "?"),
							},
				],
				fixes: [near ? undefined : meant(wanted, sure, version)],
			});
		}
	},
});

/** Does a container that runs along have the port? Whether the Service sees it there is another rule's business. */
const serves = (
	pod: Pod,
	{ name, protocol }: NamedPort,
	version: Version,
): boolean => {
	const lasting = new Set(lastingContainers(pod, version));
	return portsNamed(pod, name).some(
		({ container, port }) =>
			lasting.has(container) && port.protocol === protocol,
	);
};

function whyNot({ container, port }: Declared, wanted: NamedPort): Message {
	return port.protocol === wanted.protocol
		? ended(wanted.name, shownName(container))
		: otherProtocol(wanted.name, port.protocol, wanted.protocol);
}

/** The one port of the Pods that can be meant: the name that is nearly the same, or the only one there is. */
function meant(
	{ at, name, protocol }: NamedPort,
	all: readonly Pod[],
	version: Version,
): Change | undefined {
	const ports = all.map((pod) =>
		lastingContainers(pod, version).flatMap((container) =>
			container.ports.filter((port) => port.protocol === protocol),
		),
	);
	const inAll = (test: (port: (typeof ports)[0][0]) => boolean) =>
		ports.every((own) => own.some(test));
	const names = ports.flat().flatMap((port) => port.name ?? []);
	const [only] = ports.flat();
	const isOnly = ports.every(
		(own) =>
			own.length === 1 &&
			own[0]?.name === only?.name &&
			own[0]?.number === only?.number,
	);
	const other = nearest(name, names) ?? (isOnly ? only?.name : undefined);
	if (other !== undefined && inAll((port) => port.name === other))
		return {
			title: useName(other),
			safety: "review",
			preferred: true,
			edit: () => replaceScalar(at, other),
		};
	const number = only?.number;
	if (!isOnly || number === undefined || only?.name !== undefined)
		return undefined;
	return {
		title: useNumber(number),
		safety: "review",
		preferred: true,
		edit: () => [{ start: at.start, end: at.end, text: String(number) }],
	};
}
