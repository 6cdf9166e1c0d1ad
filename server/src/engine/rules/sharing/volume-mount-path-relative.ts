import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { valueAt } from "../../yaml/tree";
import { writeTitle } from "../mends";
import { defineRule } from "../rule";

const found = text({
	en: (path: string, absolute: string) =>
		`\`${path}\` is relative. Kubernetes mounts it at \`${absolute}\`, not below the container's working directory.`,
	ja: (path, absolute) =>
		`\`${path}\` は相対パスです。コンテナの作業ディレクトリーの下ではなく、\`${absolute}\` にマウントされます。`,
});

export default defineRule({
	id: "volume-mount-path-relative",
	title: fixedText({
		en: "The path of a mount is relative",
		ja: "マウントのパスが相対パスになっている",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/",
	mentions: ["mountPath"],
	checkPod(pod, { report }) {
		for (const container of pod.all)
			for (const { node } of container.mounts) {
				const path = valueAt(node, "mountPath");
				const text = stringOf(path);
				// A drive or a backslash is Windows', where other rules hold.
				if (
					path?.kind !== "scalar" ||
					!text ||
					/^[/\\]|^[A-Za-z]:|\$/.test(text)
				)
					continue;
				const absolute = `/${text.replace(/^(?:\.\/)+/, "").replace(/^\.$/, "")}`;
				report({
					at: path,
					message: found(text, absolute),
					fixes: [
						{
							title: writeTitle(absolute),
							safety: "review",
							preferred: true,
							edit: () =>
								/\/\.\.?(?:\/|$)/.test(absolute)
									? undefined
									: replaceScalar(path, absolute),
						},
					],
				});
			}
	},
});
