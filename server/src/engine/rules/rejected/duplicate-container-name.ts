import type { Container } from "../../kubernetes/container";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { stringOf } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { removeItem } from "../../yaml/list-edit";
import { entryOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, list: string) =>
		`Another container, in \`${list}\`, is called \`${name}\` too; the names of all containers of a Pod must differ.`,
	ja: (name, list) =>
		`\`${list}\` にも \`${name}\` という名前のコンテナがあります。Pod内のコンテナ名はすべて異なっていなければなりません。`,
});

const first = text({
	en: (name: string) => `The other container called \`${name}\``,
	ja: (name) => `同じ名前 \`${name}\` のコンテナ`,
});

const rename = text({
	en: (name: string) => `Rename it to \`${name}\``,
	ja: (name) => `名前を \`${name}\` に変更`,
});

const removeOld = text({
	en: (name: string) =>
		`Remove \`${name}\` from \`containers\`: the native sidecar replaces it`,
	ja: (name) =>
		`\`containers\` の \`${name}\` を削除(ネイティブサイドカーに置き換え済み)`,
});

export default defineRule({
	id: "duplicate-container-name",
	title: fixedText({
		en: "Two containers of a Pod have the same name",
		ja: "Pod内の2つのコンテナが同じ名前になっている",
	}),
	severity: "error",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container",
	checkPod(pod, { version, report }) {
		const known = new Map<string, Container>();
		// Kubernetes checks `containers` first and blames the entry of the other lists.
		for (const container of [
			...pod.containers,
			...pod.initContainers,
			...pod.list("ephemeralContainers"),
		]) {
			const { name } = container;
			// A patch that moves a container deletes it where it was.
			if (
				name === undefined ||
				stringOf(valueAt(container.node, "$patch")) === "delete"
			)
				continue;
			const other = known.get(name);
			if (!other) {
				known.set(name, container);
				continue;
			}
			const free = freeName(name, new Set(pod.all.map((each) => each.name)));
			const isReplaced =
				isNativeSidecar(container, version) &&
				other.list === "containers" &&
				pod.containers.length > 1 &&
				container.image?.text === other.image?.text;
			report({
				at: placeOf(container),
				message: found(name, other.list),
				quote: `${container.path}.name: Duplicate value: "${name}"`,
				related: [{ at: placeOf(other), message: first(name) }],
				fixes: [
					isReplaced
						? {
								title: removeOld(name),
								safety: "review",
								preferred: true,
								edit: () => removeItem(pod.document, other.item),
							}
						: undefined,
					{
						title: rename(free),
						safety: "review",
						edit: () => setName(container, free),
					},
				],
			});
		}
	},
});

function freeName(
	name: string,
	taken: ReadonlySet<string | undefined>,
): string {
	const stem = name.slice(0, 60);
	let number = 2;
	while (taken.has(`${stem}-${number}`)) number++;
	return `${stem}-${number}`;
}

/** The name's place, or, where an alias or a merge key gives the name, that of what uses it. */
function placeOf({ item, label, node }: Container): Range {
	if (item.value !== node) return item.value ?? label;
	return entryOf(node, "name")?.parent === node
		? label
		: (node.entries[0]?.key ?? label);
}

function setName({ item, node }: Container, name: string) {
	const entry = entryOf(node, "name");
	const isOwn =
		item.value === node && node.anchor === undefined && entry?.parent === node;
	return isOwn &&
		entry.value?.kind === "scalar" &&
		entry.value.anchor === undefined
		? replaceScalar(entry.value, name)
		: undefined;
}
