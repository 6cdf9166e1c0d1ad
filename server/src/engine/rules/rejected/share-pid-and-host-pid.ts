import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "share-pid-and-host-pid",
	title: fixedText({
		en: "A Pod shares its own processes and the node's",
		ja: "Podがプロセス名前空間の共有とノードのプロセス名前空間の使用を両方求めている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
	fixes: (error, document) => [
		removeField(error, document),
		...(error.place.parent
			? [removeField({ place: error.place.parent.at("hostPID") }, document)]
			: []),
	],
});
