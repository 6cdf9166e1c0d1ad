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
import { replaceScalar } from "../../yaml/edit";
import { addEntries, insertEntry } from "../../yaml/insert";
import { entryOf, type Mapping } from "../../yaml/tree";
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
	const missing = new Map(
		[...asked].flatMap(([key, value]) =>
			value !== undefined && has.get(key) !== value
				? [[key, value] as const]
				: [],
		),
	);
	// The expressions of the selector must be content with the labels too.
	const isMended =
		selector.type === undefined ||
		unmet(selector, new Map([...has, ...missing])) === undefined;
	if (missing.size === 0 || !isMended) return undefined;
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

type Labels = ReadonlyMap<string, string>;

function setLabels(
	document: Document,
	labels: Mapping,
	missing: Labels,
): readonly Splice[] | undefined {
	const splices: Splice[] = [];
	const added = new Map(missing);
	for (const [key, value] of missing) {
		const entry = entryOf(labels, key);
		if (!entry) continue;
		const scalar = entry.value;
		const change =
			entry.parent === labels && scalar?.kind === "scalar"
				? replaceScalar(scalar, value)
				: undefined;
		if (!change) return undefined;
		splices.push(...change);
		added.delete(key);
	}
	if (added.size === 0) return splices;
	const addition = addEntries(document, labels, treeOf(added));
	return addition && [...splices, ...addition];
}

/** Gives a template labels that has none at all. */
function insertLabels(
	document: Document,
	template: Place,
	missing: Labels,
): readonly Splice[] | undefined {
	const labels = treeOf(missing);
	const metadata = template.at("metadata");
	if (metadata.at("labels").isWritten) return undefined;
	if (metadata.isWritten)
		return (
			metadata.mapping && addEntries(document, metadata.mapping, { labels })
		);
	const [first] = template.mapping?.entries ?? [];
	return (
		first && insertEntry(document, first, "metadata", { labels }, "before")
	);
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
			insertEntry(
				document,
				template,
				"selector",
				{ matchLabels: treeOf(labels) },
				"before",
			),
	};
}

/** Labels whose values are known. */
const treeOf = (labels: Iterable<readonly [string, string | undefined]>) =>
	Object.fromEntries([...labels].map(([key, value = ""]) => [key, value]));
