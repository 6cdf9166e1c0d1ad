import { fixedText } from "../../text/language";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "deployment-restart-policy",
	title: fixedText({
		en: "The Pods of a Deployment or its like have another restartPolicy than Always",
		ja: "DeploymentなどのPodのrestartPolicyがAlways以外になっている",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template",
	fixes: (error) => [writeMeant(error)],
});
