import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "image-volume-reference",
	title: fixedText({
		en: "An image volume does not say which image",
		ja: "イメージボリュームにイメージの指定がない",
	}),
	kubernetes: { from: "1.35" },
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/",
});
