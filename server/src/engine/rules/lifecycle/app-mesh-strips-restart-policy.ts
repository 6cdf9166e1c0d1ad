import { appMeshTag } from "../../kubernetes/app-mesh";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`AWS App Mesh's webhook drops \`restartPolicy\` from init containers: \`${name}\` becomes an ordinary init container, and nothing behind it is started until it ends.`,
	ja: (name) =>
		`AWS App Meshのwebhookは、Initコンテナの \`restartPolicy\` を取り除きます。\`${name}\` は通常のInitコンテナになり、終了するまで後続のコンテナは起動しません。`,
});
const here = fixedText({
	en: "The Pod is part of the mesh because of this",
	ja: "この指定によってPodがメッシュの対象になります",
});

export default defineRule({
	id: "app-mesh-strips-restart-policy",
	title: fixedText({
		en: "AWS App Mesh makes an ordinary init container of a native sidecar",
		ja: "AWS App Meshによりネイティブサイドカーが通常のInitコンテナになる",
	}),
	severity: "warning",
	kubernetes: { from: "1.28" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["appmesh.k8s.aws"],
	checkPod(pod, { version, report }) {
		if (pod.initContainers.length === 0) return;
		const tag = appMeshTag(pod);
		if (!tag) return;
		for (const container of pod.initContainers) {
			const { restartPolicy } = container;
			if (!restartPolicy || !isNativeSidecar(container, version)) continue;
			report({
				at: restartPolicy,
				message: found(shownName(container)),
				related: [{ at: tag.entry.key, message: here }],
			});
		}
	},
});
