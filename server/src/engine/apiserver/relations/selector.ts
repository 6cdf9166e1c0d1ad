import { PLACEHOLDER } from "../../kubernetes/json";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { labelValue, qualifiedName } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { type Labels, labelsAsJson, labelsOf, printedLabels } from "./labels";

const valuesNeeded = text({
	en: (operator: string) => `\`${operator}\` needs \`values\` to compare with.`,
	ja: (operator) => `\`${operator}\` には比べる値 \`values\` が必要です。`,
});
const valuesForbidden = text({
	en: (operator: string) =>
		`\`${operator}\` only asks whether there is the label: it takes no \`values\`.`,
	ja: (operator) =>
		`\`${operator}\` はラベルがあるかどうかだけを調べるため、\`values\` は書けません。`,
});
const operators = text({
	en: () =>
		"`operator` of a label selector is `In`, `NotIn`, `Exists` or `DoesNotExist`.",
	ja: () =>
		"ラベルセレクターの `operator` は `In`、`NotIn`、`Exists`、`DoesNotExist` のいずれかです。",
});

/** How the version counts the length of a key or value. */
export const unitOf = (answer: Answer): string =>
	answer.atLeast("1.35") ? "bytes" : "characters";

/** `ValidateLabelSelector`: keys, values and operators, wherever a selector stands. */
export function labelSelector(answer: Answer, selector: Place): void {
	const matchLabels = selector.at("matchLabels");
	for (const value of matchLabels.values)
		label(answer, value, matchLabels.path);
	for (const requirement of selector.at("matchExpressions").items)
		labelRequirement(answer, requirement);
}

/** A label: `ValidateLabels` names the map only. */
export function label(answer: Answer, value: Place, path: string): void {
	const key = String(value.key);
	if (PLACEHOLDER.test(`${key} ${value.string}`)) return;
	for (const { detail, message } of qualifiedName(key, unitOf(answer)))
		answer.invalid(value, {
			path,
			detail,
			message: message(key),
			value: goQuote(key),
			at: value.keyRange,
		});
	for (const { detail, message } of labelValue(
		value.string ?? "",
		unitOf(answer),
	))
		answer.invalid(value, { path, detail, message: message(key) });
}

function labelRequirement(answer: Answer, requirement: Place): void {
	const operator = requirement.at("operator");
	const values = requirement.at("values");
	switch (operator.string) {
		case undefined:
			break;
		case "In":
		case "NotIn":
			if (values.isEmpty)
				answer.required(values, {
					detail: "must be specified when `operator` is 'In' or 'NotIn'",
					message: valuesNeeded(operator.string),
				});
			break;
		case "Exists":
		case "DoesNotExist":
			if (values.isEmpty === false)
				answer.forbidden(values, {
					detail:
						"may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
					message: valuesForbidden(operator.string),
					at: values.keyRange,
				});
			break;
		default:
			answer.invalid(operator, {
				detail: "not a valid selector operator",
				message: operators(),
				instead: ["In", "NotIn", "Exists", "DoesNotExist"],
			});
	}
	const key = requirement.at("key");
	if (key.string !== undefined)
		reportFlaws(answer, key, qualifiedName(key.string, unitOf(answer)));
	for (const value of values.items)
		if (value.string !== undefined)
			reportFlaws(answer, value, labelValue(value.string, unitOf(answer)));
}

const SELECTOR = { rule: "workload-selector" } as const;

const missing = text({
	en: (kind: string) =>
		`A ${kind} must say with \`selector\` which Pods are its own: repeat the labels of its template there.`,
	ja: (kind) =>
		`${kind}には、自身のPodを見分ける \`selector\` が必要です。テンプレートのラベルと同じものを書いてください。`,
});
const matchesAll = text({
	en: (kind: string) =>
		`An empty \`selector\` would match every Pod: a ${kind} does not take it.`,
	ja: (kind) =>
		`空の \`selector\` はすべてのPodに一致してしまうため、${kind}では使えません。`,
});
const broken = text({
	en: () => "This `selector` cannot be read: see what is wrong inside it.",
	ja: () =>
		"この `selector` は解釈できません。中にある誤りを確認してください。",
});
const mismatch = text({
	en: (asked: string) =>
		`The Pods would not be found: \`selector\` asks for ${asked}, and the labels of the template do not have it.`,
	ja: (asked) =>
		`\`selector\` が求める ${asked} がテンプレートのラベルにないため、Podが見つかりません。`,
});
const selectsNothing = text({
	en: () => "Without a `selector` no Pod of this template would be found.",
	ja: () => "`selector` がないため、このテンプレートのPodは見つかりません。",
});
const selectorIsHere = text({
	en: () => "The selector",
	ja: () => "セレクター",
});

/** How a workload's demands on its selector differ. */
export interface SelectorDemands {
	readonly kind: string;
	/** As the message about an empty one calls the kind. */
	readonly emptyFor: string;
	/** Is it an error of its own that there is none? */
	readonly required: boolean;
	/** What is said of the whole when something in it is wrong; nothing for those who say only that. */
	readonly brokenDetail?: string;
}

/** Does the selector match the labels of the Pod template next to it? */
export function templateSelector(
	answer: Answer,
	spec: Place,
	{ kind, emptyFor, required, brokenDetail }: SelectorDemands,
): void {
	const selector = spec.at("selector");
	if (selector.isSet && !selector.mapping) return;
	const labels = spec.in("template", "metadata", "labels");
	if (!selector.isSet) {
		if (answer.partial && !selector.isWritten) return;
		if (required)
			answer.required(selector, { ...SELECTOR, message: missing(kind) });
		reportMismatch(answer, labels, selector);
		return;
	}
	if (isEmptySelector(selector)) {
		answer.invalid(selector, {
			...SELECTOR,
			detail: `empty selector is invalid for ${emptyFor}`,
			value: printedSelector(answer, selector),
			message: matchesAll(kind),
			at: selector.keyRange,
		});
		return;
	}
	if (isBroken(selector)) {
		if (brokenDetail !== undefined)
			answer.invalid(selector, {
				...SELECTOR,
				detail: brokenDetail,
				value: printedSelector(answer, selector),
				message: broken(),
				at: selector.keyRange,
			});
		return;
	}
	const asked = unmet(selector, labelsOf(labels));
	if (asked !== undefined) reportMismatch(answer, labels, selector, asked);
}

/** Are all labels in sight? A part of a manifest may have more. */
export function isKnown({ partial }: Answer, labels: Place): boolean {
	return !partial && (!labels.isSet || labels.mapping !== undefined);
}

/** Says that the labels of a template are not those that a selector asks for, or that there is no selector. */
export function reportMismatch(
	answer: Answer,
	labels: Place,
	selector: Place,
	asked?: string,
	all: Labels | undefined = labels.isSet ? labelsOf(labels) : undefined,
): void {
	if (!isKnown(answer, labels)) return;
	answer.invalid(labels, {
		...SELECTOR,
		detail: "`selector` does not match template `labels`",
		value: printedLabels(answer, all),
		message: asked === undefined ? selectsNothing() : mismatch(asked),
		at: labels.keyRange,
		related: selector.isWritten
			? { at: selector.keyRange, message: selectorIsHere() }
			: undefined,
	});
}

/** Has it neither labels nor expressions? */
export function isEmptySelector(selector: Place): boolean {
	return (
		selector.at("matchLabels").isEmpty === true &&
		selector.at("matchExpressions").isEmpty === true
	);
}

/** Would the server fail to make a selector of it? */
export function isBroken(selector: Place): boolean {
	const isLabel = (key: string, value: string | undefined) =>
		qualifiedName(key).length === 0 && labelValue(value ?? "").length === 0;
	return (
		[...labelsOf(selector.at("matchLabels"))].some(
			([key, value]) => !isLabel(key, value),
		) ||
		selector.at("matchExpressions").items.some((requirement) => {
			const operator = requirement.at("operator").string;
			const key = requirement.at("key").string;
			const values = requirement.at("values");
			return (
				(key !== undefined && qualifiedName(key).length > 0) ||
				values.items.some(({ string = "" }) => labelValue(string).length > 0) ||
				(operator !== undefined &&
					(operator === "In" || operator === "NotIn"
						? values.isEmpty === true
						: operator === "Exists" || operator === "DoesNotExist"
							? values.isEmpty === false
							: true))
			);
		})
	);
}

/** What the selector asks for and labels surely do not have, as one would write it; nothing when they match. */
export function unmet(selector: Place, labels: Labels): string | undefined {
	const label = unmetLabel(labelsOf(selector.at("matchLabels")), labels);
	if (label !== undefined) return label;
	for (const requirement of selector.at("matchExpressions").items) {
		const operator = requirement.at("operator").string;
		const key = requirement.at("key").string;
		const values = requirement.at("values").items.map(({ string }) => string);
		if (key === undefined || values.includes(undefined)) continue;
		const has = labels.get(key);
		if (labels.has(key) && has === undefined) continue;
		const met =
			operator === "In"
				? has !== undefined && values.includes(has)
				: operator === "NotIn"
					? has === undefined || !values.includes(has)
					: operator === "Exists"
						? labels.has(key)
						: operator === "DoesNotExist"
							? !labels.has(key)
							: true;
		if (!met)
			return `\`${[key, operator, values.join(", ")].filter(Boolean).join(" ")}\``;
	}
	return undefined;
}

/** The first label that is asked for and surely not there; nothing when all are. */
export function unmetLabel(asked: Labels, labels: Labels): string | undefined {
	for (const [key, value] of asked) {
		const has = labels.get(key);
		if (value === undefined || (labels.has(key) && has === undefined)) continue;
		if (has !== value) return `\`${key}: ${value}\``;
	}
	return undefined;
}

/** A selector as the server prints it, with labels that it has added itself. */
export function printedSelector(
	answer: Answer,
	selector: Place,
	added: Labels = new Map(),
): string {
	const written = selector.at("matchLabels");
	const labels =
		written.mapping || added.size > 0
			? new Map([...labelsOf(written), ...added])
			: undefined;
	const { items } = selector.at("matchExpressions");
	const hasList = selector.at("matchExpressions").isSet;
	if (!answer.atLeast("1.34")) {
		const list = items.map((item) => {
			const values = item.at("values");
			const printed = values.isSet
				? `{${values.items.map(({ string = "" }) => goQuote(string)).join(", ")}}`
				: "(nil)";
			return `v1.LabelSelectorRequirement{Key:${quoted(item, "key")}, Operator:${quoted(item, "operator")}, Values:[]string${printed}}`;
		});
		return `v1.LabelSelector{MatchLabels:${printedLabels(answer, labels)}, MatchExpressions:[]v1.LabelSelectorRequirement${hasList ? `{${list.join(", ")}}` : "(nil)"}}`;
	}
	const list = items.map((item) => {
		const values = item
			.at("values")
			.items.map(({ string = "" }) => goQuote(string));
		return `{"key":${quoted(item, "key")},"operator":${quoted(item, "operator")}${values.length > 0 ? `,"values":[${values.join(",")}]` : ""}}`;
	});
	const parts = [
		labels && labels.size > 0 ? `"matchLabels":${labelsAsJson(labels)}` : "",
		list.length > 0 ? `"matchExpressions":[${list.join(",")}]` : "",
	];
	return `{${parts.filter(Boolean).join(",")}}`;
}

const quoted = (item: Place, key: string): string =>
	goQuote(item.at(key).string ?? "");
