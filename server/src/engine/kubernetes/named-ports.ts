import { itemsOf, resolve } from "../yaml/tree";
import type { Container, Port } from "./container";
import type { Pod } from "./pod";
import { isNativeSidecar } from "./restart-policy";
import { mayVary } from "./templated-lists";
import { isNull, stringOf } from "./values";
import type { Version } from "./versions";

/** A port and the container that declares it. */
export interface Declared {
	readonly container: Container;
	readonly port: Port;
}

/** Containers that run as long as the Pod: the apps and the native sidecars. */
export const lastingContainers = (
	pod: Pod,
	version: Version,
): readonly Container[] => [
	...pod.containers,
	...pod.initContainers.filter((container) =>
		isNativeSidecar(container, version),
	),
];

/** The ports of a name that a Pod's containers declare, apps first. */
export function portsNamed(pod: Pod, name: string): readonly Declared[] {
	return [...pod.containers, ...pod.initContainers].flatMap((container) =>
		container.ports.flatMap((port) =>
			port.name === name ? [{ container, port }] : [],
		),
	);
}

/** Can it be a port of a container that an injector adds? Those are in no manifest. */
export const mayBeInjected = (name: string): boolean =>
	/envoy|istio|linkerd|dapr|^admin-http$/.test(name);

/** Is it known of each port of a Pod what it is called? */
export const arePortsKnown = (pod: Pod): boolean =>
	pod.all.length > 0 &&
	!mayVary(pod) &&
	[...pod.containers, ...pod.initContainers].every(areKnown);

function areKnown(container: Container): boolean {
	const list = resolve(container.field("ports")?.value);
	if (!list) return true;
	return (
		list.kind === "sequence" &&
		itemsOf(list).length === container.ports.length &&
		container.ports.every(({ node }) =>
			node.entries.every(
				({ key, value }) =>
					key.text !== "<<" &&
					(key.text === "containerPort" ||
						isNull(value) ||
						key.text === "hostPort" ||
						isPlain(stringOf(value))),
			),
		)
	);
}

const isPlain = (text: string | undefined): boolean =>
	text !== undefined && !/\{\{|\$[({]/.test(text);
