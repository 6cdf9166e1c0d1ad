import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "host-network-same-port",
	title: fixedText({
		en: "With hostNetwork, two containers have the same port",
		ja: "hostNetworkなのに2つのコンテナのポートが同じ",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
});
