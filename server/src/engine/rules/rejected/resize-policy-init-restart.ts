import { fixedText } from "../../text/language";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "resize-policy-init-restart",
	title: fixedText({
		en: "An ordinary init container is to be restarted for a resize",
		ja: "通常のInitコンテナをリサイズのために再起動する設定になっている",
	}),
	kubernetes: { from: "1.36" },
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/",
	fixes: (error) => [writeInstead(error, "safe")],
});
