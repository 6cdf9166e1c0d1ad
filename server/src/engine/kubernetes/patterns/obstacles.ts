import { fixedText, type Message, text } from "../../text/language";
import { entryOf, itemsOf, valueAt } from "../../yaml/tree";
import { appMeshTag, strippedByMesh } from "../app-mesh";
import { hasUnknownMount } from "../file-talks";
import { onlyKeepsAlive } from "../helpers";
import { noInitContainers, refusesInitContainers } from "../knative";
import type { Pod } from "../pod";
import { onlyFollows, onlyWaits, programOf } from "../program";
import { looksLikeHelper } from "../roles";
import { integerOf, stringOf } from "../values";
import { type Called, called } from "./notes";
import type { Pattern, Plan, Situation } from "./plan";

/** Why patterns must not be inserted into a Pod. */

const because = {
	template: fixedText({
		en: "a template decides which lines there are, so that it is not known what the Pod has already",
		ja: "どの行があるかがテンプレートで決まるため、Podに何がすでにあるか分かりません",
	}),
	part: fixedText({
		en: "this is a part of a Pod that something else completes, so that it is not known which names and ports are free",
		ja: "ほかのものと組み合わされるPodの一部です。どの名前とポートが空いているか分かりません",
	}),
	windows: fixedText({
		en: "the Pod runs on Windows, and the images of the patterns are for Linux",
		ja: "PodはWindowsで動作しますが、パターンのイメージはLinux用です",
	}),
	volumes: fixedText({
		en: "it needs a new volume, and not all names of volumes are known",
		ja: "新しいボリュームが必要ですが、分からないボリューム名があります",
	}),
	mounts: fixedText({
		en: "it needs a new mount, and not all mounts of the application are known",
		ja: "新しいマウントが必要ですが、アプリケーションのマウントに分からないものがあります",
	}),
	foreign: fixedText({
		en: "it is no Pod spec of Kubernetes' own: what reads it may not know `initContainers` and `volumes`",
		ja: "Kubernetes自身のPod specではないため、読み込む側が `initContainers` や `volumes` に対応していない可能性があります",
	}),
	helper: text({
		en: (app: Called) =>
			`${app.en} looks like a helper itself: with another container beside it nothing would mark it as the application`,
		ja: (app) =>
			`${app.ja}自体がヘルパーに見えるため、別のコンテナと並べると、どれがアプリケーションか分からなくなります`,
	}),
	idle: text({
		en: (app: Called) =>
			`${app.en} does nothing but keep the Pod alive: there is no application that it could help`,
		ja: (app) =>
			`${app.ja}はPodを存続させているだけで、支援する対象のアプリケーションがありません`,
	}),
	exitCodes: fixedText({
		en: "the Job's `podFailurePolicy` has rules on exit codes without `containerName`, which would judge the helper as well",
		ja: "Jobの `podFailurePolicy` に `containerName` のない終了コードのルールがあり、ヘルパーの終了コードにも適用されます",
	}),
	time: fixedText({
		en: "with `terminationGracePeriodSeconds: 0` it would be stopped together with the application, not after it",
		ja: "`terminationGracePeriodSeconds: 0` のため、アプリケーションの後ではなく同時に停止されます",
	}),
	job: text({
		en: (version: string) =>
			`Kubernetes ${version} has no native sidecars, and in \`containers\` it would keep the Job from completing`,
		ja: (version) =>
			`Kubernetes ${version}にはネイティブサイドカーがなく、\`containers\` に置くとJobが完了しなくなります`,
	}),
};

/** What speaks against a pattern, whatever it would bring. */
export function obstacleTo(
	{ id }: Pattern,
	{ pod, app, isNative }: Situation,
): Message | undefined {
	if (pod.document.templated) return because.template;
	if (isPart(pod)) return because.part;
	if (
		pod.place.origin === "shape" &&
		!/(?:spec|template)$/i.test(pod.place.path)
	)
		return because.foreign;
	if (isForWindows(pod)) return because.windows;
	if ((isNative || id === "init-container") && refusesInitContainers(pod))
		return noInitContainers;
	const program = programOf(app);
	if (onlyFollows(program) && !onlyWaits(program))
		return because.helper(called(app));
	if (id === "init-container" || !isNative) return undefined;
	if (hasNoTime(pod)) return because.time;
	if (pod.containers.every(onlyKeepsAlive)) return because.idle(called(app));
	if (appMeshTag(pod)) return strippedByMesh;
	return judgesAllExitCodes(pod) ? because.exitCodes : undefined;
}

/** What speaks against a plan. */
export function obstacleToPlan(
	plan: Plan,
	{ pod, app, version }: Situation,
): Message | undefined {
	if (plan.list === "containers") {
		if (pod.runsToCompletion) return because.job(version);
		if (looksLikeHelper(app)) return because.helper(called(app));
	}
	if (plan.volume && pod.hasUnnamedVolume) return because.volumes;
	return plan.mount && hasUnknownMount(app) ? because.mounts : undefined;
}

/** A patch leaves out what the base has, the image first of all. */
const isPart = (pod: Pod): boolean =>
	pod.lacks === Number.POSITIVE_INFINITY ||
	pod.containers.some((container) => !container.entry("image"));

function isForWindows({ spec }: Pod): boolean {
	const selector = valueAt(spec, "nodeSelector");
	return [
		valueAt(spec, "os", "name"),
		valueAt(selector, "kubernetes.io/os"),
		valueAt(selector, "beta.kubernetes.io/os"),
	].some((node) => stringOf(node) === "windows");
}

const hasNoTime = (pod: Pod): boolean =>
	integerOf(pod.entry("terminationGracePeriodSeconds")?.value) === 0;

/** Has the Job rules on exit codes that do not say of which container? */
function judgesAllExitCodes({ kind, place }: Pod): boolean {
	const path = kind === "CronJob" ? ["jobTemplate", "spec"] : [];
	const rules = valueAt(
		place.object,
		"spec",
		...path,
		"podFailurePolicy",
		"rules",
	);
	return itemsOf(rules).some(({ value }) => {
		const codes = valueAt(value, "onExitCodes");
		return codes?.kind === "mapping" && !entryOf(codes, "containerName");
	});
}
