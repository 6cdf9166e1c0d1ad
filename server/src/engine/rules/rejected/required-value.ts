import { fixedText } from "../../text/language";

import { serverRule } from "../server-rule";

export default serverRule({
	id: "required-value",
	title: fixedText({
		en: "A field that Kubernetes demands is missing or empty",
		ja: "Kubernetesが必須とするフィールドがないか空になっている",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
});
