import { text } from "../../text/language";
import type { Answer } from "../answer";
import * as say from "../messages";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isElsewhere, labelKeys, labelKeysBefore134 } from "./pod-selector";
import { labelSelector } from "./selector";

const ACTIONS = ["DoNotSchedule", "ScheduleAnyway"];
const POLICIES = ["Honor", "Ignore"];

const aboveZero = text({
	en: (field: string) => `\`${field}\` must be 1 or more.`,
	ja: (field) => `\`${field}\` は1以上でなければなりません。`,
});
const sameTwice = text({
	en: (key: string, action: string) =>
		`Another constraint spreads over \`${key}\` with \`${action}\` too; there may be one of each kind.`,
	ja: (key, action) =>
		`\`${key}\` について \`${action}\` とする制約がほかにもあります。同じ組み合わせは1つだけ書けます。`,
});
const onlyHard = text({
	en: () =>
		"`minDomains` counts only where `whenUnsatisfiable` is `DoNotSchedule`.",
	ja: () =>
		"`minDomains` は `whenUnsatisfiable` が `DoNotSchedule` のときだけ使えます。",
});

/** `validateTopologySpreadConstraints`. */
export function topologySpread(answer: Answer, spec: Place): void {
	const constraints = spec.at("topologySpreadConstraints").items;
	const kinds = constraints.map(kindOf);
	const owner = spec.parent;
	const labels =
		owner?.type === "Pod" ? owner.in("metadata", "labels") : undefined;
	for (const [index, constraint] of constraints.entries()) {
		positive(answer, constraint.at("maxSkew"));
		const key = constraint.at("topologyKey");
		if (key.string === "") answer.required(key, { detail: "can not be empty" });
		const action = constraint.at("whenUnsatisfiable");
		oneOf(answer, action, ACTIONS);
		const kind = kinds[index];
		if (kind !== undefined && kinds.includes(kind, index + 1))
			answer.duplicate(constraint, {
				path: `${constraint.path}.{topologyKey, whenUnsatisfiable}`,
				value: goQuote(kind),
				message: sameTwice(key.string ?? "", action.string ?? ""),
				at: key.isWritten ? key.range : constraint.range,
			});
		minDomains(answer, constraint);
		for (const name of ["nodeAffinityPolicy", "nodeTaintsPolicy"]) {
			const policy = constraint.at(name);
			if (policy.isSet) oneOf(answer, policy, POLICIES);
		}
		if (answer.atLeast("1.34")) labelKeys(answer, constraint, labels);
		else labelKeysBefore134(answer, constraint);
		labelSelector(answer, constraint.at("labelSelector"));
	}
}

/** What two constraints may not have in common. */
function kindOf(constraint: Place): string | undefined {
	const key = constraint.at("topologyKey");
	const action = constraint.at("whenUnsatisfiable");
	return key.string === undefined || action.string === undefined
		? undefined
		: `{${key.string}, ${action.string}}`;
}

function positive(answer: Answer, place: Place): void {
	const value = place.integer;
	if (value === undefined || value > 0 || isElsewhere(answer, place)) return;
	answer.invalid(place, {
		detail: "must be greater than zero",
		message: aboveZero(String(place.key)),
		instead: ["1"],
	});
}

/** One of some values; the empty text, or none at all, is not. */
function oneOf(answer: Answer, place: Place, values: readonly string[]): void {
	const value = place.string;
	if (
		value === undefined ||
		values.includes(value) ||
		isElsewhere(answer, place)
	)
		return;
	answer.unsupported(place, values, {
		message: say.unsupported(String(place.key), value, values),
	});
}

function minDomains(answer: Answer, constraint: Place): void {
	const place = constraint.at("minDomains");
	if (!place.isSet) return;
	positive(answer, place);
	const when = constraint.at("whenUnsatisfiable");
	const action = when.string;
	if (
		action === undefined ||
		action === "DoNotSchedule" ||
		isElsewhere(answer, when)
	)
		return;
	answer.invalid(place, {
		detail: `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`,
		message: onlyHard(),
		related: when.isWritten
			? { at: when.range, message: onlyHard() }
			: undefined,
	});
}
