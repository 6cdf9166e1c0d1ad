import type { Container } from "../../kubernetes/container";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, other: string) =>
		`\`${name}\` is started before \`${other}\`, although it stands behind it: OpenKruise injects the init containers of SidecarSets in the order of their names.`,
	ja: (name, other) =>
		`\`${name}\` は \`${other}\` より後ろに書かれていますが、先に起動します。OpenKruiseはSidecarSetのInitコンテナを名前順に注入します。`,
});
const behind = text({
	en: (name: string) => `\`${name}\` comes later`,
	ja: (name) => `\`${name}\` は後になります`,
});

export default defineRule({
	id: "kruise-sidecarset-init-order",
	title: fixedText({
		en: "OpenKruise starts init containers in the order of their names",
		ja: "OpenKruiseはInitコンテナを名前順に起動する",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
	mentions: ["SidecarSet"],
	checkPod(pod, { report }) {
		if (pod.kind !== "SidecarSet" || pod.initContainers.length < 2) return;
		const version = stringOf(valueAt(pod.place.object, "apiVersion")) ?? "";
		if (!version.startsWith("apps.kruise.io/")) return;
		let last: Container | undefined;
		for (const container of pod.initContainers) {
			const { name } = container;
			if (name === undefined) return;
			if (last?.name !== undefined && name < last.name)
				return report({
					at: container.label,
					message: found(name, last.name),
					related: [{ at: last.label, message: behind(last.name) }],
				});
			last = container;
		}
	},
});
