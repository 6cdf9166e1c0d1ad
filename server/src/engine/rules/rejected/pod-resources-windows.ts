import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "pod-resources-windows",
	title: fixedText({
		en: "A Windows Pod has resources as a whole",
		ja: "Windows PodにPod全体のリソースが書かれている",
	}),
	kubernetes: { from: "1.34" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification",
	fixes: (error, document) => [removeField(error, document)],
});
