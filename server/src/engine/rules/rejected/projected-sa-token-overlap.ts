import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "projected-sa-token-overlap",
	title: fixedText({
		en: "Two files of a volume have the same path, or one lies in the way of the other",
		ja: "ボリュームの2つのファイルのパスが重なっている",
	}),
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/storage/projected-volumes/",
});
