import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { renameKey } from "../../yaml/edit";
import { removeField, writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "api-warning",
	title: fixedText({
		en: "The API server accepts this with a warning",
		ja: "APIサーバーが警告とともに受け付ける",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/using-api/deprecation-policy/",
	fixes: (error, document) => [
		isLabelOfNode(error) ? renameLabel(error, document) : writeMeant(error),
		error.quote.includes(": non-functional in v1.27+")
			? removeField(error, document)
			: undefined,
	],
});

const rename = text({
	en: (label: string) => `Use the label \`${label}\``,
	ja: (label) => `ラベル \`${label}\` を使う`,
});

/** In a node selector the old label is a key. */
const isLabelOfNode = ({ place }: ServerError): boolean =>
	place.parent?.key === "nodeSelector";

function renameLabel(
	{ place, instead: [label] = [] }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, parent } = place;
	if (label === undefined || !holder || !("key" in holder)) return undefined;
	if (parent?.mapping !== holder.parent) return undefined;
	if (holder.parent.entries.some(({ key }) => key.text === label))
		return undefined;
	return {
		title: rename(label),
		safety: "review",
		preferred: true,
		edit: () => renameKey(document, holder, label),
	};
}
