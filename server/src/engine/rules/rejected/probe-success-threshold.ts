import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "probe-success-threshold",
	title: fixedText({
		en: "successThreshold of a liveness or startup probe is not 1",
		ja: "livenessProbeかstartupProbeのsuccessThresholdが1でない",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	fixes: (error) => [writeInstead(error, "safe")],
});
