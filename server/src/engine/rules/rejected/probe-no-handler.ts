import { fixedText } from "../../text/language";
import { removeWithParent } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "probe-no-handler",
	title: fixedText({
		en: "A probe does not say how to probe",
		ja: "Probeに調べる方法が書かれていない",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	fixes: ({ place }, document) => [removeWithParent(place, document)],
});
