import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "invalid-value",
	title: fixedText({
		en: "A value is not what its field may hold",
		ja: "フィールドに使えない値が書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error) => [writeInstead(error)],
});
