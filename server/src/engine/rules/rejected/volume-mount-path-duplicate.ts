import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "volume-mount-path-duplicate",
	title: fixedText({
		en: "Two mounts of a container have the same path",
		ja: "コンテナの2つのマウントが同じパスになっている",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/",
});
