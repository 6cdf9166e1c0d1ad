import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "dropped-field",
	title: fixedText({
		en: "This version silently drops a field",
		ja: "このバージョンではフィールドが無視される",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	severity: "warning",
	fixes: (error, document) => [removeField(error, document)],
});
