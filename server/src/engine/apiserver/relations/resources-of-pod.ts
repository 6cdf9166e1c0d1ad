import {
	compareQuantities,
	formatQuantity,
	type Quantity,
} from "../../kubernetes/quantity";
import { text } from "../../text/language";
import {
	type Amounts,
	amountsOf,
	areContainersKnown,
	countedOf,
	limitsOf,
	podLevelAmounts,
	sumsOf,
} from "../amounts";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { claims } from "./resource-claims";
import { isHugePages } from "./resource-names";
import { checkAmounts } from "./resources";

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
	const sums = sumsOf(countedOf(spec));
	const isKnown = areContainersKnown(spec);
	const { limits, requests } = isKnown
		? podLevelAmounts(spec, sums)
		: {
				limits: amountsOf(place.at("limits")),
				requests: amountsOf(place.at("requests")),
			};
	checkAmounts(answer, place, { limits, requests, forContainer: false });
	if (answer.partial || !isKnown) return;
	covers(answer, requests, sums.requests, "requests", tooLittle);
	const hugePages = [...sums.limits].filter(([name]) => isHugePages(name));
	covers(answer, limits, hugePages, "limits", limitTooLow);
	eachContainer(answer, spec, place, limits);
}

/** What the Pod has as a whole is no less than what its containers come to. */
function covers(
	answer: Answer,
	amounts: Amounts,
	sums: Iterable<readonly [string, Quantity | undefined]>,
	list: "requests" | "limits",
	message: typeof tooLittle,
): void {
	for (const [name, sum] of sums) {
		const amount = amounts.get(name);
		if (!amount || !sum || compareQuantities(sum, amount.quantity) <= 0)
			continue;
		const needed = formatQuantity(sum);
		answer.invalid(amount.place, {
			path: amount.path,
			rule: RULE,
			value: goQuote(formatQuantity(amount.quantity)),
			detail: `must be greater than or equal to aggregate container ${list} of ${needed}`,
			message: message(name, needed),
			instead: [needed],
		});
	}
}

/** A container's limit stays below its Pod's; that of a sidecar is not looked at. */
function eachContainer(
	answer: Answer,
	spec: Place,
	place: Place,
	limits: Amounts,
): void {
	for (const container of spec.at("containers").items)
		for (const [name, limit] of limitsOf(container)) {
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
