import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "restart-rules-on-sidecar",
	title: fixedText({
		en: "restartPolicyRules on a native sidecar",
		ja: "ネイティブサイドカーにrestartPolicyRulesがある",
	}),
	kubernetes: { from: "1.35", until: "1.35" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
	fixes: (error, document) => [
		removeField(error, document, { preferred: true }),
	],
});
