import { mountsByVolume, type OwnedMount } from "../../kubernetes/file-talks";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { entryOf, resolve, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (volume: string) =>
		`Nothing keeps \`${volume}\` from filling the disk of the node, where the kubelet then evicts Pods that did nothing wrong. With a \`sizeLimit\` it evicts this one.`,
	ja: (volume) =>
		`\`${volume}\` には上限がなく、ノードのディスクを使い切ることがあります。そうなると、kubeletは原因ではないPodも退避させます。\`sizeLimit\` を設定すると、退避の対象はこのPodだけになります。`,
});

const writes = text({
	en: (name: string) => `\`${name}\` can write to it`,
	ja: (name) => `\`${name}\` が書き込める箇所`,
});

export default defineRule({
	id: "emptydir-no-size-limit",
	title: fixedText({
		en: "An emptyDir may grow until the node's disk is full",
		ja: "emptyDirのサイズに上限がない",
	}),
	severity: "hint",
	kubernetes: {},
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
	checkPod(pod, { report }) {
		if (pod.partial || pod.volumes.length === 0 || isLimited(pod)) return;
		for (const { node, name } of pod.volumes) {
			const entry = entryOf(node, "emptyDir");
			const value = resolve(entry?.value);
			if (!entry || !name || value?.kind !== "mapping") continue;
			if (
				entryOf(value, "sizeLimit") ||
				stringOf(valueAt(value, "medium")) === "Memory" ||
				value.entries.some(({ key }) => key.text === "<<")
			)
				continue;
			const mounts = mountsByVolume(pod).get(name.text) ?? [];
			const writers = mounts.filter((mount) => fills(mount, name.text));
			if (writers.length > 0)
				report({
					at: entry.key,
					message: found(name.text),
					related: writers.map(({ container, mount }) => ({
						at: mount.node,
						message: writes(shownName(container)),
					})),
				});
		}
	},
});

/** Has the Pod a limit of its own? The kubelet adds up what its containers and its volumes on disk take. */
const isLimited = (pod: Pod): boolean =>
	[...pod.containers, ...pod.initContainers].some(
		(container) =>
			valueAt(
				container.entry("resources")?.value,
				"limits",
				"ephemeral-storage",
			) !== undefined,
	);

/** Names of what grows as long as a program runs: logs, caches, queues, uploads, data. */
const GROWS =
	/(?:^|[^a-z])(?:logs?|caches?|spool|buffers?|queues?|uploads?|downloads?|scratch|storage|data|(?:access|error|app|var)[-_]?logs?)(?:[^a-z]|$)/i;

/** Does a container that runs as long as the Pod write what grows? */
function fills(
	{ container: { list, restartPolicyText }, mount }: OwnedMount,
	volume: string,
): boolean {
	const { readOnly, path = "" } = mount;
	return (
		(list !== "initContainers" || restartPolicyText === "Always") &&
		!readOnly &&
		(GROWS.test(volume) || GROWS.test(path)) &&
		!SMALL.test(volume) &&
		!SMALL.test(path)
	);
}

/** What of such a name stays small. */
const SMALL = /sock|conf|cert|secret|token|ident|key|\/etc\//i;
