import { sharesOf } from "../../apiserver/shares";
import { isNull } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { removeEntry } from "../../yaml/edit";
import { type Node, resolve } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (version: string, qos: string) =>
		`In Kubernetes ${version} the Pod's own \`resources\` decide on its QoS class, even when they are empty: this Pod is BestEffort, evicted first when its node runs short of memory. Without the field it is ${qos}.`,
	ja: (version, qos) =>
		`Kubernetes ${version}では、Pod自身の \`resources\` が空であってもQoSクラスはそれで決まります。このPodはBestEffortになり、ノードのメモリが不足すると最初に退避されます。このフィールドがなければ${qos}になります。`,
});

const remove = fixedText({
	en: "Remove the empty `resources`",
	ja: "空の `resources` を削除",
});

export default defineRule({
	id: "empty-pod-resources",
	title: fixedText({
		en: "Empty resources of the Pod make it BestEffort",
		ja: "Podの空のresourcesによりBestEffortになる",
	}),
	severity: "warning",
	kubernetes: { from: "1.34", until: "1.36" },
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
	mentions: ["resources"],
	checkPod(pod, { version, report }) {
		const entry = pod.entry("resources");
		if (!entry || isNull(entry.value) || !isEmpty(entry.value)) return;
		const shares = sharesOf(pod, version);
		if (!shares?.qos || shares.qos === "BestEffort") return;
		report({
			at: entry.key,
			message: found(version, shares.qos),
			fixes: [
				{
					title: remove,
					safety: "safe",
					preferred: true,
					edit: () => removeEntry(pod.document, entry),
				},
			],
		});
	},
});

/** Is there nothing in it, at any depth? */
function isEmpty(node: Node | undefined): boolean {
	const value = resolve(node);
	if (value?.kind === "mapping")
		return value.entries.every((entry) => isEmpty(entry.value));
	if (value?.kind === "sequence") return value.items.length === 0;
	return isNull(value);
}
