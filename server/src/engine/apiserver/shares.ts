import type { Container } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import type { Version } from "../kubernetes/versions";
import { memoizeBoth } from "../text/memo";
import {
	type Amounts,
	areContainersKnown,
	countedOf,
	type Requirements,
} from "./amounts";
import {
	isWhole,
	type QosClass,
	qosOf,
	qosOfContainers,
	specOf,
} from "./effective";

/** What one container adds to its Pod, in the Pods that are made: requests that are missing are taken from limits. */
export interface Share extends Requirements<Amounts> {
	readonly container: Container;
	/** The class of a Pod in which all containers were like this one. */
	readonly qos: QosClass | undefined;
}

export interface Shares {
	/** Of the containers that count: ephemeral ones ask for nothing. */
	readonly of: ReadonlyMap<Container, Share>;
	/** The class that follows from the containers, whatever the Pod says for itself. */
	readonly qos: QosClass | undefined;
	/** Is this one all that keeps the Pod from being Guaranteed? */
	demotes(container: Container): boolean;
}

/** What each container of a Pod asks for and may use; nothing where a part of it is not known. */
export const sharesOf = memoizeBoth(readShares);

function readShares(pod: Pod, version: Version): Shares | undefined {
	if (!isWhole(pod)) return undefined;
	const spec = specOf(pod, version);
	if (!areContainersKnown(spec)) return undefined;
	const containers = new Map(pod.all.map((one) => [one.node, one]));
	const counted = countedOf(spec, true);
	const shares = new Map<Container, Share>();
	for (const one of counted) {
		const { mapping } = one.container;
		const container = mapping && containers.get(mapping);
		if (!container) return undefined;
		const { requests, limits } = one;
		shares.set(container, { container, requests, limits, qos: qosOf([one]) });
	}
	const others = [...shares.values()].filter(({ qos }) => qos !== "Guaranteed");
	return {
		of: shares,
		qos: qosOfContainers(counted, version),
		demotes: (container) =>
			others.length === 1 &&
			others[0]?.container === container &&
			shares.size > 1,
	};
}
