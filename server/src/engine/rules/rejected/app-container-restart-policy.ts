import { restartPolicyFate } from "../../kubernetes/restart-policy";
import { removeField } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { conversionFix } from "../conversion-mends";
import { defineRule } from "../rule";

const forbidden = text({
	en: (version: string) =>
		`Kubernetes ${version} allows \`restartPolicy\` on init containers only; a container of \`containers\` follows the Pod's \`restartPolicy\`.`,
	ja: (version) =>
		`Kubernetes ${version}では、コンテナの \`restartPolicy\` はInitコンテナにだけ設定できます。\`containers\` のコンテナはPodの \`restartPolicy\` に従います。`,
});

const dropped = text({
	en: (version: string) =>
		`Kubernetes ${version} silently drops \`restartPolicy\` on a container of \`containers\`; the Pod's \`restartPolicy\` decides.`,
	ja: (version) =>
		`Kubernetes ${version}は、\`containers\` のコンテナの \`restartPolicy\` を何も告げずに取り除きます。Podの \`restartPolicy\` に従います。`,
});

const remove = fixedText({
	en: "Remove `restartPolicy` from the container",
	ja: "コンテナから `restartPolicy` を削除",
});

export default defineRule({
	id: "app-container-restart-policy",
	title: fixedText({
		en: "restartPolicy on a container of `containers` before Kubernetes 1.35",
		ja: "Kubernetes 1.35より前で`containers`のコンテナにrestartPolicyがある",
	}),
	severity: "error",
	kubernetes: { from: "1.28", until: "1.34" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const container of pod.containers) {
			const entry = container.restartPolicy;
			if (!entry) continue;
			const fate = restartPolicyFate(
				container,
				container.restartPolicyText ?? "",
				version,
			);
			const conversion =
				container.restartPolicyText === "Always"
					? conversionFix(container, version, catalog)
					: undefined;
			// `Always` on the application itself means no sidecar.
			const isSidecar =
				conversion !== undefined && roleOf(container).role !== "app";
			const removal = {
				title: remove,
				safety: "review",
				edit: () => removeField(container, entry),
			} as const;
			report({
				at: entry.key,
				severity: fate === "dropped" ? "warning" : "error",
				message: fate === "dropped" ? dropped(version) : forbidden(version),
				quote:
					fate === "dropped"
						? ""
						: `${container.path}.restartPolicy: Forbidden: may not be set for non-init containers`,
				fixes: isSidecar
					? [conversion, removal]
					: [
							{ ...removal, preferred: true },
							conversion && { ...conversion, preferred: false },
						],
			});
		}
	},
});
