import { metricsOf, scaledBy } from "../../kubernetes/autoscalers";
import { INJECTORS } from "../../kubernetes/injectors";
import { lastingContainers } from "../../kubernetes/named-ports";
import { nearest } from "../../kubernetes/nearest";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { defineRule } from "../rule";

const missing = text({
	en: (container: string, kind: string, workload: string) =>
		`The ${kind} \`${workload}\` has no container named \`${container}\`: the metric cannot be read, and the HorizontalPodAutoscaler does not scale by it.`,
	ja: (container, kind, workload) =>
		`${kind} \`${workload}\` に \`${container}\` という名前のコンテナはありません。メトリクスを取得できないため、HorizontalPodAutoscalerはこのメトリクスではスケールしません。`,
});
const ended = text({
	en: (container: string, kind: string, workload: string) =>
		`\`${container}\` is an init container of the ${kind} \`${workload}\` and has ended when the Pod runs: the metric cannot be read, and the HorizontalPodAutoscaler does not scale by it.`,
	ja: (container, kind, workload) =>
		`\`${container}\` は${kind} \`${workload}\` のInitコンテナで、Podの稼働中は終了しています。メトリクスを取得できないため、HorizontalPodAutoscalerはこのメトリクスではスケールしません。`,
});
const here = fixedText({ en: "the containers", ja: "コンテナの一覧" });
const rename = text({
	en: (container: string) => `Use the container \`${container}\``,
	ja: (container) => `コンテナ \`${container}\` を指定`,
});

export default defineRule({
	id: "hpa-container-missing",
	title: fixedText({
		en: "A HorizontalPodAutoscaler measures a container that is not there",
		ja: "HorizontalPodAutoscalerが存在しないコンテナを計測している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics",
	checkNeighbours(autoscaler, { version, neighbours, report }) {
		const target = scaledBy(autoscaler);
		if (!target) return;
		const metrics = metricsOf(autoscaler).filter(({ container }) => container);
		if (metrics.length === 0) return;
		const { kind, name: workload } = target;
		const all = neighbours.named(autoscaler, kind, workload);
		const pods = all.flatMap(({ found }) => found.pods);
		const pod = all
			.filter(({ sure }) => sure)
			.flatMap(({ found }) => found.pods)
			.find((each) => !each.partial);
		if (
			!pod ||
			!neighbours.isClear() ||
			pods.some((each) => each.all.some(({ name }) => name === undefined))
		)
			return;
		const lasting = pods
			.flatMap((each) => lastingContainers(each, version))
			.flatMap(({ name }) => name ?? []);
		for (const { container: at } of metrics) {
			if (
				!at ||
				lasting.includes(at.text) ||
				INJECTORS.some(({ container }) => container.test(at.text))
			)
				continue;
			const init = pod.initContainers.find(({ name }) => name === at.text);
			const near = init ? undefined : nearest(at.text, lasting);
			report({
				at,
				message: (init ? ended : missing)(at.text, kind, workload),
				related: [
					{
						at: init?.label ?? pod.listEntry("containers")?.key ?? pod.spec,
						document: pod.document,
						message: here,
					},
				],
				fixes: [
					near === undefined
						? undefined
						: {
								title: rename(near),
								safety: "review",
								preferred: true,
								edit: () => replaceScalar(at, near),
							},
				],
			});
		}
	},
});
