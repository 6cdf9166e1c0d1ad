import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "host-ip-without-host-port",
	title: fixedText({
		en: "hostIP without hostPort",
		ja: "hostPortがないのにhostIPがある",
	}),
	severity: "warning",
	kubernetes: { from: "1.28" },
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error, document) => [
		removeField(error, document, { preferred: true }),
	],
});
