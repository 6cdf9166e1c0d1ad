import { fixedText } from "../../text/language";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "job-failure-policy-container-name",
	title: fixedText({
		en: "A podFailurePolicy names a container that the Pod does not have",
		ja: "podFailurePolicyがPodにないコンテナを指している",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy",
	fixes(error) {
		const change = writeMeant(error);
		return [change && { ...change, safety: "review" }];
	},
});
