import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "ephemeral-on-create",
	title: fixedText({
		en: "A manifest has ephemeral containers",
		ja: "マニフェストにエフェメラルコンテナが書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
	fixes: (error, document) => [removeField(error, document)],
});
