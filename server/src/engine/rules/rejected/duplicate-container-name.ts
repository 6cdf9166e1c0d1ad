import type { Container } from "../../kubernetes/container";
import { fixedText, text } from "../../text/language";
import { removeLines, replaceScalar } from "../../yaml/edit";
import { beginsLine, itemWithLead } from "../../yaml/ownership";
import { valueOf } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, list: string) =>
		`Another container, in \`${list}\`, is called \`${name}\` too; the names of all containers of a Pod must differ. (Duplicate value: "${name}")`,
	ja: (name, list) =>
		`\`${list}\` にも \`${name}\` という名前のコンテナがあります。Pod内のコンテナ名はすべて異なっていなければなりません。(Duplicate value: "${name}")`,
});

const first = text({
	en: (name: string) => `The other container called \`${name}\``,
	ja: (name) => `同じ名前 \`${name}\` のコンテナ`,
});

const rename = text({ en: (name: string) => `Rename it to \`${name}\``, ja: (name) => `名前を \`${name}\` に変更` });

const removeOld = text({
	en: (name: string) => `Remove \`${name}\` from \`containers\`: the native sidecar replaces it`,
	ja: (name) => `\`containers\` の \`${name}\` を削除(ネイティブサイドカーに置き換え済み)`,
});

export default defineRule({
	id: "duplicate-container-name",
	title: fixedText({ en: "Two containers of a Pod have the same name", ja: "Pod内の2つのコンテナが同じ名前になっている" }),
	severity: "error",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container",
	checkPod(pod, { report }) {
		const known = new Map<string, Container>();
		// Kubernetes checks `containers` first and blames the entry of the other lists.
		for (const container of [...pod.containers, ...pod.initContainers, ...pod.list("ephemeralContainers")]) {
			const { name } = container;
			if (name === undefined) continue;
			const other = known.get(name);
			if (!other) {
				known.set(name, container);
				continue;
			}
			const free = freeName(name, new Set(pod.all.map((each) => each.name)));
			const scalar = valueOf(container.node, "name");
			report({
				at: container.label,
				message: found(name, other.list),
				related: [{ at: other.label, message: first(name) }],
				fixes: [
					container.restartPolicyText === "Always" && other.list === "containers" && pod.containers.length > 1
						? { title: removeOld(name), safety: "review", preferred: true, edit: () => removeItem(other) }
						: undefined,
					{
						title: rename(free),
						safety: "review",
						edit: () => (scalar?.kind === "scalar" ? replaceScalar(scalar, free) : undefined),
					},
				],
			});
		}
	},
});

function freeName(name: string, taken: ReadonlySet<string | undefined>): string {
	const stem = name.slice(0, 60);
	let number = 2;
	while (taken.has(`${stem}-${number}`)) number++;
	return `${stem}-${number}`;
}

function removeItem({ item, pod }: Container) {
	const { lines } = pod.document;
	if (item.parent.flow || !beginsLine(lines, item.start)) return undefined;
	return [removeLines(lines, itemWithLead(lines, item))];
}
