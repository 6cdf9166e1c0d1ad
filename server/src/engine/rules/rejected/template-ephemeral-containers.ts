import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "template-ephemeral-containers",
	title: fixedText({
		en: "A Pod template has ephemeral containers",
		ja: "Podテンプレートにエフェメラルコンテナが書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
	fixes: (error, document) => [removeField(error, document)],
});
