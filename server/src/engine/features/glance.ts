import {
	effectiveResources,
	type QosClass,
	type ResourceList,
} from "../apiserver/effective";
import type { Container } from "../kubernetes/container";
import { startOrder } from "../kubernetes/lifecycle";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { ROLE_NAMES } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import { mayVary } from "../kubernetes/templated-lists";
import type { Version } from "../kubernetes/versions";
import type { Range } from "../text/edit";
import type { Language } from "../text/language";
import { memoize } from "../text/memo";
import type { Source } from "../yaml/source";
import { kindName } from "./container-kind";
import { type PlacedPod, placedPods, podsIn } from "./describe";
import { settingsOf } from "./head";
import { closeUp, escapeMarkdown } from "./markdown";
import { nameOf, positionOf } from "./order";
import type { Settings } from "./settings";

/** What an editor shows beside the text, to be read at a glance: a line above each Pod spec, a note behind each name. */

/** The line above a Pod spec. */
export interface Lens {
	/** Offsets of the file. */
	readonly range: Range;
	/** Position of its Pod among those of the file, from 0. */
	readonly pod: number;
	/** Nothing when it is to be asked for: in a file of many Pods, until it comes into view. */
	readonly title: string | undefined;
}

/** So many Pods are summed up for one answer: a few milliseconds. */
const AT_ONCE = 20;

/**
 * The lines above all Pod specs. Those that were told before have their words at once, however many they are; of the
 * others some more with each answer.
 */
export function lensesOf(
	source: Source,
	settings: Settings,
	language: Language,
): readonly Lens[] {
	if (!settings.codeLens) return [];
	const { kubernetesVersion: version } = settingsOf(source, settings);
	let fresh = 0;
	return placedPods(source).map(({ inFile, pod }, index) => {
		const isTold = summariesOf(pod).has(version) || fresh++ < AT_ONCE;
		return {
			range: inFile(pod.label),
			pod: index,
			title: isTold ? titleOf(summaryOf(pod, version), language) : undefined,
		};
	});
}

/** What the line above a Pod spec says; nothing when there is no such Pod any more. */
export function lensTitle(
	source: Source,
	index: number,
	settings: Settings,
	language: Language,
): string | undefined {
	const pod = placedPods(source)[index]?.pod;
	const { kubernetesVersion: version } = settingsOf(source, settings);
	return pod && titleOf(summaryOf(pod, version), language);
}

/** What the line says of a Pod, in no language. */
interface Summary {
	readonly containers: number;
	/** Does a template decide which of them there are? */
	readonly varies: boolean;
	readonly sidecars: number;
	readonly start: string | undefined;
	readonly requests: ResourceList | undefined;
	readonly qos: QosClass | undefined;
}

/** Remembered for each Pod: an editor asks for all lines of a file anew after each keystroke. */
const summariesOf = memoize((_: Pod) => new Map<Version, Summary>());

function summaryOf(pod: Pod, version: Version): Summary {
	const known = summariesOf(pod).get(version);
	if (known) return known;
	const { requests, qos } = effectiveResources(pod, version);
	const summary = {
		containers: pod.all.length,
		varies: mayVary(pod),
		sidecars: pod.initContainers.filter((container) =>
			isNativeSidecar(container, version),
		).length,
		start: pod.all.length > 1 ? startOf(pod) : undefined,
		requests,
		qos,
	};
	summariesOf(pod).set(version, summary);
	return summary;
}

function titleOf(
	{ containers, qos, requests, sidecars, start, varies }: Summary,
	language: Language,
): string {
	const words = WORDS[language];
	return [
		words.containers(containers) + (varies ? words.varies : ""),
		...(sidecars > 0 ? [words.sidecars(sidecars)] : []),
		...(start === undefined ? [] : [`${words.start}: ${start}`]),
		...amounts(requests, language),
		...(qos ? [qos] : []),
	].join(" · ");
}

const WORDS = {
	en: {
		containers: (count: number) =>
			count === 1 ? "1 container" : `${count} containers`,
		varies: " (templated)",
		sidecars: (count: number) =>
			count === 1 ? "1 native sidecar" : `${count} native sidecars`,
		start: "start",
		requests: "requests",
		memory: " memory",
	},
	ja: {
		containers: (count: number) => `${count}コンテナ`,
		varies: "(テンプレート)",
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
		.flatMap(podsIn)
		.filter(({ pod: { all } }) => all.length > 1)
		.flatMap((one) => hintsOf(one, chosen, language))
		.filter(({ at }) => part.start <= at && at <= part.end);
}

function hintsOf(
	{ pod, inFile }: PlacedPod,
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
				at: inFile(name).end,
				label: words.join(" · "),
				tooltip: ja ? closeUp(tooltip) : tooltip,
			},
		];
	});
}
