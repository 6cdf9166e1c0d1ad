import type { ServerError } from "../../apiserver/answer";
import type { Place } from "../../apiserver/place";
import { labelsOf } from "../../apiserver/relations/labels";
import {
	isEmptySelector,
	unmet,
	unmetLabel,
} from "../../apiserver/relations/selector";
import type { Change } from "../../kubernetes/change";
import { type AddedLabels, labelsAddedBy } from "../../kubernetes/kustomize";
import type { Splice } from "../../text/edit";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { insertEntryAfter, insertLines, replaceScalar } from "../../yaml/edit";
import { beginsLine } from "../../yaml/ownership";
import { type Entry, entryOf, type Mapping } from "../../yaml/tree";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const repeatLabels = fixedText({
	en: "Give the template the labels of the selector",
	ja: "セレクターのラベルをテンプレートに付ける",
});
const addSelector = fixedText({
	en: "Add a selector with the labels of the template",
	ja: "テンプレートのラベルを使ったセレクターを追加",
});

export default serverRule({
	id: "workload-selector",
	title: fixedText({
		en: "A workload's selector is missing or does not match its Pods",
		ja: "ワークロードのセレクターがない、またはPodと一致しない",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",
	fixes(error, document) {
		const { place } = error;
		if (place.key === "labels") return [mendLabels(error, document)];
		if (place.key === "selector" && !place.isWritten)
			return [insertSelector(place, document)];
		// Only Jobs forbid what is written, and only the selectors of other kinds may be broken.
		const isOfJob =
			place.parent?.type === "JobSpec" || place.type === undefined;
		return [
			isOfJob ? removeField(error, document, { preferred: true }) : undefined,
		];
	},
	isMended: ({ place }, neighbours) =>
		neighbours
			.kustomizations()
			.map(({ found }) => labelsAddedBy(found))
			.some((added) => !added || matchesWith(added, place)),
});

/** Does a selector, or the labels that it does not match, get what they lack from a Kustomization? */
function matchesWith(
	{ toSelectors, toTemplates }: AddedLabels,
	place: Place,
): boolean {
	const selector =
		place.key === "labels"
			? place.parent?.parent?.parent?.at("selector")
			: place;
	if (
		!selector?.isSet ||
		(selector.type === undefined ? selector.isEmpty : isEmptySelector(selector))
	)
		return toSelectors.size > 0;
	if (place.key !== "labels") return false;
	const asked = labelsOf(
		selector.type === undefined ? selector : selector.at("matchLabels"),
	);
	const labels = new Map([...labelsOf(place), ...toTemplates]);
	// These get the same value on both sides.
	for (const [key, value] of toSelectors)
		labels.set(key, asked.get(key) ?? value);
	return selector.type === undefined
		? unmetLabel(asked, labels) === undefined
		: unmet(selector, labels) === undefined;
}

function mendLabels(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const template = place.parent?.parent;
	const selector = template?.parent?.at("selector");
	if (!template || !selector) return undefined;
	if (!selector.isWritten)
		return template.parent?.type === "DaemonSetSpec"
			? insertSelector(selector, document)
			: undefined;
	const asked = labelsOf(
		selector.type === undefined ? selector : selector.at("matchLabels"),
	);
	const has = labelsOf(place);
	const missing = [...asked].flatMap(([key, value]) =>
		value !== undefined && has.get(key) !== value
			? [[key, value] as const]
			: [],
	);
	// The expressions of the selector must be content with the labels too.
	const isMended =
		selector.type === undefined ||
		unmet(selector, new Map([...has, ...missing])) === undefined;
	if (missing.length === 0 || !isMended) return undefined;
	return {
		title: repeatLabels,
		safety: "review",
		preferred: true,
		edit: () =>
			place.mapping
				? setLabels(document, place.mapping, missing)
				: insertLabels(document, template, missing),
	};
}

type Label = readonly [key: string, value: string];

function setLabels(
	document: Document,
	labels: Mapping,
	missing: readonly Label[],
): readonly Splice[] | undefined {
	const last = labels.entries.at(-1);
	const splices: Splice[] = [];
	for (const [key, value] of missing) {
		const entry = entryOf(labels, key);
		const scalar = entry?.value;
		const change =
			entry?.parent === labels && scalar?.kind === "scalar"
				? replaceScalar(scalar, value)
				: !entry && last
					? insertEntryAfter(document, last, key, quoted(value))
					: undefined;
		if (!change) return undefined;
		splices.push(...change);
	}
	return splices;
}

/** Gives a template labels that has none at all. */
function insertLabels(
	document: Document,
	template: Place,
	missing: readonly Label[],
): readonly Splice[] | undefined {
	const labels = missing.map(([key, value]) => `    ${key}: ${quoted(value)}`);
	const { mapping } = template;
	const metadata = template.at("metadata");
	if (!mapping || metadata.at("labels").isWritten) return undefined;
	if (!metadata.isWritten)
		return insertBefore(document, mapping.entries[0], [
			"metadata:",
			"  labels:",
			...labels,
		]);
	const last = metadata.mapping?.entries.at(-1);
	return last && last.parent === metadata.mapping
		? insertEntryAfter(
				document,
				last,
				"labels",
				labels.map((line) => line.slice(2)),
			)
		: undefined;
}

function insertSelector(
	selector: Place,
	document: Document,
): Change | undefined {
	const spec = selector.parent;
	const labels = [
		...labelsOf(spec?.in("template", "metadata", "labels") ?? selector),
	];
	const template = spec?.mapping && entryOf(spec.mapping, "template");
	if (
		!template ||
		template.parent !== spec.mapping ||
		labels.length === 0 ||
		labels.some(([, value]) => value === undefined)
	)
		return undefined;
	return {
		title: addSelector,
		safety: "review",
		preferred: true,
		edit: () =>
			template.parent.flow
				? insertEntryAfter(
						document,
						template,
						"selector",
						`{ matchLabels: { ${labels.map(([key, value = ""]) => `${key}: ${quoted(value)}`).join(", ")} } }`,
					)
				: insertBefore(document, template, [
						"selector:",
						"  matchLabels:",
						...labels.map(
							([key, value = ""]) => `    ${key}: ${quoted(value)}`,
						),
					]),
	};
}

function insertBefore(
	document: Document,
	entry: Entry | undefined,
	block: readonly string[],
): readonly Splice[] | undefined {
	const { lines } = document;
	if (!entry || entry.parent.flow || !beginsLine(lines, entry.start))
		return undefined;
	const indent = " ".repeat(lines.column(entry.start));
	return [
		insertLines(
			lines,
			lines.lineAt(entry.start),
			block.map((line) => indent + line),
		),
	];
}

/** Labels are texts: what would be read as something else needs quotes. */
const quoted = (value: string): string =>
	/^[A-Za-z][\w./-]*$/.test(value) &&
	!/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
		? value
		: JSON.stringify(value);
