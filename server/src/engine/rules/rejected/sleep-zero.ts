import { fixedText } from "../../text/language";
import { removeWithParent } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "sleep-zero",
	title: fixedText({
		en: "A hook sleeps for 0 seconds",
		ja: "フックのsleepが0秒になっている",
	}),
	kubernetes: { from: "1.30", until: "1.32" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
	fixes: ({ place }, document) => [
		place.parent?.parent && removeWithParent(place.parent.parent, document),
	],
});
