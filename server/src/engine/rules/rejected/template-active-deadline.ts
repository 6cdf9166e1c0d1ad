import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "template-active-deadline",
	title: fixedText({
		en: "The Pods of a Deployment or its like have a deadline",
		ja: "DeploymentなどのPodに期限が設定されている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
	fixes: (error, document) => [
		removeField(error, document, { preferred: true }),
	],
});
