import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "readiness-termination-grace",
	title: fixedText({
		en: "A readiness probe has a termination grace period",
		ja: "readinessProbeにterminationGracePeriodSecondsがある",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	fixes: (error, document) => [
		removeField(error, document, { safety: "safe", preferred: true }),
	],
});
