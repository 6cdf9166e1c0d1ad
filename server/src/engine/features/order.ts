import { stopGroups } from "../kubernetes/completion";
import type { Container } from "../kubernetes/container";
import { type Gate, startOrder, stopOrder } from "../kubernetes/lifecycle";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import type { Version } from "../kubernetes/versions";
import type { Language } from "../text/language";
import { code } from "./markdown";
import type { Settings } from "./settings";

const GATES: Readonly<Record<Language, Readonly<Record<Gate, string>>>> = {
	en: {
		exited: "has completed",
		"startup-probe": "has passed its startupProbe",
		poststart: "runs and its postStart hook has returned",
		running: "runs",
	},
	ja: {
		exited: "が完了した後",
		"startup-probe": "のstartupProbeが成功した後",
		poststart: "が動き始め、postStartフックが終わった後",
		running: "が動き始めた後",
	},
};

/** A container's name as Markdown code. */
export const nameOf = (container: Container | undefined): string =>
	code(container ? shownName(container) : "?");

/** What a container waits for, as a phrase; nothing for the first one. */
export function gatePhrase(
	gate: Gate,
	container: Container,
	language: Language,
): string {
	return language === "ja"
		? `${nameOf(container)}${GATES.ja[gate]}`
		: `after ${nameOf(container)} ${GATES.en[gate]}`;
}

/** The start and stop order of a Pod in two lines of Markdown. */
export function orderOf(
	pod: Pod,
	{ kubernetesVersion, catalog }: Settings,
	language: Language,
): string {
	const apps = pod.containers.map(nameOf).join(" + ");
	const start = [
		...pod.initContainers.map(nameOf),
		...(apps ? [apps] : []),
	].join(" → ");
	const stop = stopGroups(pod, kubernetesVersion, catalog)
		.map((group) => group.map(nameOf).join(" + "))
		.join(" → ");
	const ja = language === "ja";
	return [
		ja ? `**起動順**: ${start}` : `**Start order**: ${start}`,
		...(stop ? [ja ? `**停止順**: ${stop}` : `**Stop order**: ${stop}`] : []),
	].join("\n\n");
}

/** Where a container stands in the start and the stop order, as a list of Markdown. */
export function positionOf(
	container: Container,
	version: Version,
	language: Language,
): string {
	const { pod } = container;
	const starts = startOrder(pod, version);
	const index = starts.findIndex((start) => start.container === container);
	const start = starts[index];
	if (!start) {
		return language === "ja"
			? "- **起動**: Podの起動後に、デバッグのために追加されます。"
			: "- **Starts**: added to the running Pod for debugging.";
	}
	const after =
		start.after &&
		gatePhrase(start.after.gate, start.after.container, language);
	const groups = stopOrder(pod, version);
	const group = groups.findIndex((containers) =>
		containers.includes(container),
	);
	const before = groups[group - 1]?.map(nameOf);
	const isAlone = groups[group]?.length === 1;
	if (language === "ja") {
		const stop =
			group === -1
				? "自分の処理が終わったとき"
				: group === 0
					? `Podの終了時に最初に停止${isAlone ? "" : "(ほかのアプリケーションコンテナと同時)"}`
					: `${before?.join("、")}が終わった後`;
		return `- **起動**: ${starts.length}個中${index + 1}番目${after ? `、${after}` : ""}\n- **停止**: ${stop}`;
	}
	const stop =
		group === -1
			? "when its own work is done"
			: group === 0
				? `first when the Pod ends${isAlone ? "" : ", together with the other applications"}`
				: `after ${before?.join(" and ")} ${before?.length === 1 ? "has" : "have"} ended`;
	return `- **Starts**: ${index + 1} of ${starts.length}${after ? `, ${after}` : ""}\n- **Stops**: ${stop}`;
}
