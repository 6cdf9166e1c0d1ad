import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { renameKey } from "../../yaml/edit";
import { serverRule } from "../server-rule";

const title = text({
	en: (name: string) => `Write \`${name}\``,
	ja: (name) => `\`${name}\` に直す`,
});

function rename(
	{ place, instead: [name] = [] }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, key, parent } = place;
	const isThere = parent?.values.some((other) => other.key === name);
	if (!holder || !("key" in holder) || name === undefined || isThere)
		return undefined;
	return {
		title: title(name),
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
