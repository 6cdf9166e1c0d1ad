import { neverProbedAgain } from "../../kubernetes/kubelet-bugs";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText } from "../../text/language";
import { defineRule } from "../rule";

export default defineRule({
	id: "pod-never-sidecar-startup-probe-bug",
	title: fixedText({
		en: "A kubelet bug: a sidecar's startupProbe in a Pod that is never restarted",
		ja: "kubeletの不具合: restartPolicy: NeverのPodにあるサイドカーのstartupProbe",
	}),
	severity: "information",
	kubernetes: { from: "1.29", until: "1.34" },
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	checkPod(pod, { version, report }) {
		for (const sidecar of pod.initContainers) {
			const probe = sidecar.field("startupProbe");
			if (!probe || !isNativeSidecar(sidecar, version)) continue;
			const message = neverProbedAgain(sidecar, version);
			if (!message) continue;
			report({
				at: probe.parent === sidecar.node ? probe.key : sidecar.label,
				message,
			});
		}
	},
});
