import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "ephemeral-forbidden-field",
	title: fixedText({
		en: "An ephemeral container has what only the workload's containers can have",
		ja: "エフェメラルコンテナに使えないフィールドが書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/#what-is-an-ephemeral-container",
	fixes: (error, document) => [removeField(error, document)],
});
