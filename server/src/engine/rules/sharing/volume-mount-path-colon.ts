import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (path: string) =>
		`\`${path}\` has a colon, which container runtimes read as a separator. The API server accepts it; the container does not start, or has its files elsewhere.`,
	ja: (path) =>
		`\`${path}\` にコロンがあります。コンテナランタイムはコロンを区切り文字と解釈します。APIサーバーは受け付けますが、コンテナが起動しないか、ファイルが別の場所にマウントされます。`,
});

export default defineRule({
	id: "volume-mount-path-colon",
	title: fixedText({
		en: "The path of a mount has a colon",
		ja: "マウントのパスにコロンが含まれている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1",
	mentions: ["mountPath"],
	checkPod(pod, { report }) {
		for (const container of pod.all)
			for (const { node } of container.mounts) {
				const path = valueAt(node, "mountPath");
				const text = stringOf(path);
				// On Windows, a drive comes first.
				if (!path || !text || !/:/.test(text.replace(/^[A-Za-z]:/, "")))
					continue;
				report({ at: path, message: found(text) });
			}
	},
});
