import { budgetOf } from "../../kubernetes/budgets";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (sidecar: string) =>
		`A Pod counts for this budget only while \`${sidecar}\` is ready too. While it is not, the application may serve, but the budget takes the Pod for disrupted, and may keep it and others from being evicted. With \`unhealthyPodEvictionPolicy: AlwaysAllow\` Pods that are not ready can always be evicted.`,
	ja: (sidecar) =>
		`\`${sidecar}\` も準備完了でなければ、Podはこのバジェットの正常なPodに数えられません。アプリケーションが動いていてもPodは停止中とみなされ、そのPodやほかのPodを退避できなくなることがあります。\`unhealthyPodEvictionPolicy: AlwaysAllow\` を指定すると、準備完了でないPodは常に退避できます。`,
});
const here = text({
	en: (sidecar: string) => `the probe of \`${sidecar}\``,
	ja: (sidecar) => `\`${sidecar}\` のProbe`,
});

export default defineRule({
	id: "pdb-counts-sidecars",
	title: fixedText({
		en: "A PodDisruptionBudget counts only Pods whose native sidecar is ready",
		ja: "PodDisruptionBudgetがネイティブサイドカーの準備完了も条件にしている",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy",
	checkNeighbours(resource, { neighbours, report, version }) {
		const budget = budgetOf(resource);
		if (!budget) return;
		for (const { found: pod, sure } of neighbours.selected(
			resource,
			budget.selector,
		)) {
			if (!sure || pod.partial) continue;
			for (const sidecar of pod.initContainers) {
				const probe = sidecar.field("readinessProbe");
				if (!probe || !isNativeSidecar(sidecar, version)) continue;
				report({
					at: budget.at,
					message: found(shownName(sidecar)),
					related: [
						{
							at: probe.key,
							document: pod.document,
							message: here(shownName(sidecar)),
						},
					],
				});
			}
		}
	},
});
