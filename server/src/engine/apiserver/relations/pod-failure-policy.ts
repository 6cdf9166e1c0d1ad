import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { qualifiedName } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";

const OPERATORS = ["In", "NotIn"] as const;
const STATUSES = ["False", "True", "Unknown"] as const;

const needsPerIndex = text({
	en: () => "`FailIndex` needs a `backoffLimitPerIndex` in the Job.",
	ja: () => "`FailIndex` を使うには、Jobに `backoffLimitPerIndex` が必要です。",
});
const notBoth = text({
	en: () =>
		"A rule looks either at exit codes or at Pod conditions: make two of it.",
	ja: () =>
		"1つのルールで調べられるのは、終了コードとPodのConditionのどちらか一方です。2つのルールに分けてください。",
});
const needsOne = text({
	en: () =>
		"The rule does not say when it applies: give it `onExitCodes` or `onPodConditions`.",
	ja: () =>
		"いつ適用されるルールなのかがありません。`onExitCodes` または `onPodConditions` を書いてください。",
});
const noContainer = text({
	en: (name: string) =>
		`The Pod has no container or init container \`${name}\`, whose exit code this rule is about.`,
	ja: (name) =>
		`このルールが終了コードを調べるコンテナ \`${name}\` が、PodのコンテナにもInitコンテナにもありません。`,
});
const needsValues = text({
	en: () => "The rule needs at least one exit code in `values`.",
	ja: () => "`values` には終了コードが1つ以上必要です。",
});
const noZero = text({
	en: () =>
		"0 means success: a rule about failures cannot ask for it with `In`.",
	ja: () => "0は成功を意味するため、失敗のルールで `In` の値にはできません。",
});
const notOrdered = text({
	en: () => "The exit codes must be in ascending order.",
	ja: () => "終了コードは小さい順に並べなければなりません。",
});

/** The actions that a version knows. */
const actions = (answer: Answer): readonly string[] =>
	answer.atLeast("1.28")
		? ["Count", "FailIndex", "FailJob", "Ignore"]
		: ["Count", "FailJob", "Ignore"];

/** As Go prints a list of texts with `%q`. */
const list = (values: readonly string[]): string =>
	`valid values: [${values.map(goQuote).join(" ")}]`;

/** `validatePodFailurePolicy`. */
export function podFailurePolicy(answer: Answer, spec: Place): void {
	const rules = spec.in("podFailurePolicy", "rules");
	atMost(answer, rules, 20);
	const containers = ["containers", "initContainers"].flatMap((name) =>
		spec.in("template", "spec", name).items.map((item) => item.at("name")),
	);
	for (const rule of rules.items)
		if (rule.mapping || !rule.isSet)
			failureRule(answer, spec, rule, containers);
}

function failureRule(
	answer: Answer,
	spec: Place,
	rule: Place,
	containers: readonly Place[],
): void {
	const action = rule.at("action");
	const supported = actions(answer);
	if (action.string === "FailIndex" && supported.includes("FailIndex")) {
		// The whole rule is dropped in 1.28, where limits per index are off by default.
		if (!answer.atLeast("1.29")) return;
		if (!spec.at("backoffLimitPerIndex").isSet && !answer.partial)
			answer.invalid(action, {
				detail: "requires the backoffLimitPerIndex to be set",
				message: needsPerIndex(),
			});
	} else oneOfRequired(answer, action, supported);
	const exitCodes = rule.at("onExitCodes");
	const conditions = rule.at("onPodConditions");
	if (exitCodes.mapping) onExitCodes(answer, exitCodes, containers);
	onPodConditions(answer, conditions);
	if (exitCodes.isSet && conditions.isEmpty === false)
		answer.invalid(rule, {
			value: "",
			detail:
				"specifying both OnExitCodes and OnPodConditions is not supported",
			message: notBoth(),
		});
	if (!exitCodes.isSet && conditions.isEmpty === true && !answer.partial)
		answer.invalid(rule, {
			value: "",
			detail: "specifying one of OnExitCodes and OnPodConditions is required",
			message: needsOne(),
		});
}

function onExitCodes(
	answer: Answer,
	place: Place,
	containers: readonly Place[],
): void {
	const operator = place.at("operator");
	oneOfRequired(answer, operator, OPERATORS);
	const container = place.at("containerName");
	const name = container.string;
	if (
		container.isSet &&
		name !== undefined &&
		!answer.partial &&
		containers.every(({ string }) => string !== undefined && string !== name)
	)
		answer.invalid(container, {
			rule: "job-failure-policy-container-name",
			detail:
				"must be one of the container or initContainer names in the pod template",
			message: noContainer(name),
			instead: containers.flatMap(({ string }) => string || []),
		});
	exitCodes(answer, place.at("values"), operator.string === "In");
}

function exitCodes(answer: Answer, values: Place, isIn: boolean): void {
	if (values.isEmpty === true && !(answer.partial && !values.isWritten))
		answer.invalid(values, {
			detail: "at least one value is required",
			value: printedCodes(answer, values),
			message: needsValues(),
		});
	atMost(answer, values, 255);
	const seen = new Set<number>();
	let previous: number | undefined;
	let isOrdered = true;
	for (const value of values.items) {
		const { integer } = value;
		if (integer === undefined) continue;
		if (isIn && integer === 0)
			answer.invalid(value, {
				detail: "must not be 0 for the In operator",
				value: "0",
				message: noZero(),
			});
		if (seen.has(integer)) answer.duplicate(value, { value: String(integer) });
		seen.add(integer);
		if (previous !== undefined && previous > integer) isOrdered = false;
		previous = integer;
	}
	if (!isOrdered)
		answer.invalid(values, {
			detail: "must be ordered",
			value: printedCodes(answer, values),
			message: notOrdered(),
			at: values.keyRange,
		});
}

function printedCodes(answer: Answer, values: Place): string {
	const codes = values.items.map(({ integer = 0 }) => integer);
	if (answer.atLeast("1.34"))
		return values.isSet ? `[${codes.join(",")}]` : "null";
	return `[]int32${values.isSet ? `{${codes.join(", ")}}` : "(nil)"}`;
}

function onPodConditions(answer: Answer, conditions: Place): void {
	atMost(answer, conditions, 20);
	for (const pattern of conditions.items) {
		const type = pattern.at("type");
		if (type.string !== undefined && !(answer.partial && !type.isWritten))
			reportFlaws(answer, type, qualifiedName(type.string));
		const status = pattern.at("status");
		// `True` by default.
		if (status.string && !STATUSES.some((known) => known === status.string))
			answer.unsupported(status, STATUSES);
	}
}

function oneOfRequired(
	answer: Answer,
	place: Place,
	supported: readonly string[],
): void {
	if (place.string === "")
		answer.required(place, { detail: list(supported), instead: supported });
	else if (place.string !== undefined && !supported.includes(place.string))
		answer.unsupported(place, supported);
}

/** Says `Too many` of a list, which all versions say in the same way. */
export function atMost(answer: Answer, place: Place, most: number): void {
	const { length } = place.items;
	if (length > most)
		answer.tooMany(place, length, most, {
			kind: "Too many",
			value: String(length),
			detail: `must have at most ${most} items`,
			at: place.keyRange,
		});
}
