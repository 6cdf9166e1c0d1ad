import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const notAgain = text({
	en: (kind: string, policy: string) =>
		`${policy === "Never" ? "When this container ends" : "When this container ends without an error"}, it is not started again: the Pod is not Ready any more, and when all its containers have ended the ${kind} makes a new Pod at once, without the back-off of a restart.`,
	ja: (kind, policy) =>
		`このコンテナは${policy === "Never" ? "終了すると" : "正常終了すると"}再起動されません。PodはReadyでなくなり、すべてのコンテナが終了すると、${kind}は再起動のような待ち時間なしにすぐ新しいPodを作ります。`,
});

const LASTING = new Set([
	"Deployment",
	"ReplicaSet",
	"ReplicationController",
	"StatefulSet",
	"DaemonSet",
]);

export default defineRule({
	id: "deployment-container-restart-never",
	title: fixedText({
		en: "A container of a Deployment or its like is not restarted",
		ja: "Deploymentなどのコンテナが再起動されない設定になっている",
	}),
	severity: "information",
	kubernetes: { from: "1.35" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules",
	mentions: ["restartPolicy"],
	checkPod(pod, { report }) {
		const { kind = "" } = pod;
		if (!LASTING.has(kind) || pod.place.origin !== "known") return;
		for (const container of pod.containers) {
			const policy = container.restartPolicyText;
			const value = container.restartPolicy?.value;
			if (!value || (policy !== "Never" && policy !== "OnFailure")) continue;
			// Rules may restart it all the same.
			if (container.entry("restartPolicyRules")) continue;
			report({ at: value, message: notAgain(kind, policy) });
		}
	},
});
