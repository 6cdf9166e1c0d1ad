import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { splitItem } from "../../yaml/list-edit";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const split = fixedText({
	en: "Make two items of it",
	ja: "2つの項目に分ける",
});

export default serverRule({
	id: "env-from-source",
	title: fixedText({
		en: "An item of `envFrom` refers to nothing, or to two things",
		ja: "`envFrom`の項目の参照先がないか、2つある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables",
	fixes: (error, document) => [
		splitReferences(error, document),
		removeField(error, document),
	],
});

/** What stands in one item is meant for two; a prefix would be lost to one of them. */
function splitReferences(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const item = place.parent;
	const { holder } = place;
	if (!item?.holder || "key" in item.holder || item.at("prefix").isSet)
		return undefined;
	const references = ["configMapRef", "secretRef"].map((name) => item.at(name));
	const later = references
		.flatMap(({ holder: entry }) => (entry && "key" in entry ? [entry] : []))
		.sort((a, b) => a.start - b.start)[1];
	const { holder: itemHolder } = item;
	if (!holder || !later) return undefined;
	return {
		title: split,
		safety: "review",
		preferred: true,
		edit: () => splitItem(document, later, itemHolder),
	};
}
