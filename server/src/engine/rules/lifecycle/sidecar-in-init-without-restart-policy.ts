import type { Container } from "../../kubernetes/container";
import { restartAlways } from "../../kubernetes/conversion-edit";
import { shownName } from "../../kubernetes/naming";
import { onlyWaits, programOf, runsForever } from "../../kubernetes/program";
import { restartPolicyFate } from "../../kubernetes/restart-policy";
import { likelyServerOf } from "../../kubernetes/servers";
import { atLeast, type Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, advice: string) =>
		`The init container \`${name}\` never ends, so what comes after it never starts and the Pod stays in \`Init\`. ${advice}`,
	ja: (name, advice) =>
		`Initコンテナ \`${name}\` は終了しないため、後続のコンテナが起動せず、Podは \`Init\` のままになります。${advice}`,
});

const likely = text({
	en: (name: string, image: string, advice: string) =>
		`The init container \`${name}\` runs \`${image}\`, a server that goes on running: what comes after it would never start. ${advice}`,
	ja: (name, image, advice) =>
		`Initコンテナ \`${name}\` のイメージ \`${image}\` は動き続けるサーバーです。このままでは後続のコンテナが起動しません。${advice}`,
});

const addPolicy = fixedText({
	en: "A native sidecar needs `restartPolicy: Always`.",
	ja: "ネイティブサイドカーには `restartPolicy: Always` が必要です。",
});
const useContainers = fixedText({
	en: "Native sidecars need Kubernetes 1.29 or newer; on older clusters a helper stands in `containers`.",
	ja: "ネイティブサイドカーにはKubernetes 1.29以降が必要です。それより古いクラスターでは、ヘルパーを `containers` に定義します。",
});

const fix = fixedText({
	en: "Set `restartPolicy: Always`",
	ja: "`restartPolicy: Always` を設定",
});

export default defineRule({
	id: "sidecar-in-init-without-restart-policy",
	title: fixedText({
		en: "An init container that never ends lacks restartPolicy: Always",
		ja: "終了しないInitコンテナにrestartPolicy: Alwaysがない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			if (container.restartPolicy && !endsByItself(container, version))
				continue;
			const program = programOf(container);
			const isCertain = runsForever(program);
			const image = isCertain ? undefined : likelyServerOf(container);
			if (!isCertain && image === undefined) continue;
			const name = shownName(container);
			const advice = atLeast(version, "1.29") ? addPolicy : useContainers;
			report({
				at: container.label,
				message: (language) =>
					(image === undefined
						? found(name, advice(language))
						: likely(name, image, advice(language)))(language),
				fixes: [
					atLeast(version, "1.29")
						? {
								title: fix,
								safety: isCertain && !onlyWaits(program) ? "safe" : "review",
								preferred: true,
								edit: () => restartAlways(container),
							}
						: undefined,
				],
			});
		}
	},
});

/** Says its restartPolicy that the container runs to its end, and does this version of Kubernetes listen? */
function endsByItself(container: Container, version: Version): boolean {
	const written = container.restartPolicyText ?? "";
	return (
		(written === "Never" || written === "OnFailure") &&
		restartPolicyFate(container, written, version) === "honoured"
	);
}
