import { fixedText } from "../../text/language";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "resize-policy-values",
	title: fixedText({
		en: "resizePolicy has a value that Kubernetes does not allow",
		ja: "resizePolicyの値がKubernetesの許さないものになっている",
	}),
	kubernetes: { from: "1.33" },
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/",
	fixes: (error) => [writeMeant(error)],
});
