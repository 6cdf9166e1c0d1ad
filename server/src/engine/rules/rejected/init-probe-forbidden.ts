import { PROBES } from "../../kubernetes/container";
import { fixedText } from "../../text/language";
import { reportForbiddenOnInit } from "../forbidden";
import { defineRule } from "../rule";

export default defineRule({
	id: "init-probe-forbidden",
	title: fixedText({
		en: "An ordinary init container has a probe",
		ja: "通常のInitコンテナにProbeがある",
	}),
	severity: "error",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers",
	mentions: ["initContainers", "Probe"],
	checkPod(pod, context) {
		reportForbiddenOnInit(pod, PROBES, context);
	},
});
