import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { isNeverRestarted } from "../../kubernetes/start-needs";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`On nodes with Kubernetes 1.35.0 to 1.35.3, applications that crash after the kubelet was restarted are not started again in a Pod with a native sidecar that has a \`startupProbe\`, such as \`${name}\` (kubernetes/kubernetes#137146). Nodes from 1.35.4 on have the correction.`,
	ja: (name) =>
		`Kubernetes 1.35.0〜1.35.3のノードでは、\`${name}\` のように \`startupProbe\` のあるネイティブサイドカーを持つPodの場合、kubeletの再起動後に異常終了したアプリケーションが再起動されません(kubernetes/kubernetes#137146)。1.35.4以降のノードでは修正されています。`,
});

export default defineRule({
	id: "kubelet-135-sidecar-restart-bug",
	title: fixedText({
		en: "A kubelet bug of 1.35: applications beside a sidecar with a startupProbe are not restarted",
		ja: "1.35のkubeletの不具合: startupProbeのあるサイドカーと同じPodのアプリケーションが再起動されない",
	}),
	severity: "information",
	kubernetes: { from: "1.35", until: "1.35" },
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	checkPod(pod, { version, report }) {
		// What is not restarted anyway loses nothing.
		if (isNeverRestarted(pod)) return;
		for (const sidecar of pod.initContainers) {
			const probe = sidecar.field("startupProbe");
			if (!probe || !isNativeSidecar(sidecar, version)) continue;
			report({
				at: probe.parent === sidecar.node ? probe.key : sidecar.label,
				message: found(shownName(sidecar)),
			});
			return;
		}
	},
});
