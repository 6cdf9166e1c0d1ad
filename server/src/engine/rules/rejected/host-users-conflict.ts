import { specOf } from "../../apiserver/relations/around";
import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "host-users-conflict",
	title: fixedText({
		en: "A Pod with its own users uses namespaces of the node",
		ja: "独自のユーザー名前空間を持つPodがノードの名前空間を使っている",
	}),
	kubernetes: { from: "1.33" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
	fixes(error, document) {
		const users = specOf(error.place)?.at("hostUsers");
		return [
			removeField(error, document),
			users && removeField({ place: users }, document),
		];
	},
});
