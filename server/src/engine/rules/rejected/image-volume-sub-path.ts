import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "image-volume-sub-path",
	title: fixedText({
		en: "The mount of an image volume is dropped with the volume",
		ja: "イメージボリュームのマウントがボリュームごと取り除かれる",
	}),
	severity: "warning",
	kubernetes: { from: "1.31", until: "1.34" },
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/",
});
