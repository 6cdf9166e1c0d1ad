import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "pod-resources-consistency",
	title: fixedText({
		en: "The Pod's own resources do not fit those of its containers",
		ja: "Pod全体のリソースがコンテナのリソースと合っていない",
	}),
	kubernetes: { from: "1.34" },
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
	fixes: (error) => [writeInstead(error)],
});
