import {
	addQuantities,
	compareQuantities,
	formatQuantity,
	maxQuantity,
	type Quantity,
} from "../../kubernetes/quantity";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isInPod, isSidecar } from "./around";
import { claims } from "./resource-claims";
import { allowsOvercommit, isForPods, isHugePages } from "./resource-names";
import { type Amount, amountsOf, checkAmounts, requestsOf } from "./resources";

const RULE = "pod-resources-consistency";

const tooLittle = text({
	en: (resource: string, needed: string) =>
		`The containers together ask for ${needed} of \`${resource}\`, which is more than the Pod asks for.`,
	ja: (resource, needed) =>
		`コンテナが要求する \`${resource}\` は合わせて${needed}で、Podの要求を超えています。`,
});
const limitTooLow = text({
	en: (resource: string, needed: string) =>
		`The containers together may use ${needed} of \`${resource}\`, which is more than the Pod may.`,
	ja: (resource, needed) =>
		`コンテナの \`${resource}\` の制限は合わせて${needed}で、Podの制限を超えています。`,
});
const overPod = text({
	en: (resource: string, most: string) =>
		`A container cannot have a higher limit for \`${resource}\` than its Pod (${most}).`,
	ja: (resource, most) =>
		`コンテナの \`${resource}\` の制限を、Podの制限(${most})より大きくすることはできません。`,
});
const noClaims = text({
	en: () => "A Pod as a whole has no claims; they belong to its containers.",
	ja: () =>
		"Pod全体のリソースに `claims` は設定できません。コンテナに設定してください。",
});
const noWindows = text({
	en: () => "A Windows Pod cannot have resources as a whole.",
	ja: () => "WindowsのPodには、Pod全体のリソースを設定できません。",
});
const podLimit = text({
	en: (resource: string) => `The Pod's limit for \`${resource}\``,
	ja: (resource) => `Podの \`${resource}\` の制限`,
});

/** `validatePodResources`. Versions before 1.34 drop the Pod's own resources. */
export function podResources(answer: Answer, spec: Place): void {
	const place = spec.at("resources");
	if (!place.mapping) return;
	if (spec.in("os", "name").string === "windows") {
		answer.forbidden(place, {
			rule: "pod-resources-windows",
			detail: "may not be set for a windows pod",
			message: noWindows(),
			at: place.keyRange,
		});
		return;
	}
	const claimed = place.at("claims");
	if (claimed.isSet) {
		answer.forbidden(claimed, {
			rule: "pod-resources-claims",
			detail: "claims may not be set for Resources at pod-level",
			message: noClaims(),
			at: claimed.keyRange,
		});
		claims(answer, place);
	}
	// What a container leaves open, or a part of a manifest leaves out, makes the sums unknown.
	const requested = aggregate(spec, requestsOf);
	const limited = aggregate(spec, (container) =>
		amountsOf(container.in("resources", "limits")),
	);
	const { limits, requests } = isKnown(spec)
		? completed(answer, place, requested, limited)
		: {
				limits: amountsOf(place.at("limits")),
				requests: amountsOf(place.at("requests")),
			};
	checkAmounts(answer, place, { limits, requests, forContainer: false });
	if (answer.partial || !isKnown(spec)) return;
	for (const [name, needed] of requested) {
		const amount = requests.get(name);
		if (!amount || !needed || compareQuantities(needed, amount.quantity) <= 0)
			continue;
		answer.invalid(amount.place, {
			path: amount.path,
			rule: RULE,
			value: goQuote(formatQuantity(amount.quantity)),
			detail: `must be greater than or equal to aggregate container requests of ${formatQuantity(needed)}`,
			message: tooLittle(name, formatQuantity(needed)),
			instead: [formatQuantity(needed)],
		});
	}
	for (const [name, needed] of limited) {
		const amount = limits.get(name);
		if (
			!isHugePages(name) ||
			!amount ||
			!needed ||
			compareQuantities(needed, amount.quantity) <= 0
		)
			continue;
		answer.invalid(amount.place, {
			path: amount.path,
			rule: RULE,
			value: goQuote(formatQuantity(amount.quantity)),
			detail: `must be greater than or equal to aggregate container limits of ${formatQuantity(needed)}`,
			message: limitTooLow(name, formatQuantity(needed)),
			instead: [formatQuantity(needed)],
		});
	}
	eachContainer(answer, spec, place, limits);
}

/** Is what the containers ask for in sight, and not behind a template? */
const isKnown = (spec: Place): boolean =>
	[...spec.at("containers").items, ...spec.at("initContainers").items].every(
		(container) =>
			container.mapping !== undefined &&
			[
				container.at("resources"),
				container.in("resources", "requests"),
				container.in("resources", "limits"),
			].every((place) => !place.isSet || place.mapping !== undefined),
	);

/** A container's limit stays below its Pod's; that of a sidecar is not looked at. */
function eachContainer(
	answer: Answer,
	spec: Place,
	place: Place,
	limits: ReadonlyMap<string, Amount | undefined>,
): void {
	for (const container of spec.at("containers").items)
		for (const [name, limit] of amountsOf(
			container.in("resources", "limits"),
		)) {
			const most = limits.get(name);
			if (
				!limit ||
				!most ||
				compareQuantities(limit.quantity, most.quantity) <= 0
			)
				continue;
			answer.invalid(limit.place, {
				path: `${place.path}.containers[${container.key}][${name}].limits`,
				rule: RULE,
				value: goQuote(formatQuantity(limit.quantity)),
				detail: `must be less than or equal to pod limits of ${formatQuantity(most.quantity)}`,
				message: overPod(name, formatQuantity(most.quantity)),
				instead: [most.place.json?.text ?? formatQuantity(most.quantity)],
				related: { at: most.place.range, message: podLimit(name) },
			});
		}
}

/** What the server fills in: in a Pod, but not in a template, from its containers and its limits. */
function completed(
	answer: Answer,
	place: Place,
	requested: Sums,
	limited: Sums,
) {
	const limits = amountsOf(place.at("limits"));
	const requests = amountsOf(place.at("requests"));
	const isNothing = limits.size === 0 && requests.size === 0;
	if (!isInPod(place) || isNothing) return { limits, requests };
	const fill = (
		into: Map<string, Amount | undefined>,
		list: string,
		name: string,
		quantity: Quantity | undefined,
		at: Place,
	): void => {
		into.set(
			name,
			quantity && {
				quantity,
				place: at,
				path: `${place.path}.${list}[${name}]`,
				isDefault: true,
			},
		);
	};
	for (const [name, sum] of limited)
		if (isHugePages(name) && !requests.has(name) && !limits.has(name))
			fill(limits, "limits", name, sum, place);
	if (limits.size === 0 && !answer.atLeast("1.37")) return { limits, requests };
	for (const [name, sum] of requested)
		if (isForPods(name) && allowsOvercommit(name) && !requests.has(name))
			fill(requests, "requests", name, sum, limits.get(name)?.place ?? place);
	for (const [name, limit] of limits)
		if (isForPods(name) && !requests.has(name))
			fill(requests, "requests", name, limit?.quantity, limit?.place ?? place);
	// From 1.37 on limits come from what the containers may use.
	if (answer.atLeast("1.37"))
		for (const name of requests.keys())
			if (isHugePages(name) && !limits.has(name) && limited.has(name))
				limits.set(name, undefined);
	return { limits, requests };
}

/** What all containers come to, by resource; nothing where one of them is not known. */
type Sums = ReadonlyMap<string, Quantity | undefined>;

/** `AggregateContainerRequests` and its like for limits. */
function aggregate(
	spec: Place,
	amounts: (container: Place) => ReadonlyMap<string, Amount | undefined>,
): Sums {
	const inits = spec.at("initContainers").items;
	const apps = spec.at("containers").items;
	const names = new Set(
		[...inits, ...apps].flatMap((container) => [...amounts(container).keys()]),
	);
	return new Map(
		[...names].map((name) => [name, sumOf(name, inits, apps, amounts)]),
	);
}

const NOTHING: Quantity = { nano: 0n, format: "decimal" };

function sumOf(
	name: string,
	inits: readonly Place[],
	apps: readonly Place[],
	amounts: (container: Place) => ReadonlyMap<string, Amount | undefined>,
): Quantity | undefined {
	const running: Quantity[] = [];
	const sidecars: Quantity[] = [];
	let most = NOTHING;
	for (const container of apps) {
		const own = amounts(container);
		if (!own.has(name)) continue;
		const amount = own.get(name);
		if (!amount) return undefined;
		running.push(amount.quantity);
	}
	for (const container of inits) {
		const own = amounts(container);
		const amount = own.get(name);
		const sidecar = isSidecar(container);
		if ((own.has(name) && !amount) || sidecar === undefined) return undefined;
		const quantity = amount?.quantity ?? NOTHING;
		if (sidecar) {
			running.push(quantity);
			sidecars.push(quantity);
			most = maxQuantity(most, addQuantities(sidecars));
		} else most = maxQuantity(most, addQuantities([quantity, ...sidecars]));
	}
	return maxQuantity(addQuantities(running), most);
}
