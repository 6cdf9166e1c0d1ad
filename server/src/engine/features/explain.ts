import { stopGroups } from "../kubernetes/completion";
import { gateOf } from "../kubernetes/lifecycle";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { ROLE_NAMES } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import type { Language } from "../text/language";
import type { Source } from "../yaml/source";
import { placedPods, podAt } from "./describe";
import { settingsOf } from "./head";
import { defaultContainerText, kubectlText } from "./kubectl-text";
import { closeUp, code, escapeMarkdown } from "./markdown";
import { gatePhrase, nameOf, orderOf } from "./order";
import { resourcesNotes } from "./resources-notes";
import { graceText, resourcesText } from "./resources-text";
import type { Settings } from "./settings";
import { talksText } from "./talks";
import { notesOf } from "./timeline-notes";

/** The life of the Pod at an offset (or of the first one of its document) as a Markdown page. */
export function explainAt(
	source: Source,
	offset: number,
	settings: Settings,
	language: Language,
): string | undefined {
	const found = podAt(source, offset);
	return found && explainPod(found.pod, settingsOf(source, settings), language);
}

/** The life of each Pod of a file as a Markdown page, in their order. */
export function explainAll(
	source: Source,
	settings: Settings,
	language: Language,
): readonly string[] {
	const chosen = settingsOf(source, settings);
	return placedPods(source).map(({ pod }) => explainPod(pod, chosen, language));
}

function explainPod(pod: Pod, settings: Settings, language: Language): string {
	const ja = language === "ja";
	const title = [
		pod.kind ?? (ja ? "マニフェストの一部" : "Part of a manifest"),
		pod.name,
	].flatMap((word) => (word === undefined ? [] : asWord(word)));
	const markdown = [
		`# ${title.join(" ")}`,
		`Kubernetes ${settings.kubernetesVersion}`,
		orderOf(pod, settings, language),
		...sectionsOf(pod, settings, language).map(
			({ title, text }) => `## ${title}\n\n${text}`,
		),
	].join("\n\n");
	return ja ? closeUp(markdown) : markdown;
}

/** The life of a Pod as it stands in a hover: order first, then a part for each question. */
export function lifeOf(
	pod: Pod,
	settings: Settings,
	language: Language,
): readonly string[] {
	return [
		orderOf(pod, settings, language),
		...sectionsOf(pod, settings, language).map(
			({ title, text }) => `**${title}**\n\n${text}`,
		),
	];
}

interface Section {
	readonly title: string;
	/** Markdown. */
	readonly text: string;
}

/** What there is to say of a Pod, question by question; those without an answer are left out. */
function sectionsOf(
	pod: Pod,
	{ kubernetesVersion: version, catalog }: Settings,
	language: Language,
): readonly Section[] {
	const ja = language === "ja";
	const roles = pod.all.map((container) => {
		const { role, reason } = roleOf(container, catalog);
		const why = escapeMarkdown(reason(language));
		return ja
			? `- ${nameOf(container)}(${code(container.list)}): **${ROLE_NAMES[role](language)}** — ${why}`
			: `- ${nameOf(container)} in ${code(container.list)}: **${ROLE_NAMES[role](language)}** — ${why}`;
	});
	const steps = pod.initContainers.map((container) => {
		const next = pod.initContainers[container.index + 1] ?? pod.containers[0];
		if (!next) return nameOf(container);
		const gate = gatePhrase(gateOf(container, version), container, language);
		return ja
			? `${nameOf(container)} — ${gate}、${nameOf(next)} が起動します`
			: `${nameOf(container)} — ${nameOf(next)} starts ${gate}`;
	});
	const apps = pod.containers.map(nameOf).join(" + ");
	const stop = stopGroups(pod, version, catalog).map((group) =>
		group.map(nameOf).join(" + "),
	);
	const hasSidecars = pod.initContainers.some((container) =>
		isNativeSidecar(container, version),
	);
	const notes = notesOf(pod, version, catalog).map(
		(note) => `- ${escapeMarkdown(note(language))}`,
	);
	return [
		{
			title: ja ? "コンテナと役割" : "Containers and roles",
			text: roles.join("\n"),
		},
		{
			title: ja ? "起動" : "Start",
			text: numbered([...steps, ...(apps ? [apps] : [])]),
		},
		{ title: ja ? "停止(SIGTERM)" : "Stop (SIGTERM)", text: numbered(stop) },
		{
			title: ja ? "コンテナ間のやり取り" : "Who talks to whom",
			text: talksText(pod, version, language),
		},
		{
			title: ja ? "猶予期間" : "Grace period",
			text: graceText(pod, hasSidecars, language),
		},
		{
			title: ja ? "リソース" : "Resources",
			text: [
				resourcesText(pod, version, language),
				...resourcesNotes(pod, version, language),
			].join("\n"),
		},
		{
			title: ja ? "kubectlでの見え方" : "Seen with kubectl",
			text: [kubectlText(pod, version, catalog), defaultContainerText(pod)]
				.flatMap((one) => (one ? `- ${one(language)}` : []))
				.join("\n"),
		},
		{ title: ja ? "注意" : "Good to know", text: notes.join("\n") },
	].filter(({ text }) => text !== "");
}

/** With the numbers written out: the page is read as plain text too. */
const numbered = (items: readonly string[]): string =>
	items.map((item, index) => `${index + 1}. ${item}`).join("\n");

/** A word of the manifest in a heading: plain while nothing in it could be markup. */
function asWord(word: string): string {
	return /^[\p{L}\p{N} .-]+$/u.test(word) ? word : code(word);
}
