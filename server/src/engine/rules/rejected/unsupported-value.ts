import { fixedText } from "../../text/language";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "unsupported-value",
	title: fixedText({
		en: "A field has a value that Kubernetes does not know",
		ja: "フィールドの値がKubernetesの知らないものになっている",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error) => [writeMeant(error)],
});
