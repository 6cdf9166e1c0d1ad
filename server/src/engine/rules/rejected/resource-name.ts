import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { renameKey } from "../../yaml/edit";
import { writeTitle } from "../mends";
import { serverRule } from "../server-rule";

function rename(
	{ place, instead: [name] = [] }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, key, parent } = place;
	const isThere = parent?.values.some((other) => other.key === name);
	if (!holder || !("key" in holder) || name === undefined || isThere)
		return undefined;
	return {
		title: writeTitle(name),
		safety: String(key).toLowerCase() === name ? "safe" : "review",
		preferred: true,
		edit: () => renameKey(document, holder, name),
	};
}

export default serverRule({
	id: "resource-name",
	title: fixedText({
		en: "Containers have no resource of this name",
		ja: "コンテナで使えない名前のリソースがある",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
	fixes: (error, document) => [rename(error, document)],
});
