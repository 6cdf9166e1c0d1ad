import { type Container, PROBES } from "../../kubernetes/container";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { integerOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (field: string, value: number) =>
		`Kubernetes takes \`${field}: 0\` for nothing and fills in its default: it is ${value}, not 0.`,
	ja: (field, value) =>
		`Kubernetesは \`${field}: 0\` を書かれていないものとみなし、既定値で補います。実際の値は0ではなく${value}です。`,
});
const write = text({
	en: (value: number) => `Write \`${value}\`, which is what counts now`,
	ja: (value) => `現在の実際の値である \`${value}\` を書く`,
});

/** What `SetDefaults_Probe` puts in place of 0. */
const DEFAULTS = {
	timeoutSeconds: 1,
	periodSeconds: 10,
	successThreshold: 1,
	failureThreshold: 3,
} as const;

export default defineRule({
	id: "probe-zero-defaulted",
	title: fixedText({
		en: "A time or threshold of a probe is 0 and means something else",
		ja: "Probeの時間やしきい値の0が別の値として扱われる",
	}),
	severity: "information",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes",
	mentions: ["Probe"],
	checkPod(pod, { version, report }) {
		const probed = (container: Container): boolean =>
			container.list === "containers" || isNativeSidecar(container, version);
		for (const container of pod.all.filter(probed))
			for (const probe of PROBES)
				for (const [field, value] of Object.entries(DEFAULTS)) {
					const scalar = valueAt(container.node, probe, field);
					if (scalar?.kind !== "scalar" || integerOf(scalar) !== 0) continue;
					report({
						at: scalar,
						message: found(field, value),
						fixes: [
							{
								title: write(value),
								safety: "safe",
								preferred: true,
								edit: () => [
									{ start: scalar.start, end: scalar.end, text: `${value}` },
								],
							},
						],
					});
				}
	},
});
