import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { insertEntryAfter } from "../../yaml/edit";
import { removeField, writeText } from "../mends";
import { serverRule } from "../server-rule";

const set = text({
	en: () => "Set `readOnly: true`",
	ja: () => "`readOnly: true` を設定",
});

export default serverRule({
	id: "recursive-read-only",
	title: fixedText({
		en: "`recursiveReadOnly` does not go with the rest of the mount",
		ja: "`recursiveReadOnly`がマウントのほかの設定と矛盾している",
	}),
	kubernetes: { from: "1.31" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts",
	fixes: (error, document) => [
		makeReadOnly(error, document),
		error.related && mountOf(error)
			? removeField(
					{ place: mountOf(error)?.at("mountPropagation") ?? error.place },
					document,
				)
			: undefined,
		removeField(error, document),
	],
});

const mountOf = ({ place }: ServerError) => place.parent;

function makeReadOnly(
	error: ServerError,
	document: Document,
): Change | undefined {
	const mount = mountOf(error);
	const { holder } = error.place;
	if (!mount || error.related || !holder || !("key" in holder))
		return undefined;
	const readOnly = mount.at("readOnly");
	if (readOnly.isWritten)
		return writeText(
			{ ...error, place: readOnly },
			"true",
			set(),
			"review",
			true,
		);
	return {
		title: set(),
		safety: "review",
		preferred: true,
		edit: () => insertEntryAfter(document, holder, "readOnly", "true"),
	};
}
