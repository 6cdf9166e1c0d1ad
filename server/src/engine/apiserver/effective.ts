import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import {
	addQuantities,
	compareQuantities,
	formatQuantity,
	type Quantity,
} from "../kubernetes/quantity";
import { fieldsOf } from "../kubernetes/schema";
import { atLeast, type Version } from "../kubernetes/versions";
import {
	type Amounts,
	amountsOf,
	areContainersKnown,
	areRequirementsKnown,
	countedOf,
	podLevelAmounts,
	type Requirements,
	type Sum,
	type Sums,
	sumsOf,
} from "./amounts";
import { Place } from "./place";
import { isInPod } from "./relations/around";
import { isForPods } from "./relations/resource-names";

export type QosClass = "Guaranteed" | "Burstable" | "BestEffort";

/** Amounts by resource in canonical form, sorted by the resource. */
export type ResourceList = Readonly<Record<string, string>>;

/** What an effective amount comes from. */
export interface Origin {
	/** The amount in canonical form. */
	readonly amount: string;
	/** Is it what the Pod says for itself, whatever its containers come to? */
	readonly isPodLevel: boolean;
	/** The containers that add to it; those that run at the same time and together need the most. */
	readonly parts: readonly {
		readonly container: string;
		readonly amount: string;
	}[];
	/** The ordinary init container beside which they run then; nothing when it is the apps. */
	readonly during: string | undefined;
	/** What running the Pod itself costs. */
	readonly overhead: string | undefined;
}

export type Origins = Readonly<Record<string, Origin>>;

/** What the scheduler, quotas and the kubelet reckon with; nothing where it is not known. */
export interface EffectiveResources {
	readonly requests: ResourceList | undefined;
	readonly limits: ResourceList | undefined;
	readonly qos: QosClass | undefined;
	/** Why the amounts are what they are, for those that are known. */
	readonly origins: { readonly requests: Origins; readonly limits: Origins };
}

const UNKNOWN: EffectiveResources = {
	requests: undefined,
	limits: undefined,
	qos: undefined,
	origins: { requests: {}, limits: {} },
};

/**
 * The effective requests and limits of a Pod, overhead included, and its QoS class, as Kubernetes computes them from the
 * stored object. The server completes Pods, but not templates: `created` says what the Pods made from a template get.
 * Source: `PodRequests` and `PodLimits` of k8s.io/component-helpers/resource/helpers.go, `ComputePodQOS` of
 * pkg/apis/core/v1/helper/qos/qos.go.
 */
export function effectiveResources(
	pod: Pod,
	version: Version,
	{ created = false }: { readonly created?: boolean } = {},
): EffectiveResources {
	if (!isWhole(pod)) return UNKNOWN;
	const spec = specOf(pod, version);
	const own = spec.at("resources");
	const overhead = spec.at("overhead");
	if (
		!areContainersKnown(spec) ||
		!areRequirementsKnown(own) ||
		(overhead.isSet && !overhead.mapping)
	)
		return UNKNOWN;
	const inPod = created || isInPod(spec);
	const containers = countedOf(spec, inPod);
	const sums = sumsOf(containers);
	const podLevel = podLevelAmounts(spec, sums, inPod);
	const extra = amountsOf(overhead);
	const names: Names = new Map(
		pod.all.map((one) => [one.node, shownName(one)]),
	);
	const requests = effective(sums.requests, podLevel.requests, extra, always);
	const limits = effective(sums.limits, podLevel.limits, extra, isMore);
	return {
		requests: listOf(requests),
		limits: listOf(limits),
		origins: {
			requests: originsOf(requests, names),
			limits: originsOf(limits, names),
		},
		qos: isPodLevel(own, podLevel)
			? qosOf([podLevel])
			: qosOfContainers(containers, version),
	};
}

/** Is all of it in sight: no patch, no part, nothing behind a template, no fault that hides lines? */
export function isWhole(pod: Pod): boolean {
	const { document, place } = pod;
	if (document.templated || document.isFaulty) return false;
	return place.origin === "known" ? !pod.partial : pod.containers.length > 0;
}

/** The Pod spec as the server of a version sees it. */
export function specOf(
	{ kind = "", place, spec }: Pod,
	version: Version,
): Place {
	return place.origin === "known" && fieldsOf(kind)
		? Place.root(place.object, kind, version).in(...place.path.split("."))
		: Place.root(spec, "PodSpec", version, place.path);
}

const always = (): boolean => true;
/** A limit of 0 is none: the overhead does not add to it. */
const isMore = (quantity: Quantity | undefined): boolean =>
	quantity !== undefined && quantity.nano !== 0n;

interface Reckoned {
	/** With the overhead. */
	readonly quantity: Quantity;
	readonly sum: Sum | undefined;
	readonly overhead: Quantity | undefined;
}

/** What a Pod says for itself goes before what its containers come to; then the overhead is added. */
function effective(
	sums: Sums,
	own: Amounts,
	overhead: Amounts,
	addsTo: (quantity: Quantity | undefined) => boolean,
): ReadonlyMap<string, Reckoned | undefined> {
	const all = new Map<string, Reckoned | undefined>();
	for (const [name, sum] of sums)
		all.set(name, sum && { quantity: sum, sum, overhead: undefined });
	for (const [name, amount] of own)
		if (isForPods(name))
			all.set(
				name,
				amount && {
					quantity: amount.quantity,
					sum: undefined,
					overhead: undefined,
				},
			);
	for (const [name, extra] of overhead) {
		const before = all.get(name);
		const isUnknown = !extra || (all.has(name) && !before);
		if (isUnknown) all.set(name, undefined);
		else if (addsTo(before?.quantity))
			all.set(name, {
				quantity: before
					? addQuantities([before.quantity, extra.quantity])
					: extra.quantity,
				sum: before ? before.sum : NO_CONTAINER,
				overhead: extra.quantity,
			});
	}
	return all;
}

/** Only the overhead asks for it. */
const NO_CONTAINER: Sum = {
	nano: 0n,
	format: "decimal",
	parts: [],
	during: undefined,
};

function listOf(
	amounts: ReadonlyMap<string, Reckoned | undefined>,
): ResourceList | undefined {
	const list: [string, string][] = [];
	for (const [name, reckoned] of amounts) {
		if (!reckoned) return undefined;
		list.push([name, formatQuantity(reckoned.quantity)]);
	}
	return Object.fromEntries(
		list.sort(([one], [other]) => (one < other ? -1 : 1)),
	);
}

function originsOf(
	amounts: ReadonlyMap<string, Reckoned | undefined>,
	names: Names,
): Origins {
	return Object.fromEntries(
		[...amounts].flatMap(([name, reckoned]) =>
			reckoned ? [[name, originOf(reckoned, names)]] : [],
		),
	);
}

/** What to call the containers. */
type Names = ReadonlyMap<Place["node"], string>;

function originOf({ quantity, sum, overhead }: Reckoned, names: Names): Origin {
	const nameOf = (place: Place): string => names.get(place.node) ?? place.path;
	return {
		amount: formatQuantity(quantity),
		isPodLevel: sum === undefined,
		parts: (sum?.parts ?? [])
			.filter(({ quantity }) => quantity.nano !== 0n)
			.map(({ container, quantity }) => ({
				container: nameOf(container),
				amount: formatQuantity(quantity),
			})),
		during: sum?.during && nameOf(sum.during),
		overhead: overhead && formatQuantity(overhead),
	};
}

/** Does the class follow from what the Pod says for itself? Up to 1.36 an empty `resources: {}` says it too. */
const isPodLevel = (
	own: Place,
	{ limits, requests }: Requirements<Amounts>,
): boolean =>
	own.isSet &&
	(!atLeast(own.version, "1.37") ||
		[...limits.keys(), ...requests.keys()].some(isForPods));

/** Up to 1.36 the sums are compared, from 1.37 on each container has a class of its own. */
export function qosOfContainers(
	containers: readonly Requirements<Amounts>[],
	version: Version,
): QosClass | undefined {
	if (!atLeast(version, "1.37")) return qosOf(containers);
	const classes = new Set(containers.map((container) => qosOf([container])));
	if (classes.has(undefined)) return undefined;
	const [first = "BestEffort"] = classes;
	return classes.size > 1 ? "Burstable" : first;
}

const COMPUTE = ["cpu", "memory"] as const;

/** The class of a Pod, or of a part of one, of which these are the requests and limits. */
export function qosOf(
	parts: readonly Requirements<Amounts>[],
): QosClass | undefined {
	let isGuaranteed = true;
	const requests = new Map<string, Quantity>();
	const limits = new Map<string, Quantity>();
	for (const part of parts) {
		for (const [amounts, sums] of [
			[part.requests, requests],
			[part.limits, limits],
		] as const)
			for (const name of COMPUTE) {
				const amount = amounts.get(name);
				if (!amount && amounts.has(name)) return undefined;
				if (!amount || amount.quantity.nano <= 0n) continue;
				const sum = sums.get(name);
				sums.set(name, addQuantities([...(sum ? [sum] : []), amount.quantity]));
			}
		isGuaranteed &&= COMPUTE.every(
			(name) => (part.limits.get(name)?.quantity.nano ?? 0n) > 0n,
		);
	}
	if (requests.size === 0 && limits.size === 0) return "BestEffort";
	const areEqual =
		requests.size === limits.size &&
		[...requests].every(([name, request]) => {
			const limit = limits.get(name);
			return limit && compareQuantities(limit, request) === 0;
		});
	return isGuaranteed && areEqual ? "Guaranteed" : "Burstable";
}
