import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { removeItem } from "../../yaml/list-edit";
import { serverRule } from "../server-rule";

const removeHidden = fixedText({
	en: "Remove the definition that is hidden",
	ja: "隠されている定義を削除",
});

export default serverRule({
	id: "env-duplicate",
	title: fixedText({
		en: "An environment variable is defined twice",
		ja: "環境変数が2回定義されている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
	fixes: (error, document) => [hiddenOne(error, document)],
});

/** The last definition wins; of what comes before, the first is taken away. */
function hiddenOne(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const name = place.at("name").string;
	const first = place.parent?.items.find(
		(variable) => variable.at("name").string === name,
	);
	const item = first?.holder;
	// What goes on from it needs it.
	if (place.at("value").string?.includes(`$(${name})`)) return undefined;
	if (!item || "key" in item || item === place.holder) return undefined;
	return {
		title: removeHidden,
		safety: "review",
		preferred: true,
		edit: () => removeItem(document, item),
	};
}
