import { fixedText } from "../../text/language";
import { serverRule } from "../server-rule";
import { addVolume, writeName } from "../volume-mends";

export default serverRule({
	id: "env-file-key-ref",
	title: fixedText({
		en: "An environment variable comes from a file of a volume that is no `emptyDir`",
		ja: "環境変数が`emptyDir`ではないボリュームのファイルを参照している",
	}),
	kubernetes: { from: "1.35" },
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/",
	fixes: (error, document) => [
		writeName(error),
		error.quote.includes("Not found") ? addVolume(error, document) : undefined,
	],
});
