import { effectiveResources, type ResourceList } from "../apiserver/effective";
import type { Container } from "../kubernetes/container";
import { startOrder } from "../kubernetes/lifecycle";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { ROLE_NAMES } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import { podsOf } from "../kubernetes/workloads";
import type { Range } from "../text/edit";
import type { Language } from "../text/language";
import type { Source } from "../yaml/source";
import { kindName } from "./container-kind";
import { placedPods } from "./describe";
import { settingsOf } from "./head";
import { closeUp, escapeMarkdown } from "./markdown";
import { nameOf, positionOf } from "./order";
import type { Settings } from "./settings";

/** What an editor shows beside the text, to be read at a glance: a line above each Pod spec, a note behind each name. */

/** The place of the line above a Pod spec; what it says is asked for when it comes into view. */
export interface Lens {
	/** Offsets of the file. */
	readonly range: Range;
	/** Position of its Pod among those of the file, from 0. */
	readonly pod: number;
}

/** The places of all lines above Pod specs. */
export const lensesOf = (
	source: Source,
	settings: Settings,
): readonly Lens[] =>
	settings.codeLens
		? placedPods(source).map(({ placed, pod }, index) => ({
				range: moved(pod.label, placed.start),
				pod: index,
			}))
		: [];

/** What the line above a Pod spec says; nothing when there is no such Pod any more. */
export function lensTitle(
	source: Source,
	index: number,
	settings: Settings,
	language: Language,
): string | undefined {
	const pod = placedPods(source)[index]?.pod;
	if (!pod) return undefined;
	const { kubernetesVersion: version } = settingsOf(source, settings);
	const words = WORDS[language];
	const { requests, qos } = effectiveResources(pod, version);
	const sidecars = pod.initContainers.filter((container) =>
		isNativeSidecar(container, version),
	).length;
	return [
		words.containers(pod.all.length),
		...(sidecars > 0 ? [words.sidecars(sidecars)] : []),
		...(pod.all.length > 1 ? [`${words.start}: ${startOf(pod)}`] : []),
		...amounts(requests, language),
		...(qos ? [qos] : []),
	].join(" · ");
}

const WORDS = {
	en: {
		containers: (count: number) =>
			count === 1 ? "1 container" : `${count} containers`,
		sidecars: (count: number) =>
			count === 1 ? "1 native sidecar" : `${count} native sidecars`,
		start: "start",
		requests: "requests",
		memory: " memory",
	},
	ja: {
		containers: (count: number) => `${count}コンテナ`,
		sidecars: (count: number) => `ネイティブサイドカー${count}`,
		start: "起動",
		requests: "要求",
		memory: "(メモリ)",
	},
} as const;

/** More names than these are cut in the middle. */
const LONGEST_ORDER = 6;

/** The start order: init containers one by one, then the applications together. */
function startOf(pod: Pod): string {
	const names = pod.initContainers.map(plain);
	const apps = pod.containers.map(plain).join(" + ");
	const steps = apps ? [...names, apps] : names;
	return (
		steps.length > LONGEST_ORDER
			? [...steps.slice(0, LONGEST_ORDER - 2), "…", ...steps.slice(-1)]
			: steps
	).join(" → ");
}

/** An editor makes icons of `$(name)`, and lines have an end. */
const plain = (container: Container): string =>
	shownName(container).replaceAll("$(", "$ (").slice(0, 63);

function amounts(
	requests: ResourceList | undefined,
	language: Language,
): readonly string[] {
	const words = WORDS[language];
	const { cpu, memory } = requests ?? {};
	if (cpu && memory) return [`${words.requests} ${cpu} / ${memory}`];
	if (cpu) return [`${words.requests} ${cpu} CPU`];
	return memory ? [`${words.requests} ${memory}${words.memory}`] : [];
}

/** A note behind a container's name. */
export interface Hint {
	/** Offset of the file. */
	readonly at: number;
	readonly label: string;
	/** Markdown. */
	readonly tooltip: string;
}

/** The notes behind the names of the containers in a part of a file; none where a Pod has a single container. */
export function hintsIn(
	source: Source,
	part: Range,
	settings: Settings,
	language: Language,
): readonly Hint[] {
	if (!settings.inlayHints) return [];
	const chosen = settingsOf(source, settings);
	return source.documents
		.filter(
			({ start, document }) =>
				start <= part.end && part.start <= start + document.text.length,
		)
		.flatMap(({ start, document }) =>
			podsOf(document)
				.filter(({ all }) => all.length > 1)
				.flatMap((pod) => hintsOf(pod, chosen, language))
				.map((hint) => ({ ...hint, at: hint.at + start })),
		)
		.filter(({ at }) => part.start <= at && at <= part.end);
}

function hintsOf(
	pod: Pod,
	{ kubernetesVersion: version, catalog }: Settings,
	language: Language,
): readonly Hint[] {
	const starts = startOrder(pod, version);
	const ja = language === "ja";
	return pod.all.flatMap((container): Hint[] => {
		const name = container.entry("name")?.value;
		if (name?.kind !== "scalar") return [];
		const { role, reason } = roleOf(container, catalog);
		const kind = kindName(container, role, version, language);
		const roleName = ROLE_NAMES[role](language);
		const place = starts.findIndex((start) => start.container === container);
		const order = `${place + 1}/${starts.length}`;
		const words = [
			...(role === "app" && container.list === "containers" ? [] : [kind]),
			...(roleName === kind ? [] : [roleName]),
			...(place === -1 ? [] : [ja ? `起動 ${order}` : `starts ${order}`]),
		];
		const tooltip = [
			`**${nameOf(container)}** — ${kind}, ${roleName}`,
			escapeMarkdown(reason(language)),
			positionOf(container, version, language),
		].join("\n\n");
		return [
			{
				at: name.end,
				label: words.join(" · "),
				tooltip: ja ? closeUp(tooltip) : tooltip,
			},
		];
	});
}

const moved = ({ start, end }: Range, by: number): Range => ({
	start: start + by,
	end: end + by,
});
