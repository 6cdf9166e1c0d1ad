import { fixedText } from "../../text/language";
import { reportBreaks, sideOf } from "../breaks";
import { defineRule } from "../rule";

export default defineRule({
	id: "misindented-key",
	title: fixedText({
		en: "A line stands too far to the left, so that the YAML cannot be read",
		ja: "行が左にずれていて、YAMLとして読めない",
	}),
	severity: "error",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	checkDocument(document, context) {
		reportBreaks(
			document,
			context,
			(each) => each.kind === "column" && sideOf(each) === "left",
		);
	},
});
