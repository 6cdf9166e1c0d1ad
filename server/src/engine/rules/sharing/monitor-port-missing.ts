import type { Change } from "../../kubernetes/change";
import {
	labelsOfResource,
	type Monitor,
	monitorOf,
	portNamesOf,
} from "../../kubernetes/monitors";
import {
	lastingContainers,
	mayBeInjected,
	portsNamed,
} from "../../kubernetes/named-ports";
import { shownName } from "../../kubernetes/naming";
import { nearest } from "../../kubernetes/nearest";
import type { Questions } from "../../kubernetes/neighbours";
import type { Pod } from "../../kubernetes/pod";
import { type Resource, selects } from "../../kubernetes/resources";
import { selectedPods } from "../../kubernetes/selected";
import type { Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { valueAt } from "../../yaml/tree";
import { defineRule, type Report } from "../rule";

const NO_METRICS = {
	en: "Prometheus finds no target for this endpoint and takes no metrics, without an error.",
	ja: "Prometheusはこのエンドポイントのターゲットを見つけられず、エラーも出さないままメトリクスを取得しません。",
};
const missing = text({
	en: (port: string, kind: string, name: string) =>
		`${kind === "Service" ? `The Service \`${name}\` has no port` : `No container of the ${kind} \`${name}\` has a port`} named \`${port}\`: ${NO_METRICS.en}`,
	ja: (port, kind, name) =>
		`${kind} \`${name}\` ${kind === "Service" ? "に" : "のどのコンテナにも"} \`${port}\` という名前のポートがありません。${NO_METRICS.ja}`,
});
const ended = text({
	en: (port: string, container: string) =>
		`Only the init container \`${container}\` has a port named \`${port}\`, and it has ended when the Pod is ready: ${NO_METRICS.en}`,
	ja: (port, container) =>
		`\`${port}\` という名前のポートはInitコンテナ \`${container}\` にしかなく、Podの準備ができたときには終了しています。${NO_METRICS.ja}`,
});
const selected = text({
	en: (kind: string, name: string) => `the ${kind} \`${name}\` is selected`,
	ja: (kind, name) => `選択されている${kind} \`${name}\``,
});
const useName = text({
	en: (port: string) => `Use the port \`${port}\``,
	ja: (port) => `ポート \`${port}\` を指定`,
});

export default defineRule({
	id: "monitor-port-missing",
	title: fixedText({
		en: "A PodMonitor or ServiceMonitor names a port that there is not",
		ja: "PodMonitorまたはServiceMonitorが存在しないポートを名前で指定している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
	checkNeighbours(monitor, { version, neighbours, report }) {
		const asked = monitorOf(monitor);
		if (!asked || asked.ports.length === 0) return;
		const found =
			monitor.kind === "PodMonitor"
				? amongPods(monitor, asked, neighbours, version)
				: amongServices(monitor, asked, neighbours);
		for (const each of found) report(each);
	},
});

function amongPods(
	monitor: Resource,
	{ selector, ports }: Monitor,
	neighbours: Questions,
	version: Version,
): readonly Report[] {
	const pods = selectedPods(monitor, selector, neighbours);
	if (!pods) return [];
	const { sure, others } = pods;
	const [pod] = sure;
	return ports.flatMap(({ at, name }): Report[] => {
		if (
			mayBeInjected(name) ||
			sure.some((each) => lastingPorts(each, version).includes(name)) ||
			others.some((each) => portsNamed(each, name).length > 0)
		)
			return [];
		const near = sure.flatMap((each) => portsNamed(each, name))[0]?.container;
		const numbered = sure.flatMap((each) =>
			each.containers.flatMap((container) =>
				container.ports.filter(({ number }) => String(number) === name),
			),
		)[0]?.name;
		const names = sure.map((each) => lastingPorts(each, version));
		return [
			{
				at,
				message: near
					? ended(name, shownName(near))
					: missing(name, pod.kind ?? "Pod", pod.name ?? "?"),
				related: [
					{
						at: near?.label ?? pod.containers[0]?.label ?? pod.label,
						document: pod.document,
						message: selected(pod.kind ?? "Pod", pod.name ?? "?"),
					},
				],
				fixes: [near ? undefined : meant(at, name, names, numbered)],
			},
		];
	});
}

const lastingPorts = (pod: Pod, version: Version): readonly string[] =>
	lastingContainers(pod, version).flatMap(({ ports }) =>
		ports.flatMap((port) => port.name ?? []),
	);

function amongServices(
	monitor: Resource,
	{ selector, ports }: Monitor,
	neighbours: Questions,
): readonly Report[] {
	const services = neighbours
		.ofKind(monitor, "Service")
		.map(({ found, sure }) => ({
			found,
			sure,
			labels: labelsOfResource(found),
			names: portNamesOf(found),
		}))
		// Whose labels are not known may be meant.
		.filter(({ labels }) => !labels || selects(selector, labels));
	const sure = services.filter((service) => service.sure);
	const [first] = sure;
	if (!first || services.some(({ labels, names }) => !labels || !names))
		return [];
	const { found } = first;
	return ports.flatMap(({ at, name }): Report[] =>
		services.some(({ names }) => names?.includes(name))
			? []
			: [
					{
						at,
						message: missing(name, "Service", found.name ?? "?"),
						related: [
							{
								at: valueAt(found.node, "metadata", "name") ?? found.node,
								document: found.document,
								message: selected("Service", found.name ?? "?"),
							},
						],
						fixes: [
							meant(
								at,
								name,
								sure.map(({ names }) => names ?? []),
							),
						],
					},
				],
	);
}

/** The one name that can be meant: that of the number, one that is nearly the same, or the only one there is. */
function meant(
	at: Monitor["ports"][number]["at"],
	name: string,
	names: readonly (readonly string[])[],
	numbered?: string,
): Change | undefined {
	const all = new Set(names.flat());
	const [only] = all;
	const other =
		numbered ?? nearest(name, [...all]) ?? (all.size === 1 ? only : undefined);
	if (other === undefined || !names.every((own) => own.includes(other)))
		return undefined;
	return {
		title: useName(other),
		safety: "review",
		preferred: true,
		edit: () => replaceScalar(at, other),
	};
}
