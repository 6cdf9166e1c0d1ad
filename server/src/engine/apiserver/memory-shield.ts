import type { Container } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import { compareQuantities, type Quantity } from "../kubernetes/quantity";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { atLeast, type Version } from "../kubernetes/versions";
import { effectiveResources } from "./effective";
import { sharesOf } from "./shares";

const NONE: Quantity = { nano: 0n, format: "binary" };

/**
 * The requested memory that shields each container of a Burstable Pod when its node runs out of memory: the more of it,
 * the later the kernel kills the container. Since 1.32 a native sidecar is shielded at least like the app with the
 * smallest request. Nothing for other classes, where all containers are shielded alike, and where it is not known.
 * Source: `GetContainerOOMScoreAdjust` of pkg/kubelet/qos/policy.go.
 */
export function memoryShields(
	pod: Pod,
	version: Version,
): ReadonlyMap<Container, Quantity> | undefined {
	const shares = sharesOf(pod, version);
	const { qos } = effectiveResources(pod, version, { created: true });
	// What a Pod asks for as a whole is shared out among its containers.
	const isShared = qos === "Burstable" && pod.containers.length > 0;
	if (!shares || !isShared || pod.entry("resources")) return undefined;
	const own = new Map<Container, Quantity>();
	for (const container of [...pod.initContainers, ...pod.containers]) {
		const { requests } = shares.of.get(container) ?? {};
		const memory = requests?.get("memory");
		if (!requests || (requests.has("memory") && !memory)) return undefined;
		own.set(container, memory?.quantity ?? NONE);
	}
	const least = pod.containers
		.map((app) => own.get(app) ?? NONE)
		.reduce((one, other) => (compareQuantities(other, one) < 0 ? other : one));
	return new Map(
		[...own].map(([container, memory]) => [
			container,
			atLeast(version, "1.32") &&
			isNativeSidecar(container, version) &&
			compareQuantities(memory, least) < 0
				? least
				: memory,
		]),
	);
}
