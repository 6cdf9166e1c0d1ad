import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "probe-many-handlers",
	title: fixedText({
		en: "A probe has more than one way to probe",
		ja: "Probeに2つ以上の方法が書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	fixes: (error, document) => [removeField(error, document)],
});
