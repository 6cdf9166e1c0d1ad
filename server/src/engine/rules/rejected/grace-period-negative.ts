import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "grace-period-negative",
	title: fixedText({
		en: "A Pod template has a negative grace period",
		ja: "Podテンプレートの終了猶予期間が負の値になっている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
	fixes: (error) => [writeInstead(error)],
});
