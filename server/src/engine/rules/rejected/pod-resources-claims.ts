import { fixedText } from "../../text/language";
import { removeWithParent } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "pod-resources-claims",
	title: fixedText({
		en: "A Pod as a whole has resource claims",
		ja: "Pod全体のリソースに claims が書かれている",
	}),
	kubernetes: { from: "1.34" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification",
	fixes: ({ place }, document) => [removeWithParent(place, document)],
});
