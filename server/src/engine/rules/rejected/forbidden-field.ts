import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "forbidden-field",
	title: fixedText({
		en: "A field is not allowed here",
		ja: "ここでは許可されていないフィールドがある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error, document) => [removeField(error, document)],
});
