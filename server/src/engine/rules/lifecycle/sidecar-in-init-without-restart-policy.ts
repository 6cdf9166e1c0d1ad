import { restartAlways } from "../../kubernetes/conversion";
import { roleOfImage } from "../../kubernetes/catalogue";
import type { Container } from "../../kubernetes/container";
import { programOf, runsForever } from "../../kubernetes/program";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`The init container \`${name}\` never ends, so what comes after it never starts and the Pod stays in Init. A native sidecar needs \`restartPolicy: Always\`.`,
	ja: (name) =>
		`Initコンテナ \`${name}\` は終了しないため、後続のコンテナが起動せず、PodはInitのまま止まります。ネイティブサイドカーには \`restartPolicy: Always\` が必要です。`,
});

const likely = text({
	en: (name: string, image: string) =>
		`The init container \`${name}\` runs \`${image}\`, which is made to go on running: what comes after it would never start. A native sidecar needs \`restartPolicy: Always\`.`,
	ja: (name, image) =>
		`Initコンテナ \`${name}\` の \`${image}\` は動き続けるためのイメージです。後続のコンテナが起動しなくなります。ネイティブサイドカーには \`restartPolicy: Always\` が必要です。`,
});

const fix = fixedText({ en: "Add `restartPolicy: Always`", ja: "`restartPolicy: Always` を追加" });

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
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			if (container.restartPolicy) continue;
			const isCertain = runsForever(programOf(container));
			const image = isCertain ? undefined : serverImage(container);
			if (!isCertain && image === undefined) continue;
			const name = container.name ?? "?";
			report({
				at: container.label,
				message: image === undefined ? found(name) : likely(name, image),
				fixes: [
					atLeast(version, "1.29")
						? { title: fix, safety: isCertain ? "safe" : "review", preferred: true, edit: () => restartAlways(container) }
						: undefined,
				],
			});
		}
	},
});

/** The image, when it is a well-known server's that runs as its makers mean it to: no command or arguments of one's own. */
function serverImage(container: Container): string | undefined {
	const image = container.image?.text;
	if (image === undefined || container.field("command") || container.field("args")) return undefined;
	return roleOfImage(image) ? image : undefined;
}
