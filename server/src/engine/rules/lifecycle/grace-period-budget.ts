import type { Container } from "../../kubernetes/container";
import { graceOf, type Sleep, sleepOf } from "../../kubernetes/durations";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { setPodField } from "../../kubernetes/verbs";
import type { Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

/** What the containers have to end in, behind the longest sleep: as much as Kubernetes gives when nothing is written. */
const REST = 30;
/** With less than this many seconds behind the sleep, a program hardly ends in order. */
const LITTLE = 5;

const none = text({
	en: (name: string, seconds: number, grace: number, sidecars: string) =>
		`The hook of \`${name}\` sleeps for ${seconds} s, and the Pod has ${grace} s to end: after ${grace} s \`${name}\` gets SIGTERM, and SIGKILL 2 s later, in the middle of its work.${
			sidecars === ""
				? ""
				: ` The native sidecars (${sidecars}) get SIGTERM at the same moment, not after it.`
		}`,
	ja: (name, seconds, grace, sidecars) =>
		`\`${name}\` のフックは${seconds}秒sleepしますが、Podの終了に使えるのは${grace}秒です。${grace}秒後に \`${name}\` へSIGTERM、その2秒後にSIGKILLが送られ、処理の途中で終了します。${
			sidecars === ""
				? ""
				: `ネイティブサイドカー(${sidecars})へのSIGTERMも、その後ではなく同時になります。`
		}`,
});
const endless = text({
	en: (name: string, grace: number) =>
		`The hook of \`${name}\` never ends: after ${grace} s \`${name}\` gets SIGTERM, and SIGKILL 2 s later.`,
	ja: (name, grace) =>
		`\`${name}\` のフックは終わりません。${grace}秒後に \`${name}\` へSIGTERM、その2秒後にSIGKILLが送られます。`,
});
const little = text({
	en: (name: string, seconds: number, grace: number, sidecars: string) =>
		`The hook of \`${name}\` sleeps for ${seconds} of the ${grace} s that the Pod has to end: ${grace - seconds} s are left for \`${name}\` to end after SIGTERM${
			sidecars === ""
				? ""
				: `, and for the native sidecars (${sidecars}) behind it`
		}.`,
	ja: (name, seconds, grace, sidecars) =>
		`\`${name}\` のフックは、Podの終了に使える${grace}秒のうち${seconds}秒をsleepに使います。SIGTERMを受けた \`${name}\` の終了${
			sidecars === ""
				? ""
				: `と、その後のネイティブサイドカー(${sidecars})の終了`
		}に残るのは${grace - seconds}秒です。`,
});
const period = fixedText({
	en: "All that the Pod has to end in",
	ja: "Podの終了に使える時間",
});
const raise = text({
	en: (seconds: number) =>
		`Set \`terminationGracePeriodSeconds: ${seconds}\`: ${seconds - REST} s of sleep, and ${REST} s to end`,
	ja: (seconds) =>
		`\`terminationGracePeriodSeconds: ${seconds}\` にする(sleepの${seconds - REST}秒と、終了のための${REST}秒)`,
});

export default defineRule({
	id: "grace-period-budget",
	title: fixedText({
		en: "preStop hooks sleep away the time that the Pod has to end",
		ja: "preStopフックのsleepが終了猶予期間を使い切る",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
	mentions: ["preStop"],
	checkPod(pod, { version, report }) {
		const sleeps = sleepsOf(pod, version);
		if (sleeps.length === 0) return;
		const grace = graceOf(pod);
		// None at all is another rule's business.
		if (!grace || grace.seconds === 0) return;
		const longest = Math.ceil(
			Math.max(...sleeps.map(({ sleep }) => sleep.seconds)),
		);
		for (const { container, sleep } of sleeps) {
			const { seconds } = sleep;
			const rest = grace.seconds - seconds;
			// In a short period, little is what was meant to be left.
			if (rest >= LITTLE || seconds < rest) continue;
			// Such a sleep the API server refuses.
			if (sleep.by === "action" && rest < 0) continue;
			const sidecars = sidecarsBehind(container, version);
			const name = shownName(container);
			report({
				at: sleep.at,
				severity: rest <= 0 ? "warning" : "information",
				message: !Number.isFinite(seconds)
					? endless(name, grace.seconds)
					: (rest <= 0 ? none : little)(name, seconds, grace.seconds, sidecars),
				related: grace.node ? [{ at: grace.node, message: period }] : [],
				fixes: [
					Number.isFinite(longest)
						? {
								title: raise(longest + REST),
								safety: "review",
								preferred: true,
								edit: () =>
									setPodField(
										pod,
										"terminationGracePeriodSeconds",
										String(longest + REST),
									),
							}
						: undefined,
				],
			});
		}
	},
});

/** The containers whose hooks run when the Pod ends, and sleep. */
function sleepsOf(
	pod: Pod,
	version: Version,
): readonly { readonly container: Container; readonly sleep: Sleep }[] {
	return pod.all.flatMap((container) => {
		const hook = valueAt(container.entry("lifecycle")?.value, "preStop");
		if (!hook) return [];
		if (container.list !== "containers" && !isNativeSidecar(container, version))
			return [];
		const sleep = sleepOf(hook, version);
		return sleep ? [{ container, sleep }] : [];
	});
}

/** The names of the native sidecars that are stopped after a container. */
function sidecarsBehind(container: Container, version: Version): string {
	const { initContainers } = container.pod;
	return initContainers
		.filter(
			(other) =>
				isNativeSidecar(other, version) &&
				(container.list === "containers" || other.index < container.index),
		)
		.map((other) => `\`${shownName(other)}\``)
		.join(", ");
}
