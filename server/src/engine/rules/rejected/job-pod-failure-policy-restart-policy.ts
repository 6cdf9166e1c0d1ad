import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "job-pod-failure-policy-restart-policy",
	title: fixedText({
		en: "A Job has a podFailurePolicy and restarts its containers",
		ja: "podFailurePolicyのあるJobがコンテナを再起動する設定になっている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy",
	fixes: (error) => [writeInstead(error)],
});
