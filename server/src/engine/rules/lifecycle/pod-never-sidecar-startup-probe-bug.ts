import { type Container, PROBES } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { isNeverRestarted, isOrdinaryInit } from "../../kubernetes/start-needs";
import { atLeast, type Version } from "../../kubernetes/versions";
import { fixedText, type Message, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, other: string, remedy: string) =>
		`If \`${name}\` ends before this probe has succeeded once, the kubelet restarts it but never probes it again, because \`${other}\` has a probe too and the Pod's \`restartPolicy\` is \`Never\`: the Pod hangs in \`Init\` (kubernetes/kubernetes#132826). ${remedy}`,
	ja: (name, other, remedy) =>
		`このProbeが一度も成功しないうちに \`${name}\` が終了すると、kubeletは再起動してもProbeを再開しません。\`${other}\` にもProbeがあり、Podの \`restartPolicy\` が \`Never\` のためです。Podは \`Init\` のまま止まります(kubernetes/kubernetes#132826)。${remedy}`,
});

const never = fixedText({
	en: "This version has no correction; `restartPolicy: OnFailure` is not affected.",
	ja: "このバージョンには修正がありません。`restartPolicy: OnFailure` では起こりません。",
});
const patched = text({
	en: (patch: string) => `Nodes from ${patch} on have the correction.`,
	ja: (patch) => `${patch}以降のノードでは修正されています。`,
});

const PATCHES: Partial<Record<Version, string>> = {
	"1.33": "1.33.6",
	"1.34": "1.34.2",
};

export default defineRule({
	id: "pod-never-sidecar-startup-probe-bug",
	title: fixedText({
		en: "A kubelet bug: a sidecar's startupProbe in a Pod that is never restarted",
		ja: "kubeletの不具合: restartPolicy: NeverのPodにあるサイドカーのstartupProbe",
	}),
	severity: "information",
	kubernetes: { from: "1.29", until: "1.34" },
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	checkPod(pod, { version, report }) {
		if (!isNeverRestarted(pod)) return;
		for (const sidecar of pod.initContainers) {
			const probe = sidecar.field("startupProbe");
			if (!probe || !isNativeSidecar(sidecar, version)) continue;
			const other = pod.all.find(
				(one) => one !== sidecar && isProbed(one) && !isOrdinaryInit(one),
			);
			if (!other) continue;
			report({
				at: probe.parent === sidecar.node ? probe.key : sidecar.label,
				message: (language) =>
					found(
						shownName(sidecar),
						shownName(other),
						remedy(version)(language),
					)(language),
			});
		}
	},
});

const isProbed = (container: Container): boolean =>
	PROBES.some((name) => container.field(name) !== undefined);

function remedy(version: Version): Message {
	const patch = PATCHES[version];
	return patch === undefined || !atLeast(version, "1.33")
		? never
		: patched(patch);
}
