import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "port-name-duplicate-across-containers",
	title: fixedText({
		en: "Two containers of a Pod have a port of the same name",
		ja: "Pod内の2つのコンテナに同じ名前のポートがある",
	}),
	severity: "warning",
	kubernetes: { from: "1.33" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services",
});
