import {
	addQuantities,
	compareQuantities,
	maxQuantity,
	parseQuantity,
	type Quantity,
	roundToMilli,
} from "../kubernetes/quantity";
import { atLeast } from "../kubernetes/versions";
import type { Place } from "./place";
import { isInPod, isSidecar, listOf } from "./relations/around";
import {
	allowsOvercommit,
	isForPods,
	isHugePages,
} from "./relations/resource-names";

/** Amounts of resources: what is written, what the server fills in, and what all containers of a Pod come to. */

/** An amount of a resource; what the server fills in itself points to what it is taken from. */
export interface Amount {
	readonly quantity: Quantity;
	readonly place: Place;
	/** As the server names the place. */
	readonly path: string;
	/** Filled in by the server. */
	readonly isDefault: boolean;
}

/** The amounts of `limits` or `requests` by resource; nothing for those that are not known. */
export type Amounts = ReadonlyMap<string, Amount | undefined>;

/** What several containers come to. */
export interface Sum extends Quantity {
	/** What it is the sum of. */
	readonly parts: readonly Part[];
	/** The ordinary init container whose time needs the most; nothing when that is when the apps run. */
	readonly during: Place | undefined;
}

/** What one container adds. */
interface Part {
	readonly container: Place;
	readonly quantity: Quantity;
}

/** What all containers come to, by resource; nothing where one of them is not known. */
export type Sums = ReadonlyMap<string, Sum | undefined>;

/** Requests and limits of the same thing: a container, or a Pod as a whole. */
export interface Requirements<Held> {
	readonly requests: Held;
	readonly limits: Held;
}

/** What a container or Pod writes. */
export function amountsOf(place: Place): Map<string, Amount | undefined> {
	return new Map(
		place.values.map((value) => [String(value.key), amountOf(value)]),
	);
}

function amountOf(place: Place): Amount | undefined {
	if (!place.isWritten) return undefined;
	// The server reads null as zero.
	const written = place.isSet ? place.json?.text : "0";
	const quantity = written === undefined ? undefined : parseQuantity(written);
	return (
		quantity && {
			quantity: roundToMilli(quantity),
			place,
			path: place.path,
			isDefault: false,
		}
	);
}

export const limitsOf = (container: Place): Map<string, Amount | undefined> =>
	amountsOf(container.in("resources", "limits"));

/**
 * A container's requests; those of a Pod, but not of a template, default to its limits. Source: `SetDefaults_Pod` of
 * pkg/apis/core/v1/defaults.go.
 */
export function requestsOf(
	container: Place,
	inPod = isInPod(container),
): Map<string, Amount | undefined> {
	const place = container.at("resources");
	const requests = amountsOf(place.at("requests"));
	if (!inPod) return requests;
	for (const [name, amount] of amountsOf(place.at("limits")))
		if (!requests.has(name))
			requests.set(
				name,
				amount && {
					...amount,
					path: `${place.path}.requests[${name}]`,
					isDefault: true,
				},
			);
	return requests;
}

/** The containers that count: ephemeral ones ask for nothing. */
export const countedContainers = (spec: Place): readonly Place[] => [
	...spec.at("containers").items,
	...spec.at("initContainers").items,
];

/** Is what the containers ask for in sight, and not behind a template? */
export const areContainersKnown = (spec: Place): boolean =>
	[spec.at("containers"), spec.at("initContainers")].every(
		(list) => !list.isSet || list.node?.kind === "sequence",
	) &&
	countedContainers(spec).every(
		(container) =>
			container.mapping !== undefined &&
			areRequirementsKnown(container.at("resources")),
	);

/** Are they mappings, or not there at all? */
export const areRequirementsKnown = (resources: Place): boolean =>
	[resources, resources.at("requests"), resources.at("limits")].every(
		(place) => !place.isSet || place.mapping !== undefined,
	);

/** What one container asks for and may use. */
export interface Counted extends Requirements<Amounts> {
	readonly container: Place;
}

/** What the containers of a Pod ask for and may use, each read once. */
export const countedOf = (
	spec: Place,
	inPod = isInPod(spec),
): readonly Counted[] =>
	countedContainers(spec).map((container) => ({
		container,
		requests: requestsOf(container, inPod),
		limits: limitsOf(container),
	}));

/** What the containers of a Pod ask for together, and may use together. */
export const sumsOf = (containers: readonly Counted[]): Requirements<Sums> => ({
	requests: aggregate(containers, "requests"),
	limits: aggregate(containers, "limits"),
});

/** `AggregateContainerRequests` and its like for limits (k8s.io/component-helpers/resource/helpers.go). */
function aggregate(
	containers: readonly Counted[],
	list: "requests" | "limits",
): Sums {
	const names = new Set(containers.flatMap((one) => [...one[list].keys()]));
	return new Map(
		[...names].map((name) => [name, sumOf(name, containers, list)]),
	);
}

const NOTHING: Quantity = { nano: 0n, format: "decimal" };

const total = (parts: readonly Part[], during?: Place): Sum => ({
	...addQuantities(parts.map(({ quantity }) => quantity)),
	parts,
	during,
});

function sumOf(
	name: string,
	containers: readonly Counted[],
	list: "requests" | "limits",
): Sum | undefined {
	const running: Part[] = [];
	const sidecars: Part[] = [];
	let most = total([]);
	for (const { container, [list]: own } of containers) {
		const amount = own.get(name);
		const isUnknown = own.has(name) && !amount;
		const sidecar = isSidecar(container);
		if (isUnknown || sidecar === undefined) return undefined;
		const part = { container, quantity: amount?.quantity ?? NOTHING };
		if (listOf(container) === "containers") running.push(part);
		else if (sidecar) {
			running.push(part);
			sidecars.push(part);
		} else most = greater(most, total([part, ...sidecars], container));
	}
	// What all sidecars need before the apps run is never more than what they need beside them.
	return greater(total(running), most);
}

/** The greater one; of equal ones, the first. */
const greater = (one: Sum, other: Sum): Sum =>
	compareQuantities(other, one) > 0 ? other : one;

/**
 * A Pod's own requests and limits with what the server fills in: in a Pod, but not in a template, from its containers
 * and its limits. Source: `defaultHugePagePodLimits` and `defaultPodRequests` of pkg/apis/core/v1/defaults.go up to
 * 1.36, `DefaultPodLevelResources` of pkg/api/pod/util.go from 1.37 on. Versions before 1.34 drop the Pod's own.
 */
export function podLevelAmounts(
	spec: Place,
	sums: Requirements<Sums>,
	inPod = isInPod(spec),
): Requirements<Amounts> {
	const place = spec.at("resources");
	const limits = amountsOf(place.at("limits"));
	const requests = amountsOf(place.at("requests"));
	const isNothing = limits.size === 0 && requests.size === 0;
	if (!inPod || isNothing) return { limits, requests };
	const filled = (
		list: string,
		name: string,
		quantity: Quantity | undefined,
		at: Place,
	): Amount | undefined =>
		quantity && {
			quantity,
			place: at,
			path: `${place.path}.${list}[${name}]`,
			isDefault: true,
		};
	for (const [name, sum] of sums.limits)
		if (isHugePages(name) && !requests.has(name) && !limits.has(name))
			limits.set(name, filled("limits", name, sum, place));
	const fromOneThirtySeven = atLeast(spec.version, "1.37");
	if (limits.size === 0 && !fromOneThirtySeven) return { limits, requests };
	for (const [name, sum] of sums.requests)
		if (isForPods(name) && allowsOvercommit(name) && !requests.has(name))
			requests.set(
				name,
				filled("requests", name, sum, limits.get(name)?.place ?? place),
			);
	for (const [name, limit] of limits)
		if (isForPods(name) && !requests.has(name))
			requests.set(
				name,
				filled("requests", name, limit?.quantity, limit?.place ?? place),
			);
	if (!fromOneThirtySeven) return { limits, requests };
	// A limit that every container has is the Pod's too, unless the Pod asks for more.
	const containers = [
		...countedContainers(spec),
		...spec.at("ephemeralContainers").items,
	];
	for (const [name, request] of requests) {
		const sum = sums.limits.get(name);
		if (
			isForPods(name) &&
			!limits.has(name) &&
			containers.every((container) => limitsOf(container).has(name))
		)
			limits.set(
				name,
				filled(
					"limits",
					name,
					request && sum && maxQuantity(sum, request.quantity),
					place,
				),
			);
	}
	return { limits, requests };
}
