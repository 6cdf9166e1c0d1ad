import { neverRestartedAgain } from "../../kubernetes/kubelet-bugs";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText } from "../../text/language";
import { defineRule } from "../rule";

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
		for (const sidecar of pod.initContainers) {
			const probe = sidecar.field("startupProbe");
			if (!probe || !isNativeSidecar(sidecar, version)) continue;
			const message = neverRestartedAgain(sidecar, version);
			if (!message) return;
			report({
				at: probe.parent === sidecar.node ? probe.key : sidecar.label,
				message,
			});
			return;
		}
	},
});
