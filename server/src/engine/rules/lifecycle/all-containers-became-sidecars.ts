import { onlyKeepsAlive } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (stub: string, sidecar: string) =>
		`\`${stub}\` does nothing, and the work is done by native sidecars such as \`${sidecar}\`: the Pod counts as running whatever becomes of them, and they are stopped as helpers are. What the Pod is for belongs in \`containers\`.`,
	ja: (stub, sidecar) =>
		`\`${stub}\` は何もせず、\`${sidecar}\` などのネイティブサイドカーが処理を担っています。それらがどうなってもPodは実行中とみなされ、停止時も補助のコンテナとして扱われます。Podの本来の処理は \`containers\` に置きます。`,
});
const inJob = text({
	en: (stub: string, sidecar: string) =>
		`The Job never completes: \`${stub}\` waits for ever, and that \`${sidecar}\` ends does not count, since a native sidecar is restarted. What the Job is for belongs in \`containers\`.`,
	ja: (stub, sidecar) =>
		`このJobは完了しません。\`${stub}\` は待ち続け、\`${sidecar}\` が終了してもネイティブサイドカーのため再起動されるだけです。Jobの本来の処理は \`containers\` に置きます。`,
});
const work = text({
	en: (name: string) => `\`${name}\` does the work`,
	ja: (name) => `実際に処理をする \`${name}\``,
});

export default defineRule({
	id: "all-containers-became-sidecars",
	title: fixedText({
		en: "All work is done by native sidecars",
		ja: "すべての処理がネイティブサイドカーで行われている",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#differences-from-application-containers",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		const [stub] = pod.containers;
		if (!stub || pod.partial || !pod.containers.every(onlyKeepsAlive)) return;
		const [sidecar] = pod.initContainers.filter(
			(container) =>
				isNativeSidecar(container, version) &&
				container.image !== undefined &&
				!onlyKeepsAlive(container),
		);
		if (!sidecar) return;
		const names = [shownName(stub), shownName(sidecar)] as const;
		report({
			at: stub.label,
			severity: pod.runsToCompletion ? "warning" : "information",
			message: (pod.runsToCompletion ? inJob : found)(...names),
			related: [{ at: sidecar.label, message: work(names[1]) }],
		});
	},
});
