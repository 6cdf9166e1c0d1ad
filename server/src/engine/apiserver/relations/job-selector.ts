import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { type Labels, labelsOf, printedLabels } from "./labels";
import {
	isBroken,
	isKnown,
	printedSelector,
	reportMismatch,
	unmet,
} from "./selector";

const SELECTOR = { rule: "workload-selector" } as const;

/** The server draws it when it creates the Job; it can only be shown, not known. */
const UID = "00000000-0000-4000-8000-000000000000";
const UID_LABELS = ["controller-uid", "batch.kubernetes.io/controller-uid"];
const NAME_LABELS = ["job-name", "batch.kubernetes.io/job-name"];
const UID_KEY = "batch.kubernetes.io/controller-uid";

const madeByItself = text({
	en: () =>
		"A Job makes its own selector, and nothing of one's own fits to it: remove `selector`.",
	ja: () =>
		"Jobのセレクターは自動的に作られ、自分で書いたものとは合いません。`selector` を削除してください。",
});
const noManual = text({
	en: () =>
		"The Jobs of a CronJob always make their own selector: `manualSelector` cannot be `true`.",
	ja: () =>
		"CronJobが作るJobのセレクターは常に自動的に作られるため、`manualSelector` を `true` にはできません。",
});
const ownLabel = text({
	en: (key: string) =>
		`The Job sets the label \`${key}\` itself: a value that is left over from another Job is refused.`,
	ja: (key) =>
		`ラベル \`${key}\` はJob自身が設定します。ほかのJobから残った値は拒否されます。`,
});

/** `validateGeneratedSelector` and what surrounds it. */
export function jobSelector(
	answer: Answer,
	spec: Place,
	isTemplate: boolean,
): void {
	const selector = spec.at("selector");
	const manual = spec.at("manualSelector");
	if (selector.isSet && !selector.mapping) return;
	if (isTemplate) {
		if (selector.isSet)
			answer.invalid(selector, {
				...SELECTOR,
				detail: "`selector` will be auto-generated",
				value: printedSelector(answer, selector),
				message: madeByItself(),
				at: selector.keyRange,
			});
		if (manual.boolean === true)
			answer.unsupported(manual, ["nil", "false"], {
				...SELECTOR,
				value: "true",
				message: noManual(),
				instead: ["false"],
			});
	} else if (manual.boolean === true) {
		const labels = spec.in("template", "metadata", "labels");
		if (!selector.isSet) {
			if (answer.partial) return;
			answer.required(selector, SELECTOR);
			reportMismatch(answer, labels, selector);
		} else if (!isBroken(selector)) {
			const asked = unmet(selector, labelsOf(labels));
			if (asked !== undefined) reportMismatch(answer, labels, selector, asked);
		}
	} else if (manual.boolean === false) generated(answer, spec, selector);
}

/** The server adds labels of its own to the selector and the template. */
function generated(answer: Answer, spec: Place, selector: Place): void {
	const name = spec.parent?.in("metadata", "name").string;
	const labels = spec.in("template", "metadata", "labels");
	if (!isKnown(answer, labels)) return;
	const own: Labels = new Map([
		...NAME_LABELS.map((key) => [key, name || undefined] as const),
		...UID_LABELS.map((key) => [key, UID] as const),
	]);
	const all: Labels = new Map([...own, ...labelsOf(labels)]);
	for (const label of labels.values) {
		const key = String(label.key);
		const must = own.get(key);
		if (must === undefined || label.string === undefined) continue;
		if (label.string !== must)
			answer.invalid(label, {
				...SELECTOR,
				path: `${spec.path}.template.metadata.labels[${key}]`,
				detail: `must be '${must}'`,
				value: printedLabels(answer, all),
				message: ownLabel(key),
				at: label.keyRange,
			});
	}
	if (!selector.isSet || isBroken(selector)) return;
	const added: Labels = new Map(
		labelsOf(selector.at("matchLabels")).has(UID_KEY) ? [] : [[UID_KEY, UID]],
	);
	if (unmet(selector, own) !== undefined)
		answer.invalid(selector, {
			...SELECTOR,
			detail: "`selector` not auto-generated",
			value: printedSelector(answer, selector, added),
			message: madeByItself(),
			at: selector.keyRange,
		});
	const asked = unmet(selector, all);
	if (asked !== undefined) reportMismatch(answer, labels, selector, asked, all);
}
