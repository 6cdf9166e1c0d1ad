import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "host-port-conflict-app",
	title: fixedText({
		en: "Two ports of a Pod take the same port of the node",
		ja: "Podの2つのポートがノードの同じポートを使っている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error, document) => [removeField(error, document)],
});
