import { needlessStops, removeStop } from "../../kubernetes/needless-stops";
import { placeOfCommand } from "../../kubernetes/signals";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (what: string, sidecar: string) =>
		`\`${what}\` is not needed: \`${sidecar}\` is a native sidecar, which Kubernetes stops by itself once all of \`containers\` have ended. One that ends before is started again at once.`,
	ja: (what, sidecar) =>
		`\`${what}\` は不要です。\`${sidecar}\` はネイティブサイドカーなので、 \`containers\` がすべて終了するとKubernetesが停止させます。それより前に終了したサイドカーはすぐに再起動されます。`,
});
const sidecarIs = fixedText({
	en: "Stopped when the work is done",
	ja: "処理が終わると停止します",
});
const remove = text({
	en: (what: string) => `Remove \`${what}\``,
	ja: (what) => `\`${what}\` を削除`,
});

export default defineRule({
	id: "job-quit-workaround-needless",
	title: fixedText({
		en: "A Job stops a native sidecar that Kubernetes stops by itself",
		ja: "Kubernetesが停止させるネイティブサイドカーをJobが自分で停止している",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	checkPod(pod, { version, report }) {
		for (const needless of needlessStops(pod, version)) {
			const { container, program, sidecar, stop } = needless;
			const what = stop.what.replace(/[`\s]+/g, " ");
			report({
				at:
					stop.at ??
					placeOfCommand(pod.document, program, stop.command) ??
					container.label,
				message: found(what, sidecar.name),
				related: [{ at: sidecar.at, message: sidecarIs }],
				fixes: [
					{
						title: remove(what),
						safety: "review",
						preferred: true,
						edit: () => removeStop(needless),
					},
				],
			});
		}
	},
});
