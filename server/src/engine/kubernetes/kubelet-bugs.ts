import { fixedText, type Message, text } from "../text/language";
import { type Container, PROBES } from "./container";
import { shownName } from "./naming";
import { isNeverRestarted, isOrdinaryInit } from "./start-needs";
import { atLeast, type Version } from "./versions";

/** Mistakes of kubelets that Pods with a native sidecar with a startupProbe meet. */

const neverProbed = text({
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

const neverRestarted = text({
	en: (name: string) =>
		`On nodes with Kubernetes 1.35.0 to 1.35.3, applications that crash after the kubelet was restarted are not started again in a Pod with a native sidecar that has a \`startupProbe\`, such as \`${name}\` (kubernetes/kubernetes#137146). Nodes from 1.35.4 on have the correction.`,
	ja: (name) =>
		`Kubernetes 1.35.0〜1.35.3のノードでは、\`${name}\` のように \`startupProbe\` のあるネイティブサイドカーを持つPodの場合、kubeletの再起動後に異常終了したアプリケーションが再起動されません(kubernetes/kubernetes#137146)。1.35.4以降のノードでは修正されています。`,
});

/** What befalls a native sidecar with a startupProbe in a Pod that is never restarted, beside others with probes. */
export function neverProbedAgain(
	sidecar: Container,
	version: Version,
): Message | undefined {
	const { pod } = sidecar;
	if (atLeast(version, "1.35") || !isNeverRestarted(pod)) return undefined;
	const other = pod.all.find(
		(one) => one !== sidecar && isProbed(one) && !isOrdinaryInit(one),
	);
	return (
		other &&
		((language) =>
			neverProbed(
				shownName(sidecar),
				shownName(other),
				remedy(version)(language),
			)(language))
	);
}

/** What befalls the applications beside a native sidecar with a startupProbe. */
export function neverRestartedAgain(
	sidecar: Container,
	version: Version,
): Message | undefined {
	// What is not restarted anyway loses nothing.
	return version === "1.35" && !isNeverRestarted(sidecar.pod)
		? neverRestarted(shownName(sidecar))
		: undefined;
}

const isProbed = (container: Container): boolean =>
	PROBES.some((name) => container.field(name) !== undefined);

function remedy(version: Version): Message {
	const patch = PATCHES[version];
	return patch === undefined || !atLeast(version, "1.33")
		? never
		: patched(patch);
}
