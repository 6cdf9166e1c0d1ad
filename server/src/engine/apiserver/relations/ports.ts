import { text } from "../../text/language";
import type { Answer } from "../answer";
import { range } from "../constraint";
import { portName } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isInPod, listOf } from "./around";
import { podPath } from "./images";

const conflict = text({
	en: (port: string) =>
		`Another port of the Pod takes port ${port} of the node too; only one can have it.`,
	ja: (port) =>
		`Podの別のポートもノードのポート${port}を使います。使えるのはどちらか1つだけです。`,
});
const sameOnHost = text({
	en: (port: string) =>
		`With \`hostNetwork\` each container port is a port of the node, and another one takes ${port} too.`,
	ja: (port) =>
		`\`hostNetwork\` ではコンテナのポートがそのままノードのポートになり、別のポートも${port}を使います。`,
});
const sameOnHostLater = text({
	en: (port: string) =>
		`With \`hostNetwork\` each container port is a port of the node, and another one takes ${port} too: the template is accepted, but each Pod made from it is refused.`,
	ja: (port) =>
		`\`hostNetwork\` ではコンテナのポートがそのままノードのポートになり、別のポートも${port}を使います。テンプレートは受け付けられますが、そこから作られるPodはすべて拒否されます。`,
});
const other = text({
	en: (port: string) => `The other port ${port}`,
	ja: (port) => `もう1つのポート${port}`,
});
const mismatch = text({
	en: (host: number, container: number) =>
		`With \`hostNetwork\` the container listens on the node itself: \`hostPort\` (${host}) must be the same as \`containerPort\` (${container}).`,
	ja: (host, container) =>
		`\`hostNetwork\` ではコンテナがノードのポートで直接待ち受けるため、\`hostPort\`(${host})は \`containerPort\`(${container})と同じでなければなりません。`,
});

/** `validateContainerPorts`: what a single field is like is a constraint. */
export function portNames(answer: Answer, container: Place): void {
	const names = new Set<string>();
	for (const port of container.at("ports").items) {
		const place = port.at("name");
		const name = port.mapping && place.string;
		if (!name || portName(name).length > 0) continue;
		if (names.has(name)) answer.duplicate(place);
		names.add(name);
	}
}

/** 0 is as good as nothing for `hostPort`. */
export function hostPortRange(answer: Answer, place: Place): void {
	if (place.integer !== 0) range(1, 65535)(answer, place);
}

/** A port of a container, as the server completes it. */
export interface Port {
	readonly place: Place;
	readonly container: Place;
	readonly containerPort: number;
	readonly hostPort: number;
	/** Is `hostPort` what the server has filled in? */
	readonly isDefault: boolean;
	readonly protocol: string;
	readonly hostIP: string;
}

/** The ports of some containers; those that are not wholly known are left out. */
export function portsOf(
	containers: readonly Place[],
	onHost: boolean,
): readonly Port[] {
	return containers.flatMap((container) =>
		container.at("ports").items.flatMap((place) => {
			const written = place.at("hostPort").integer;
			const containerPort = place.at("containerPort").integer;
			const protocol = place.at("protocol").string;
			const hostIP = place.at("hostIP").string;
			if (
				!place.mapping ||
				written === undefined ||
				containerPort === undefined ||
				protocol === undefined ||
				hostIP === undefined
			)
				return [];
			return [
				{
					place,
					container,
					containerPort,
					hostPort: onHost && written === 0 ? containerPort : written,
					isDefault: written === 0,
					protocol: protocol || "TCP",
					hostIP,
				},
			];
		}),
	);
}

/** Does the server fill in `hostPort`? From 1.28 on in Pods only, not in templates. */
export const fillsHostPorts = (answer: Answer, spec: Place): boolean =>
	spec.at("hostNetwork").boolean === true &&
	(isInPod(spec) || !answer.atLeast("1.28"));

/** `checkHostPortConflicts`, `validatePodHostNetworkDeps`, `validateHostNetwork`. */
export function hostPorts(answer: Answer, spec: Place): void {
	const apps = spec.at("containers").items;
	const isOnHost = spec.at("hostNetwork").boolean === true;
	const isFilled = fillsHostPorts(answer, spec);
	conflicts(answer, portsOf(apps, isFilled));
	for (const container of spec.at("initContainers").items)
		conflicts(answer, portsOf([container], isFilled));
	if (!isOnHost) return;
	for (const port of portsOf(apps, isFilled)) notSame(answer, port);
	if (!isFilled && !answer.partial) laterConflicts(answer, portsOf(apps, true));
}

const keyOf = ({ protocol, hostIP, hostPort }: Port): string =>
	`${protocol}/${hostIP}/${hostPort}`;

function conflicts(answer: Answer, ports: readonly Port[]): void {
	for (const [port, first] of clashes(ports)) {
		const { place, container, isDefault } = port;
		const at = place.at(isDefault ? "containerPort" : "hostPort");
		// Init containers are looked at one by one, each as if it were the first.
		const path =
			listOf(container) === "initContainers"
				? `${container.parent?.path}[0].ports[${place.key}].hostPort`
				: `${place.path}.hostPort`;
		const shown = shownAs(port);
		answer.duplicate(at, {
			path,
			rule: isDefault ? "host-network-same-port" : "host-port-conflict-app",
			value: goQuote(keyOf(port)),
			message: (isDefault ? sameOnHost : conflict)(shown),
			related: {
				at: first.place.at("containerPort").range,
				message: other(shown),
			},
		});
	}
}

/** What the server will say to the Pods of a template. */
function laterConflicts(answer: Answer, ports: readonly Port[]): void {
	for (const [port, first] of clashes(ports)) {
		const { place, container, isDefault } = port;
		if (!isDefault && !first.isDefault) continue;
		const shown = shownAs(port);
		answer.warn(
			place.at(isDefault ? "containerPort" : "hostPort"),
			`${podPath(container)}.ports[${place.key}].hostPort: Duplicate value: ${goQuote(keyOf(port))}`,
			sameOnHostLater(shown),
			{
				rule: "host-network-same-port",
				related: {
					at: first.place.at("containerPort").range,
					message: other(shown),
				},
			},
		);
	}
}

const shownAs = ({ hostPort, protocol }: Port): string =>
	`${hostPort}/${protocol}`;

/** The ports whose place on the node is taken, each with the one that has it. */
function clashes(ports: readonly Port[]): readonly (readonly [Port, Port])[] {
	const taken = new Map<string, Port>();
	return ports.flatMap((port) => {
		if (port.hostPort === 0) return [];
		const first = taken.get(keyOf(port));
		if (!first) taken.set(keyOf(port), port);
		return first ? [[port, first] as const] : [];
	});
}

function notSame(answer: Answer, port: Port): void {
	const { place, hostPort, containerPort, isDefault } = port;
	if (isDefault || hostPort === containerPort) return;
	const container = place.at("containerPort");
	if (!container.isSet && answer.partial) return;
	const isNew = answer.atLeast("1.28");
	const [named, other] = isNew
		? ["hostPort", "containerPort"]
		: ["containerPort", "hostPort"];
	answer.invalid(place.at("hostPort"), {
		rule: "host-network-port-mismatch",
		path: `${place.path}.${named}`,
		value: String(isNew ? hostPort : containerPort),
		detail: `must match \`${other}\` when \`hostNetwork\` is true`,
		message: mismatch(hostPort, containerPort),
		instead: containerPort > 0 ? [String(containerPort)] : [],
		at: place.at(container.isWritten ? named : "hostPort").range,
	});
}
