import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { scalarOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { moveEntry } from "../../yaml/move-entry";
import { entryOf, itemsOf } from "../../yaml/tree";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "pod-resources-consistency",
	title: fixedText({
		en: "The Pod's own resources do not fit those of its containers",
		ja: "Pod全体のリソースがコンテナのリソースと合っていない",
	}),
	kubernetes: { from: "1.34" },
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
	fixes: (error, document) => [
		writeInstead(error),
		moveToContainer(error, document),
	],
});

const move = text({
	en: (name: string) => `Move \`resources\` to the container \`${name}\``,
	ja: (name) => `\`resources\` をコンテナ \`${name}\` へ移す`,
});

/** Devices and storage are a container's: where there is only one container, and it says nothing of resources, they are its. */
function moveToContainer(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	if (/^(?:cpu|memory|hugepages-.*)$/.test(String(place.key))) return undefined;
	const resources = place.parent?.parent;
	const spec = resources?.parent;
	const entry = resources?.holder;
	if (!spec?.mapping || resources?.key !== "resources") return undefined;
	if (!entry || !("key" in entry) || entry.parent !== spec.mapping)
		return undefined;
	const [only, ...others] = itemsOf(spec.at("containers").node);
	const container = only?.value;
	if (container?.kind !== "mapping" || others.length > 0) return undefined;
	const last = container.entries.at(-1);
	if (!last || entryOf(container, "resources")) return undefined;
	return {
		title: move(scalarOf(entryOf(container, "name")?.value)?.text ?? ""),
		safety: "review",
		preferred: true,
		edit: () => moveEntry(document, entry, last),
	};
}
