import {
	appendArguments,
	askedHealthCheck,
	healthChecksOf,
	isHealthCheckUnanswered,
} from "../../kubernetes/cloud-sql";
import { PROBES } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const notServed = text({
	en: (name: string, probe: string) =>
		`The \`${probe}\` fails every time: \`${name}\` serves \`/startup\`, \`/liveness\` and \`/readiness\` only with \`--health-check\`.`,
	ja: (name, probe) =>
		`この \`${probe}\` は毎回失敗します。\`${name}\` が \`/startup\`、\`/liveness\`、\`/readiness\` に応答するのは、\`--health-check\` を指定したときだけです。`,
});
const onlyLocal = text({
	en: (name: string, probe: string) =>
		`The \`${probe}\` fails every time: without \`--http-address=0.0.0.0\`, \`${name}\` answers health checks on localhost only, and the kubelet asks at the Pod's address.`,
	ja: (name, probe) =>
		`この \`${probe}\` は毎回失敗します。\`--http-address=0.0.0.0\` がないと \`${name}\` はヘルスチェックにlocalhostでしか応答しませんが、kubeletはPodのアドレスに問い合わせます。`,
});
const add = text({
	en: (flags: string) => `Add ${flags}`,
	ja: (flags) => `${flags} を追加する`,
});

export default defineRule({
	id: "cloud-sql-proxy-health-check",
	title: fixedText({
		en: "A probe asks Cloud SQL Auth Proxy, which does not answer it",
		ja: "Cloud SQL Auth ProxyがProbeに応答しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			const probe = PROBES.find((one) =>
				isHealthCheckUnanswered(container, one),
			);
			const path = probe && askedHealthCheck(container, probe);
			const checks = path && healthChecksOf(container);
			if (!checks) continue;
			const { address, health, isReachable, isServed } = checks;
			const flags = [
				...(health === undefined ? ["--health-check"] : []),
				...(address === undefined ? ["--http-address=0.0.0.0"] : []),
			];
			report({
				at: path,
				message: (isServed ? onlyLocal : notServed)(
					shownName(container),
					probe,
				),
				fixes: [
					// A flag that is given, with a value that does not help, is somebody's intention.
					health === "false" || (address !== undefined && !isReachable)
						? undefined
						: {
								title: add(flags.map((flag) => `\`${flag}\``).join(", ")),
								safety: "safe",
								preferred: true,
								edit: () => appendArguments(container, flags),
							},
				],
			});
		}
	},
});
