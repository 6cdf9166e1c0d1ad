import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "ephemeral-sub-path",
	title: fixedText({
		en: "An ephemeral container mounts a part of a volume",
		ja: "エフェメラルコンテナがボリュームの一部をマウントしている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",
	fixes: (error, document) => [removeField(error, document)],
});
