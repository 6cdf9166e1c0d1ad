import { fixedText } from "../../text/language";
import { removeField, writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "windows-share-pid",
	title: fixedText({
		en: "A Pod has fields that its operating system does not have",
		ja: "PodのOSにないフィールドが書かれている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod",
	fixes: (error, document) =>
		error.quote.includes(": Forbidden: ")
			? [removeField(error, document)]
			: [writeInstead(error)],
});
