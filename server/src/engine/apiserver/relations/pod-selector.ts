import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { labelValue, qualifiedName } from "../formats";
import * as say from "../messages";
import type { Place } from "../place";
import { label, unitOf } from "./selector";

const SET = ["In", "NotIn"];
const PRESENCE = ["Exists", "DoesNotExist"];
const NUMBER = ["Gt", "Lt"];

const needsValues = text({
	en: (operator: string) =>
		`\`${operator}\` compares with \`values\`: it needs at least one.`,
	ja: (operator) =>
		`\`${operator}\` は \`values\` と比べる演算子です。値が1つ以上必要です。`,
});
const needsOneValue = text({
	en: (operator: string) =>
		`\`${operator}\` takes exactly one of \`values\` here.`,
	ja: (operator) =>
		`ここでの \`${operator}\` には、\`values\` の値がちょうど1つ必要です。`,
});
const takesNoValues = text({
	en: (operator: string) =>
		`\`${operator}\` only asks whether the key is there: it takes no \`values\`.`,
	ja: (operator) =>
		`\`${operator}\` はキーの有無だけを調べます。\`values\` は書けません。`,
});
const fieldKey = text({
	en: () => "Of a node's fields only `metadata.name` can be selected.",
	ja: () => "ノードのフィールドで選択に使えるのは `metadata.name` だけです。",
});
const needsSelector = text({
	en: (field: string) =>
		`\`${field}\` adds to \`labelSelector\`, and there is none.`,
	ja: (field) =>
		`\`${field}\` は \`labelSelector\` に条件を加えるものですが、\`labelSelector\` がありません。`,
});
const inBoth = text({
	en: (key: string, one: string, other: string) =>
		`\`${key}\` is in both \`${one}\` and \`${other}\`; keep one of them.`,
	ja: (key, one, other) =>
		`\`${key}\` が \`${one}\` と \`${other}\` の両方にあります。どちらか一方だけにしてください。`,
});

/** Is it something missing of which nothing can be said, for the rest of the manifest is elsewhere? */
export const isElsewhere = (answer: Answer, place: Place): boolean =>
	answer.partial && !place.isWritten;

/** `ValidateLabelName`: the key of a label; the empty one is none. */
export function labelName(answer: Answer, place: Place): void {
	const name = place.string;
	if (name === undefined || isElsewhere(answer, place)) return;
	reportFlaws(answer, place, qualifiedName(name, unitOf(answer)));
}

/** `ValidateLabels`: the server's path names the map only. */
export function labels(answer: Answer, map: Place): void {
	for (const value of map.values) label(answer, value, map.path);
}

/** `ValidateNodeSelectorTerm`; a node that is only preferred may be asked for with values that no label can have. */
export function nodeSelectorTerm(
	answer: Answer,
	term: Place,
	preferred: boolean,
): void {
	for (const requirement of term.at("matchExpressions").items) {
		operands(answer, requirement);
		labelName(answer, requirement.at("key"));
		if (!preferred && answer.atLeast("1.33"))
			labelValues(answer, requirement.at("values"));
	}
	for (const requirement of term.at("matchFields").items)
		fieldRequirement(answer, requirement);
}

function labelValues(answer: Answer, values: Place): void {
	for (const item of values.items) {
		const value = item.string;
		if (value !== undefined)
			reportFlaws(answer, item, labelValue(value, unitOf(answer)));
	}
}

/** Does the operator of a requirement go with its values? */
function operands(answer: Answer, requirement: Place): void {
	const operator = requirement.at("operator").string;
	const values = requirement.at("values");
	if (operator === undefined) return;
	if (SET.includes(operator)) {
		if (values.isEmpty)
			answer.required(values, {
				detail: "must be specified when `operator` is 'In' or 'NotIn'",
				message: needsValues(operator),
			});
	} else if (PRESENCE.includes(operator)) {
		if (values.isEmpty === false)
			answer.forbidden(values, {
				detail:
					"may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
				message: takesNoValues(operator),
				at: values.keyRange,
			});
	} else if (NUMBER.includes(operator)) {
		if (values.isEmpty !== undefined && values.items.length !== 1)
			answer.required(values, {
				detail:
					"must be specified single value when `operator` is 'Lt' or 'Gt'",
				message: needsOneValue(operator),
			});
	} else badOperator(answer, requirement, [...SET, ...PRESENCE, ...NUMBER]);
}

function badOperator(
	answer: Answer,
	requirement: Place,
	operators: readonly string[],
): void {
	const operator = requirement.at("operator");
	if (isElsewhere(answer, operator)) return;
	answer.invalid(operator, {
		detail: "not a valid selector operator",
		message: say.unsupported("operator", operator.string ?? "", operators),
		instead: operators,
	});
}

/** `ValidateNodeFieldSelectorRequirement`. */
function fieldRequirement(answer: Answer, requirement: Place): void {
	const operator = requirement.at("operator").string;
	const key = requirement.at("key");
	const values = requirement.at("values");
	if (operator !== undefined && !SET.includes(operator))
		badOperator(answer, requirement, SET);
	else if (
		operator !== undefined &&
		values.isEmpty !== undefined &&
		values.items.length !== 1
	)
		answer.required(values, {
			detail:
				"must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
			message: needsOneValue(operator),
		});
	if (
		key.string !== undefined &&
		key.string !== "metadata.name" &&
		!isElsewhere(answer, key)
	)
		answer.invalid(key, {
			detail: "not a valid field selector key",
			message: fieldKey(),
			instead: ["metadata.name"],
		});
}

/**
 * `matchLabelKeys` and `mismatchLabelKeys` beside a selector. The server adds what they stand for to the selector of a
 * Pod (`labelsOfPod`) before it looks, so that a key which is there already is there twice.
 */
export function labelKeys(
	answer: Answer,
	holder: Place,
	labelsOfPod: Place | undefined,
): void {
	const selector = holder.at("labelSelector");
	const match = holder.at("matchLabelKeys");
	const mismatch = holder.at("mismatchLabelKeys");
	for (const keys of [match, mismatch])
		if (keys.isEmpty === false && !selector.isSet) {
			if (!answer.partial)
				answer.forbidden(keys, {
					detail: "must not be specified when labelSelector is not set",
					message: needsSelector(String(keys.key)),
					at: keys.keyRange,
				});
		} else for (const key of keys.items) labelName(answer, key);

	const mismatched = new Set(mismatch.items.map(({ string }) => string));
	if (selector.isSet) twiceSelected(answer, holder, labelsOfPod);
	for (const key of match.items)
		if (key.string !== undefined && mismatched.has(key.string))
			answer.invalid(key, {
				detail: "exists in both matchLabelKeys and mismatchLabelKeys",
				message: inBoth(key.string, "matchLabelKeys", "mismatchLabelKeys"),
			});
}

function twiceSelected(
	answer: Answer,
	holder: Place,
	labelsOfPod: Place | undefined,
): void {
	const match = holder.at("matchLabelKeys").items;
	const mismatch = holder.at("mismatchLabelKeys").items;
	const selector = holder.at("labelSelector");
	const has = new Set(labelsOfPod?.values.map(({ key }) => String(key)));
	const seen = new Set(
		selector.at("matchLabels").values.map(({ key }) => String(key)),
	);
	const expressions = [
		...selector
			.at("matchExpressions")
			.items.map((item) => item.at("key").string),
		...[...match, ...mismatch]
			.map(({ string }) => string)
			.filter((key) => key !== undefined && has.has(key)),
	];
	for (const key of expressions) {
		if (key === undefined) continue;
		const index = match.findLastIndex(({ string }) => string === key);
		const item = match[index];
		if (item && seen.has(key))
			answer.invalid(item, {
				path: `${holder.path}[${index}]`,
				detail: "exists in both matchLabelKeys and labelSelector",
				message: inBoth(key, "matchLabelKeys", "labelSelector"),
			});
		seen.add(key);
	}
}

/** `matchLabelKeys` of a spread constraint before 1.34. */
export function labelKeysBefore134(answer: Answer, holder: Place): void {
	const selector = holder.at("labelSelector");
	const match = holder.at("matchLabelKeys");
	if (match.isEmpty !== false) return;
	if (!selector.isSet && !answer.partial)
		answer.forbidden(match, {
			detail: "must not be specified when labelSelector is not set",
			message: needsSelector("matchLabelKeys"),
			at: match.keyRange,
		});
	const selected = new Set([
		...selector.at("matchLabels").values.map(({ key }) => String(key)),
		...selector
			.at("matchExpressions")
			.items.map((item) => item.at("key").string),
	]);
	for (const key of match.items) {
		labelName(answer, key);
		if (key.string !== undefined && selected.has(key.string))
			answer.invalid(key, {
				detail: "exists in both matchLabelKeys and labelSelector",
				message: inBoth(key.string, "matchLabelKeys", "labelSelector"),
			});
	}
}
