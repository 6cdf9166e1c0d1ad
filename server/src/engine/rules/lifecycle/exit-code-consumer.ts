import { alertsOnBadEnds } from "../../kubernetes/alerts";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (sidecar: string, kind: string) =>
		`\`${sidecar}\` is a native sidecar: Kubernetes sends it SIGTERM when the work of the ${kind} is done, and does not care for its exit code. A program that does not end with 0 then (143 and 137 are usual) lets this expression match at each end, although all went well.`,
	ja: (sidecar, kind) =>
		`\`${sidecar}\` はネイティブサイドカーです。${kind}の処理が終わるとSIGTERMが送られ、終了コードは結果に影響しません。そのとき0以外(多くは143か137)で終了するプログラムでは、正常に終わるたびにこの式が該当します。`,
});
const here = text({
	en: (sidecar: string) => `\`${sidecar}\` is ended when the work is done.`,
	ja: (sidecar) => `\`${sidecar}\` は処理が終わると停止されます。`,
});

export default defineRule({
	id: "exit-code-consumer",
	title: fixedText({
		en: "An alert takes the end of a native sidecar for a failure",
		ja: "アラートがネイティブサイドカーの停止を失敗とみなす",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	checkNeighbours(resource, { neighbours, report, version }) {
		const alerts = alertsOnBadEnds(resource);
		if (alerts.length === 0) return;
		const sidecars = neighbours
			.selected(resource, new Map())
			.filter(({ found: pod, sure }) => sure && pod.runsToCompletion)
			.flatMap(({ found: pod }) => pod.initContainers)
			.filter((container) => isNativeSidecar(container, version));
		const [first] = sidecars;
		if (!first) return;
		for (const at of alerts)
			report({
				at,
				message: found(shownName(first), first.pod.kind ?? "Job"),
				related: sidecars.map((sidecar) => ({
					at: sidecar.label,
					document: sidecar.pod.document,
					message: here(shownName(sidecar)),
				})),
			});
	},
});
