import type { Container } from "../../kubernetes/container";
import { jsonOf } from "../../kubernetes/json";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { isNull } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { removeEntry } from "../../yaml/edit";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const noHook = text({
	en: (name: string) =>
		`With a grace period of 0 the \`preStop\` hook of \`${name}\` does not run.`,
	ja: (name) =>
		`猶予期間が0のため、\`${name}\` の \`preStop\` フックは実行されません。`,
});
const noOrder = text({
	en: (name: string) =>
		`With a grace period of 0 the native sidecar \`${name}\` is stopped together with the application, not after it.`,
	ja: (name) =>
		`猶予期間が0のため、ネイティブサイドカー \`${name}\` はアプリケーションの後ではなく同時に停止します。`,
});
const hook = fixedText({
	en: "The hook that does not run",
	ja: "実行されないフック",
});
const sidecarIs = fixedText({ en: "The sidecar", ja: "サイドカー" });
const usual = fixedText({
	en: "Remove `terminationGracePeriodSeconds` (30 seconds then)",
	ja: "`terminationGracePeriodSeconds` を削除(30秒になります)",
});

export default defineRule({
	id: "grace-period-zero",
	title: fixedText({
		en: "A grace period of 0 leaves no time for hooks and sidecars",
		ja: "終了猶予期間が0で、フックやサイドカーのための時間がない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
	mentions: ["terminationGracePeriodSeconds"],
	checkPod(pod, { version, report }) {
		const entry = pod.entry("terminationGracePeriodSeconds");
		const value = entry?.value;
		if (!entry || value?.kind !== "scalar") return;
		const seconds = jsonOf(value);
		if (seconds?.type !== "number" || Number(seconds.text) !== 0) return;
		const sidecars = pod.initContainers.filter((container) =>
			isNativeSidecar(container, version),
		);
		const [hooked] = [...pod.containers, ...sidecars].filter(
			(container) => !isNull(preStopOf(container)),
		);
		const [sidecar] = sidecars;
		const concerned = hooked ?? sidecar;
		if (!concerned) return;
		report({
			at: value,
			message: (hooked ? noHook : noOrder)(shownName(concerned)),
			related: [
				{
					at: hooked?.entry("lifecycle")?.key ?? concerned.label,
					message: hooked ? hook : sidecarIs,
				},
			],
			fixes: [
				{
					title: usual,
					safety: "review",
					edit: () =>
						entry.parent === pod.spec
							? removeEntry(pod.document, entry)
							: undefined,
				},
			],
		});
	},
});

const preStopOf = (container: Container) =>
	valueAt(container.entry("lifecycle")?.value, "preStop");
