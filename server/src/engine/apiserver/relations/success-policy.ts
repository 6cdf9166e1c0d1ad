import { type Message, text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote, printed } from "../printing";
import { atMost } from "./pod-failure-policy";

const needsRules = text({
	en: () => "A `successPolicy` needs at least one rule.",
	ja: () => "`successPolicy` にはルールが1つ以上必要です。",
});
const needsOne = text({
	en: () =>
		"The rule does not say what success is: give it `succeededIndexes` or `succeededCount`.",
	ja: () =>
		"何をもって成功とするかがありません。`succeededIndexes` または `succeededCount` を書いてください。",
});
const notIndexes = text({
	en: (completions: number) =>
		`\`succeededIndexes\` lists indexes below ${completions} in ascending order, such as \`0,2-4\`.`,
	ja: (completions) =>
		`\`succeededIndexes\` には、${completions}未満のインデックスを \`0,2-4\` のように小さい順に書きます。`,
});
const tooMany = text({
	en: (most: number) =>
		`More Pods cannot succeed than there are: \`succeededCount\` may be at most ${most}.`,
	ja: (most) =>
		`あるより多くのPodが成功することはありません。\`succeededCount\` は${most}以下でなければなりません。`,
});

const LONGEST = 64 * 1024;

/** `validateSuccessPolicy`. */
export function successPolicy(
	answer: Answer,
	spec: Place,
	needsIndexes: Message,
): void {
	const policy = spec.at("successPolicy");
	const mode = spec.at("completionMode").string;
	if (!policy.mapping || mode === undefined) return;
	if (mode !== "Indexed") {
		answer.invalid(policy, {
			detail: "requires indexed completion mode",
			value: printedPolicy(answer, policy),
			message: needsIndexes,
			at: policy.keyRange,
		});
		return;
	}
	const rules = policy.at("rules");
	if (rules.isEmpty === true)
		answer.required(rules, {
			detail:
				"at least one rules must be specified when the successPolicy is specified",
			message: needsRules(),
		});
	atMost(answer, rules, 20);
	const completions = spec.at("completions");
	const count = completions.isSet
		? completions.integer
		: spec.at("parallelism").isSet
			? undefined
			: 1;
	for (const rule of rules.items) successRule(answer, rule, count);
}

function successRule(
	answer: Answer,
	rule: Place,
	completions: number | undefined,
): void {
	const indexes = rule.at("succeededIndexes");
	const count = rule.at("succeededCount");
	if (!indexes.isSet && !count.isSet)
		answer.required(rule, {
			detail:
				"at least one of succeededCount or succeededIndexes must be specified",
			message: needsOne(),
		});
	if (completions === undefined) return;
	const { string } = indexes;
	if (string !== undefined && string.length > LONGEST)
		answer.tooLong(indexes, LONGEST, { message: notIndexes(completions) });
	const total =
		indexes.isSet && string !== undefined
			? countIndexes(string, completions)
			: undefined;
	if (typeof total === "string")
		answer.invalid(indexes, {
			detail: `error parsing succeededIndexes: ${total}`,
			message: notIndexes(completions),
		});
	const value = count.isSet ? count.integer : undefined;
	if (value === undefined) return;
	if (value < 0)
		answer.invalid(count, {
			detail: "must be greater than or equal to 0",
			message: tooMany(completions),
			instead: ["0"],
		});
	if (value > completions)
		answer.invalid(count, {
			detail: `must be less than or equal to ${completions} (the number of specified completions)`,
			message: tooMany(completions),
			instead: [String(completions)],
		});
	const most = typeof total === "string" ? 0 : total;
	if (most !== undefined && value > most)
		answer.invalid(count, {
			detail: `must be less than or equal to ${most} (the number of indexes in the specified succeededIndexes field)`,
			message: tooMany(most),
			instead: [String(most)],
		});
}

/** How many indexes a text such as `0,2-4` names, or what Go says is wrong with it. */
function countIndexes(written: string, completions: number): number | string {
	if (written === "") return 0;
	let total = 0;
	let last: number | undefined;
	for (const interval of written.split(",")) {
		const limits = interval.split("-");
		if (limits.length > 2)
			return `the fragment ${goQuote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
		const numbers: number[] = [];
		for (const limit of limits) {
			if (!/^\+?\d+$/.test(limit))
				return `cannot convert string to integer for index: ${goQuote(limit)}`;
			if (Number(limit) >= completions)
				return `too large index: ${goQuote(limit)}`;
			numbers.push(Number(limit));
		}
		const [first = 0, end = first] = numbers;
		if (limits.length > 1 && first >= end)
			return `non-increasing order, previous: ${first}, current: ${end}`;
		if (last !== undefined && last >= first)
			return `non-increasing order, previous: ${last}, current: ${first}`;
		total += end - first + 1;
		last = end;
	}
	return total;
}

/** The internal struct; where its pointers lead cannot be said before 1.34. */
function printedPolicy(answer: Answer, policy: Place): string {
	const rules = policy.at("rules");
	const printedRules = rules.items.map((rule) => {
		const indexes = rule.at("succeededIndexes");
		const count = rule.at("succeededCount");
		return answer.atLeast("1.34")
			? `{"SucceededIndexes":${indexes.isSet ? printed(indexes) : "null"},"SucceededCount":${count.isSet ? printed(count) : "null"}}`
			: `batch.SuccessPolicyRule{SucceededIndexes:(*string)(${indexes.isSet ? "0x…" : "nil"}), SucceededCount:(*int32)(${count.isSet ? "0x…" : "nil"})}`;
	});
	if (answer.atLeast("1.34"))
		return `{"Rules":${rules.isSet ? `[${printedRules.join(",")}]` : "null"}}`;
	return `batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule${rules.isSet ? `{${printedRules.join(", ")}}` : "(nil)"}}`;
}
