import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "port-overlap-warning",
	title: fixedText({
		en: "Declarations of ports overlap",
		ja: "ポートの宣言が重なっている",
	}),
	severity: "warning",
	kubernetes: { from: "1.28" },
	fix: "none",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
});
