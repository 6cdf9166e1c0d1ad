import { memoizeBoth } from "../text/memo";
import { valueAt } from "../yaml/tree";
import type { Container } from "./container";
import type { Pod } from "./pod";
import { isNativeSidecar } from "./restart-policy";
import { isNull } from "./values";
import type { Version } from "./versions";

/** What the kubelet waits for at a container before it starts the next one. */
export type Gate = "exited" | "startup-probe" | "poststart" | "running";

export interface Start {
	readonly container: Container;
	/** What must have happened at the container before; nothing for the first, and between the apps. */
	readonly after:
		| { readonly container: Container; readonly gate: Gate }
		| undefined;
	/** Apps listed before it whose postStart hook has to return (or fail) first: the kubelet starts them in one go. */
	readonly hooks: readonly Container[];
}

/**
 * The order in which the kubelet starts the containers of a Pod: init containers one by one, each past its gate before
 * the next; then the apps, one right after the other, but for those that are held up by a hook. A readinessProbe holds
 * nobody up.
 * Source: `computeInitContainerActions` and `SyncPod` of pkg/kubelet/kuberuntime.
 */
export const startOrder = memoizeBoth(readStartOrder);

function readStartOrder(pod: Pod, version: Version): readonly Start[] {
	const order: Start[] = [];
	let last: Start["after"];
	for (const container of pod.initContainers) {
		order.push({ container, after: last, hooks: [] });
		last = { container, gate: gateOf(container, version) };
	}
	let hooks: readonly Container[] = [];
	for (const container of pod.containers) {
		order.push({ container, after: last, hooks });
		if (hasHook(container, "postStart")) hooks = [...hooks, container];
	}
	return order;
}

/** What has to happen at an init container before its successor is started. */
export function gateOf(container: Container, version: Version): Gate {
	if (!isNativeSidecar(container, version)) return "exited";
	if (container.field("startupProbe")) return "startup-probe";
	return hasHook(container, "postStart") ? "poststart" : "running";
}

export const hasHook = (
	container: Container,
	hook: "postStart" | "preStop",
): boolean => !isNull(valueAt(container.entry("lifecycle")?.value, hook));

/**
 * The order in which containers get SIGTERM when the Pod ends: all apps together, then the native sidecars in reverse
 * order of their list, one by one. Ordinary init containers have ended by then.
 * Source: pkg/kubelet/kuberuntime/kuberuntime_termination_order.go (1.29 and newer).
 */
export const stopOrder = memoizeBoth(readStopOrder);

function readStopOrder(
	pod: Pod,
	version: Version,
): readonly (readonly Container[])[] {
	const sidecars = pod.initContainers.filter((container) =>
		isNativeSidecar(container, version),
	);
	return [
		pod.containers,
		...sidecars.toReversed().map((container) => [container]),
	].filter((group) => group.length > 0);
}
