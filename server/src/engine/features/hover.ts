import { sectionOf, type TopicId, topic } from "../knowledge/topic";
import type { Container, ContainerList } from "../kubernetes/container";
import { CONTAINER_LISTS } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import {
	isNativeSidecar,
	restartPolicyFate,
} from "../kubernetes/restart-policy";
import type { Range } from "../text/edit";
import type { Language } from "../text/language";
import type { Source } from "../yaml/source";
import type { Entry } from "../yaml/tree";
import { containerHover } from "./container-hover";
import { podsIn } from "./describe";
import { lifeOf } from "./explain";
import { settingsOf } from "./head";
import { closeUp, code } from "./markdown";
import type { Settings } from "./settings";

export interface Hover {
	/** Markdown; text from the manifest stands in code spans only. */
	readonly markdown: string;
	/** Offsets of the file. */
	readonly range: Range;
}

/** What there is to say of the place under the pointer; nothing where Pods are not concerned. */
export function hoverAt(
	source: Source,
	offset: number,
	settings: Settings,
	language: Language,
): Hover | undefined {
	const placed = source.documentAt(offset);
	if (!placed) return undefined;
	const chosen = settingsOf(source, settings);
	for (const { pod, inFile, inPod } of podsIn(placed)) {
		const hover = hoverInPod(pod, inPod(offset), chosen, language);
		if (hover)
			return {
				markdown: language === "ja" ? closeUp(hover.markdown) : hover.markdown,
				range: inFile(hover.range),
			};
	}
	return undefined;
}

function hoverInPod(
	pod: Pod,
	at: number,
	settings: Settings,
	language: Language,
): Hover | undefined {
	for (const list of CONTAINER_LISTS) {
		const entry = pod.listEntry(list);
		if (entry && touches(entry.key, at)) {
			return {
				range: entry.key,
				markdown: page(FIELDS[list], language, lifeOf(pod, settings, language)),
			};
		}
		for (const container of pod.list(list)) {
			const name = container.entry("name");
			if (name && touchesEntry(name, at)) {
				return {
					range: rangeOf(name, at),
					markdown: containerHover(container, settings, language),
				};
			}
			const policy = container.entry("restartPolicy");
			if (policy && touchesEntry(policy, at)) {
				return {
					range: rangeOf(policy, at),
					markdown: restartPolicyHover(container, settings, language),
				};
			}
		}
	}
	const policy = pod.entry("restartPolicy");
	if (policy && touchesEntry(policy, at)) {
		return {
			range: rangeOf(policy, at),
			markdown: page("field-pod-restart-policy", language),
		};
	}
	return touches(pod.label, at)
		? {
				range: pod.label,
				markdown: lifeOf(pod, settings, language).join("\n\n"),
			}
		: undefined;
}

const FIELDS: Readonly<Record<ContainerList, TopicId>> = {
	containers: "field-containers",
	initContainers: "field-init-containers",
	ephemeralContainers: "field-ephemeral-containers",
};

const touches = ({ start, end }: Range, at: number): boolean =>
	start <= at && at <= end;

/** Is the pointer on the key or on a value that is a scalar? */
function touchesEntry(entry: Entry, at: number): boolean {
	return (
		touches(entry.key, at) ||
		(entry.value?.kind === "scalar" && touches(entry.value, at))
	);
}

const rangeOf = (entry: Entry, at: number): Range =>
	entry.value && touches(entry.value, at) ? entry.value : entry.key;

function restartPolicyHover(
	container: Container,
	{ kubernetesVersion: version }: Settings,
	language: Language,
): string {
	const written = container.restartPolicyText ?? "";
	const value = RESTART_VALUES[written] ?? "always";
	const place = container.list === "containers" ? "app" : "init";
	const fate = restartPolicyFate(container, written, version);
	const now =
		language === "ja"
			? `**Kubernetes ${version}での ${code(written)}**: ${FATE_JA[fate]}`
			: `**${code(written)} on Kubernetes ${version}**: ${FATE_EN[fate]}`;
	const isSidecar = isNativeSidecar(container, version);
	const pattern = isSidecar ? [usage("sidecar", language)] : [];
	const about = `restart-policy-${value}-${place}` as const;
	// A page speaks of another value than one that does not exist: what becomes of that is the answer.
	return written !== "" && RESTART_VALUES[written] === undefined
		? [now, "---", page(about, language)].join("\n\n")
		: page(about, language, [...(written ? [now] : []), ...pattern]);
}

const RESTART_VALUES: Readonly<
	Record<string, "always" | "never" | "on-failure">
> = {
	Always: "always",
	Never: "never",
	OnFailure: "on-failure",
};

const FATE_EN = {
	unknown: "the field is unknown and the manifest is rejected.",
	dropped: "silently dropped, as if it were not there.",
	"unsupported-value": "rejected as an unsupported value.",
	forbidden: "rejected: not allowed on this kind of container.",
	honoured: "accepted and honoured.",
} as const;

const FATE_JA = {
	unknown: "未知のフィールドとしてマニフェストが拒否されます。",
	dropped: "何も告げずに取り除かれ、書かれていないものとして扱われます。",
	"unsupported-value": "使えない値として拒否されます。",
	forbidden: "この種類のコンテナには設定できず、拒否されます。",
	honoured: "受け付けられ、そのとおりに動作します。",
} as const;

/** A whole page, its title as a heading; what is known of this very place comes first, links last. */
function page(
	id: TopicId,
	language: Language,
	here: readonly string[] = [],
): string {
	const { title, lead, sections } = topic(id, language);
	const shown = sections.map(sectionOf);
	const links = shown.splice(-1);
	return [`**${title}**`, lead, ...here, ...shown, ...links].join("\n\n");
}

/** When to use a pattern and when not to: the first two sections of its page. */
function usage(id: TopicId, language: Language): string {
	return topic(id, language).sections.slice(0, 2).map(sectionOf).join("\n\n");
}
