import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { writeInstead } from "../mends";
import { serverRule } from "../server-rule";

const rename = text({
	en: (name: string) => `Rename it to \`${name}\``,
	ja: (name) => `名前を \`${name}\` に変更`,
});

export default serverRule({
	id: "duplicate-value",
	title: fixedText({
		en: "Two items of a list have the same value where each needs its own",
		ja: "項目ごとに異なる値が必要なリストで、2つの項目が同じ値になっている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error) => [writeInstead(error), renameIt(error)],
});

/** Names that people choose freely; the longest that they may be. */
const FREE: Readonly<Record<string, number>> = {
	ContainerPort: 15,
	Volume: 63,
};

/** Gives the later of two ports or volumes a name that is not taken; what refers to the name goes on to mean the first. */
function renameIt({ place }: ServerError): Change | undefined {
	const { holder, key, node, parent: item } = place;
	const longest = FREE[item?.type ?? ""];
	if (
		key !== "name" ||
		longest === undefined ||
		node?.kind !== "scalar" ||
		holder?.value !== node
	)
		return undefined;
	const taken = new Set(
		item?.parent?.items.map((other) => other.at("name").string),
	);
	const name = [2, 3, 4, 5, 6, 7, 8, 9]
		.map((number) => `${node.text.slice(0, longest - 2)}-${number}`)
		.find((candidate) => !taken.has(candidate));
	if (name === undefined || name.includes("--")) return undefined;
	return {
		title: rename(name),
		safety: "review",
		preferred: true,
		edit: () => replaceScalar(node, name),
	};
}
