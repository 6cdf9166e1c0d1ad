import { fixedText } from "../../text/language";
import { reportForbiddenOnInit } from "../forbidden";
import { defineRule } from "../rule";

export default defineRule({
	id: "init-lifecycle-forbidden",
	title: fixedText({
		en: "An ordinary init container has lifecycle hooks",
		ja: "通常のInitコンテナにライフサイクルフックがある",
	}),
	severity: "error",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers",
	mentions: ["initContainers", "lifecycle"],
	checkPod(pod, context) {
		reportForbiddenOnInit(pod, ["lifecycle"], context);
	},
});
