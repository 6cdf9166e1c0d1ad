import { fixedText } from "../../text/language";
import { removeWithParent } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "lifecycle-handler-count",
	title: fixedText({
		en: "A hook has no handler, or more than one",
		ja: "ライフサイクルフックの処理がない、または2つ以上ある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
	fixes: ({ place }, document) => [removeWithParent(place, document)],
});
