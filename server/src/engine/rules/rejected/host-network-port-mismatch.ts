import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "host-network-port-mismatch",
	title: fixedText({
		en: "With hostNetwork, hostPort and containerPort differ",
		ja: "hostNetworkなのにhostPortとcontainerPortが異なる",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error) => [writeInstead(error)],
});
