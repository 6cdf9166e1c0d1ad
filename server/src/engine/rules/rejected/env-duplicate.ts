import type { ServerError } from "../../apiserver/answer";
import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { removeItems } from "../../yaml/list-edit";
import { serverRule } from "../server-rule";

const removeHidden = text({
	en: (count: number) =>
		count === 1
			? "Remove the definition that is hidden"
			: `Remove the ${count} definitions that are hidden`,
	ja: (count) =>
		count === 1
			? "隠されている定義を削除"
			: `隠されている${count}個の定義を削除`,
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
	fixes: (error, document) => [hiddenOnes(error, document)],
});

/** The last definition wins; what comes before is taken away. */
function hiddenOnes(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const name = place.at("name").string;
	const variables = place.parent?.items ?? [];
	const last = variables.findIndex(({ holder }) => holder === place.holder);
	const isHidden = (each: Place) => each.at("name").string === name;
	const first = variables.findIndex(isHidden);
	if (first === -1 || first >= last) return undefined;
	// What goes on from them needs them.
	const isNeeded = variables
		.slice(first + 1, last + 1)
		.some(
			(each) =>
				(each === variables[last] || !isHidden(each)) &&
				each.at("value").string?.includes(`$(${name})`),
		);
	const hidden = variables.slice(first, last).flatMap((each) => {
		const { holder } = each;
		return isHidden(each) && holder && !("key" in holder) ? [holder] : [];
	});
	if (isNeeded || hidden.length === 0) return undefined;
	return {
		title: removeHidden(hidden.length),
		safety: "review",
		preferred: true,
		edit: () => removeItems(document, hidden),
	};
}
