import { fixedText } from "../../text/language";

import { serverRule } from "../server-rule";

export default serverRule({
	id: "too-many",
	title: fixedText({
		en: "A list has more items than Kubernetes allows",
		ja: "リストの項目がKubernetesの許す数を超えている",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
});
