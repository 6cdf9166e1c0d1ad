import { gateOf, stopOrder } from "../kubernetes/lifecycle";
import type { Pod } from "../kubernetes/pod";
import { ROLE_NAMES } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import { podsOf } from "../kubernetes/workloads";
import type { Language } from "../text/language";
import type { Source } from "../yaml/source";
import { settingsOf } from "./head";
import { closeUp, code, escapeMarkdown } from "./markdown";
import { gatePhrase, nameOf, orderOf } from "./order";
import type { Settings } from "./settings";

/** The life of the Pod at an offset (or of the first one of its document) as a Markdown page. */
export function explainAt(
	source: Source,
	offset: number,
	settings: Settings,
	language: Language,
): string | undefined {
	const placed = source.documentAt(offset);
	const pods = placed ? podsOf(placed.document) : [];
	const at = offset - (placed?.start ?? 0);
	const pod =
		pods.find(({ spec }) => spec.start <= at && at <= spec.end) ?? pods[0];
	return pod && explainPod(pod, settingsOf(source, settings), language);
}

function explainPod(pod: Pod, settings: Settings, language: Language): string {
	const { kubernetesVersion: version, catalog } = settings;
	const ja = language === "ja";
	const title = [
		pod.kind ?? (ja ? "マニフェストの一部" : "Part of a manifest"),
		pod.name,
	].flatMap((word) => (word === undefined ? [] : asWord(word)));
	const roles = pod.all.map((container) => {
		const { role, reason } = roleOf(container, catalog);
		const why = escapeMarkdown(reason(language));
		return ja
			? `- ${nameOf(container)}(${code(container.list)}): **${ROLE_NAMES[role](language)}** — ${why}`
			: `- ${nameOf(container)} in ${code(container.list)}: **${ROLE_NAMES[role](language)}** — ${why}`;
	});
	const steps = pod.initContainers.map((container) => {
		const next = nameOf(
			pod.initContainers[container.index + 1] ?? pod.containers[0],
		);
		const gate = gatePhrase(gateOf(container, version), container, language);
		return ja
			? `1. ${nameOf(container)} — ${gate}、${next} が起動します`
			: `1. ${nameOf(container)} — ${next} starts ${gate}`;
	});
	const apps = pod.containers.map(nameOf).join(" + ");
	const stop = stopOrder(pod, version).map(
		(group) => `1. ${group.map(nameOf).join(" + ")}`,
	);
	const markdown = [
		`# ${title.join(" ")}`,
		`Kubernetes ${version}`,
		orderOf(pod, version, language),
		`## ${ja ? "コンテナと役割" : "Containers and roles"}`,
		roles.join("\n"),
		`## ${ja ? "起動" : "Start"}`,
		[...steps, `1. ${apps}`].join("\n"),
		`## ${ja ? "停止(SIGTERM)" : "Stop (SIGTERM)"}`,
		stop.join("\n"),
	].join("\n\n");
	return ja ? closeUp(markdown) : markdown;
}

/** A word of the manifest in a heading: plain while nothing in it could be markup. */
function asWord(word: string): string {
	return /^[\p{L}\p{N} .-]+$/u.test(word) ? word : code(word);
}
