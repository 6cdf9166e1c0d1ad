import { metricsOf, scaledBy } from "../../kubernetes/autoscalers";
import type { Container } from "../../kubernetes/container";
import { lastingContainers } from "../../kubernetes/named-ports";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { isNull } from "../../kubernetes/values";
import { atLeast, type Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (container: string, resource: string, kind: string, workload: string) =>
		`\`${container}\` in the ${kind} \`${workload}\` requests no ${resource}, so its utilisation cannot be computed (\`missing request for ${resource} in container ${container}\`), and the HorizontalPodAutoscaler does not scale by it.`,
	ja: (container, resource, kind, workload) =>
		`${kind} \`${workload}\` の \`${container}\` に${resource}の要求がないため、使用率を計算できず(\`missing request for ${resource} in container ${container}\`)、HorizontalPodAutoscalerはこのメトリクスではスケールしません。`,
});
const here = text({
	en: (container: string, resource: string) =>
		`\`${container}\` has no request for ${resource}`,
	ja: (container, resource) => `\`${container}\` に${resource}の要求がない`,
});

export default defineRule({
	id: "hpa-missing-requests",
	title: fixedText({
		en: "A HorizontalPodAutoscaler measures against requests that are not there",
		ja: "HorizontalPodAutoscalerが使用率を測る対象にリソース要求がない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details",
	checkNeighbours(autoscaler, { version, neighbours, report }) {
		const target = scaledBy(autoscaler);
		if (!target) return;
		const metrics = metricsOf(autoscaler).filter(
			({ isRelative, resource }) =>
				isRelative && (resource === "cpu" || resource === "memory"),
		);
		if (metrics.length === 0) return;
		const all = neighbours.named(autoscaler, target.kind, target.name);
		const pods = all
			.filter(({ sure }) => sure)
			.flatMap(({ found: { pods } }) => pods)
			.filter((pod) => !pod.partial);
		const [pod] = pods;
		if (
			!pod ||
			!neighbours.isClear() ||
			// A LimitRange gives requests to who has none.
			neighbours.ofKind(autoscaler, "LimitRange").length > 0
		)
			return;
		const others = all
			.flatMap(({ found: { pods } }) => pods)
			.filter((each) => each !== pod);
		for (const { resource, container, at } of metrics) {
			const lacking = lastingContainers(pod, version).filter(
				(each) =>
					(!container || each.name === container.text) &&
					!mayRequest(each, resource) &&
					!others.some((other) =>
						other.all.some(
							(twin) => twin.name === each.name && mayRequest(twin, resource),
						),
					),
			);
			const [first] = lacking;
			if (
				!first ||
				(!container && isPodLevel([pod, ...others], resource, version))
			)
				continue;
			report({
				at,
				message: found(shownName(first), resource, target.kind, target.name),
				related: lacking.map((each) => ({
					at: each.label,
					document: pod.document,
					message: here(shownName(each), resource),
				})),
			});
		}
	},
});

/** Has it a request, or a limit that becomes one, or may it have, as far as can be seen? */
function mayRequest(container: Container, resource: string): boolean {
	const resources = container.field("resources")?.value;
	return (
		(resources !== undefined && valueAt(resources)?.kind !== "mapping") ||
		["requests", "limits"].some((list) => {
			const amounts = valueAt(resources, list);
			if (isNull(amounts)) return false;
			return (
				amounts?.kind !== "mapping" ||
				amounts.entries.some(({ key }) => key.text === "<<") ||
				!isNull(valueAt(amounts, resource))
			);
		})
	);
}

/** Since 1.34 what the Pod requests for itself counts. */
const isPodLevel = (
	pods: readonly Pod[],
	resource: string,
	version: Version,
): boolean =>
	atLeast(version, "1.34") &&
	pods.some((pod) =>
		["requests", "limits"].some(
			(list) => !isNull(valueAt(pod.spec, "resources", list, resource)),
		),
	);
