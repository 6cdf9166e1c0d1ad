import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { programOf, runsForever } from "../../kubernetes/program";
import { likelyServerOf } from "../../kubernetes/servers";
import { stringOf } from "../../kubernetes/values";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { firstOf } from "../../yaml/edit";
import { moveEntry } from "../../yaml/move-entry";
import { type Entry, entryOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const KEY = "restartPolicy";

const forContainer = text({
	en: (name: string) =>
		`This is not the \`restartPolicy\` of \`${name}\`: it stands outside the container. \`${name}\` stays an ordinary init container, which never ends, and the Pod stays in \`Init\`.`,
	ja: (name) =>
		`この \`restartPolicy\` はコンテナの外にあるため、\`${name}\` のものではありません。\`${name}\` は終了しない通常のInitコンテナのままで、Podは \`Init\` から先に進みません。`,
});
const forPod = text({
	en: (kind: string, value: string, name: string) =>
		`The Pods of a ${kind} need \`restartPolicy: ${value}\` for themselves, beside \`containers\`. Here it is that of \`${name}\` only; the Pod's own is \`Always\` by default, with which the ${kind} is refused.`,
	ja: (kind, value, name) =>
		`${kind}のPodには、\`containers\` と同じ階層に \`restartPolicy: ${value}\` が必要です。ここにあるのは \`${name}\` だけの設定で、Pod自身の値は既定の \`Always\` になるため、${kind}は拒否されます。`,
});
const meant = fixedText({
	en: "The container that it is meant for",
	ja: "本来設定するはずのコンテナ",
});
const into = text({
	en: (name: string) => `Move it into \`${name}\``,
	ja: (name) => `\`${name}\` の中へ移動`,
});
const up = fixedText({
	en: "Move it to the Pod spec",
	ja: "Podのspecへ移動",
});

export default defineRule({
	id: "restart-policy-wrong-level",
	title: fixedText({
		en: "A restartPolicy stands one level too high or too low",
		ja: "restartPolicyの階層がずれている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	mentions: ["restartPolicy"],
	checkPod(pod, { version, report }) {
		if (pod.partial) return;
		if (atLeast(version, "1.29")) {
			const high = tooHigh(pod);
			if (high)
				report({
					at: high.entry,
					message: forContainer(shownName(high.container)),
					related: [{ at: high.container.label, message: meant }],
					fixes: [moveInto(pod, high.entry, high.container)],
				});
		}
		const low = tooLow(pod);
		if (low)
			report({
				at: low.entry,
				message: forPod(
					pod.kind ?? "",
					stringOf(low.entry.value) ?? "",
					shownName(low.container),
				),
				fixes: [moveUp(pod, low.entry)],
			});
	},
});

/** A policy, and the container in which it should or should not be. */
interface Misplaced {
	readonly entry: Entry;
	readonly container: Container;
}

/** `restartPolicy: Always` around the container for which it is meant: the last of `initContainers`, if that never ends. */
function tooHigh(pod: Pod): Misplaced | undefined {
	const container = pod.initContainers.at(-1);
	if (!container || container.entry(KEY)) return undefined;
	const isMeant = (entry: Entry | undefined): entry is Entry =>
		stringOf(entry?.value) === "Always";
	// The Pod's own says nothing new, and stands right behind the container.
	const { entries } = pod.spec;
	const own = entries.find(({ key }) => key.text === KEY);
	const before = own && entries[entries.indexOf(own) - 1];
	const entry =
		before?.key.text === "initContainers" && isMeant(own)
			? own
			: around(pod).find(isMeant);
	if (!entry || !neverEnds(container)) return undefined;
	return { entry, container };
}

const neverEnds = (container: Container): boolean =>
	runsForever(programOf(container)) || likelyServerOf(container) !== undefined;

/** What stands on the way from the object to its Pod spec, where no restartPolicy may be. */
function around({
	place: { object, path },
}: Pod): readonly (Entry | undefined)[] {
	const parents = path.split(".").slice(0, -1);
	return parents.map((_, index) => {
		const mapping = valueAt(object, ...parents.slice(0, index + 1));
		return mapping?.kind === "mapping" ? entryOf(mapping, KEY) : undefined;
	});
}

/** The policy of a Job's only container, or what ends the last one, where the Pod has none. */
function tooLow(pod: Pod): Misplaced | undefined {
	if (!pod.runsToCompletion || pod.entry(KEY)) return undefined;
	const [found, another] = pod.containers.filter(
		({ restartPolicy }) => restartPolicy,
	);
	const container = another ? undefined : found;
	const entry = container?.restartPolicy;
	if (!container || !entry) return undefined;
	const isLast =
		container === pod.containers.at(-1) &&
		container.node.entries.at(-1) === entry;
	if (pod.containers.length > 1 && !isLast) return undefined;
	const value = stringOf(entry.value);
	return value === "Never" || value === "OnFailure"
		? { entry, container }
		: undefined;
}

function moveInto(
	{ document }: Pod,
	entry: Entry,
	{ node, pod }: Container,
): Change | undefined {
	const neighbour = firstOf(node, "image", "name");
	// A Job needs another one of its own then.
	if (!neighbour || neighbour.parent !== node || pod.runsToCompletion)
		return undefined;
	return {
		title: into(stringOf(valueAt(node, "name")) ?? ""),
		safety: "review",
		preferred: true,
		edit: () => moveEntry(document, entry, neighbour),
	};
}

function moveUp({ document, spec }: Pod, entry: Entry): Change | undefined {
	const neighbour = firstOf(spec, "containers");
	if (!neighbour || neighbour.parent !== spec) return undefined;
	return {
		title: up,
		safety: "review",
		preferred: true,
		edit: () => moveEntry(document, entry, neighbour),
	};
}
