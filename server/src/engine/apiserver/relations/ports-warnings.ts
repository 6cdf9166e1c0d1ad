import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { fillsHostPorts, type Port, portsOf } from "./ports";

const ipAlone = text({
	en: (ip: string) =>
		`\`hostIP: ${ip}\` says nothing without a \`hostPort\`: the container's port is not opened on the node.`,
	ja: (ip) =>
		`\`hostPort\` がないため、\`hostIP: ${ip}\` には意味がありません。ノード側にポートは開かれません。`,
});
const twice = text({
	en: (port: string) => `This container declares port ${port} twice.`,
	ja: (port) => `このコンテナはポート${port}を2回宣言しています。`,
});
const overlapping = text({
	en: (port: string) =>
		`Port ${port} is declared with a \`hostPort\` and without one.`,
	ja: (port) =>
		`ポート${port}の宣言に、\`hostPort\` のあるものとないものがあります。`,
});
const ambiguous = text({
	en: (port: string, ip: string) =>
		`Port ${port} of the node is taken on all addresses and once more on ${ip}: which container gets a connection is left open.`,
	ja: (port, ip) =>
		`ノードのポート${port}を、すべてのアドレスと${ip}の両方で使っています。どちらのコンテナに接続されるかは決まっていません。`,
});
const sameName = text({
	en: (name: string) =>
		`Two containers have a port called \`${name}\`: a Service that names it gets only one of them.`,
	ja: (name) =>
		`2つのコンテナに \`${name}\` という名前のポートがあります。この名前を指定したServiceは、そのうちの1つにしかつながりません。`,
});
const other = text({
	en: (name: string) => `The other \`${name}\``,
	ja: (name) => `もう1つの \`${name}\``,
});
const otherPort = text({
	en: () => "The other declaration",
	ja: () => "もう1つの宣言",
});

const LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;

/** The server's warnings of ports (`pkg/api/pod/warnings.go`), 1.28 and newer. */
export function portWarnings(answer: Answer, spec: Place): void {
	if (!answer.atLeast("1.28")) return;
	const containers = LISTS.flatMap((list) => spec.at(list).items);
	const ports = portsOf(containers, fillsHostPorts(answer, spec));
	const seen = new Map<string, Port[]>();
	for (const port of ports) {
		hostIpAlone(answer, port);
		const key = `${port.containerPort}/${port.protocol}`;
		const others = seen.get(key) ?? [];
		for (const one of others) overlap(answer, port, one);
		seen.set(key, [...others, port]);
	}
	if (answer.atLeast("1.33")) names(answer, containers);
}

function hostIpAlone(answer: Answer, port: Port): void {
	const { place, hostIP, hostPort, containerPort, protocol } = port;
	if (hostIP === "" || hostPort !== 0) return;
	const name = place.at("name").string ?? "";
	answer.warn(
		place.at("hostIP"),
		`${place.path}: hostIP set without hostPort: {Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`,
		ipAlone(hostIP),
		{ rule: "host-ip-without-host-port" },
	);
}

function overlap(answer: Answer, port: Port, one: Port): void {
	const sameHostPort = port.hostPort === one.hostPort;
	const say = (
		kind: string,
		at: Place,
		message: Parameters<Answer["warn"]>[2],
	) =>
		answer.warn(
			at,
			`${port.place.path}: ${kind} port definition with ${one.place.path}`,
			message,
			{
				rule: "port-overlap-warning",
				related: { at: one.place.range, message: otherPort() },
			},
		);
	const number = port.place.at("containerPort");
	const onHost = port.isDefault ? number : port.place.at("hostPort");
	const shown = `${port.containerPort}/${port.protocol}`;
	if (sameHostPort && port.hostIP === one.hostIP) {
		// That two containers have the same port is another rule's business; so is a port of the node that is taken.
		if (port.container.path === one.container.path && port.hostPort === 0)
			say("duplicate", number, twice(shown));
	} else if (port.hostPort === 0 || one.hostPort === 0)
		say("overlapping", onHost, overlapping(shown));
	else if (sameHostPort && (port.hostIP === "") !== (one.hostIP === ""))
		say(
			"dangerously ambiguous",
			onHost,
			ambiguous(`${port.hostPort}/${port.protocol}`, port.hostIP || one.hostIP),
		);
}

function names(answer: Answer, containers: readonly Place[]): void {
	const known = new Map<string, { port: Place; container: Place }>();
	for (const container of containers)
		for (const port of container.at("ports").items) {
			const name = port.mapping && port.at("name").string;
			if (!name) continue;
			const first = known.get(name);
			if (!first) {
				known.set(name, { port, container });
				continue;
			}
			// Within a container it is an error.
			if (first.container.path === container.path) continue;
			answer.warn(
				port.at("name"),
				`${port.path}: duplicate port name "${name}" with ${first.port.path}, services and probes that select ports by name will use ${first.port.path}`,
				sameName(name),
				{
					rule: "port-name-duplicate-across-containers",
					related: { at: first.port.at("name").range, message: other(name) },
				},
			);
		}
}
