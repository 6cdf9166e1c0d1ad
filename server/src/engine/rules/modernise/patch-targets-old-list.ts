import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import { inlinePatchesOf, placeOf } from "../../kubernetes/inline-patches";
import { moveToOtherList } from "../../kubernetes/move-container";
import { shownName } from "../../kubernetes/naming";
import type { Questions } from "../../kubernetes/neighbours";
import { otherList } from "../../kubernetes/patching/lists";
import type { Pod } from "../../kubernetes/pod";
import type { Resource } from "../../kubernetes/resources";
import { podsOf } from "../../kubernetes/workloads";
import { type Range, tryEdit } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { editInside } from "../../yaml/nested-text";
import { entryOf, itemsOf, valueAt } from "../../yaml/tree";
import { defineRule, type Report } from "../rule";

const LISTS = ["containers", "initContainers"] as const;
type List = (typeof LISTS)[number];

const found = text({
	en: (name: string, list: List, other: List, kind: string, base: string) =>
		`The ${kind} \`${base}\` has \`${name}\` under \`${other}\`: this patch does not change it there but adds a second \`${name}\` under \`${list}\`, and the API server rejects the result (\`Duplicate value: "${name}"\`).`,
	ja: (name, list, other, kind, base) =>
		`${kind} \`${base}\` の \`${name}\` は \`${other}\` にあります。このパッチはそれを変更せず、\`${list}\` に2つ目の \`${name}\` を追加するため、APIサーバーに拒否されます(\`Duplicate value: "${name}"\`)。`,
});
const here = text({
	en: (name: string, list: List) => `\`${name}\` stands under \`${list}\``,
	ja: (name, list) => `\`${list}\` にある \`${name}\``,
});
const move = text({
	en: (list: List) => `Move it to \`${list}\``,
	ja: (list) => `\`${list}\` に移動`,
});

export default defineRule({
	id: "patch-targets-old-list",
	title: fixedText({
		en: "A patch looks for a container in the wrong list",
		ja: "パッチがコンテナを別のリストで指定している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/#use-a-strategic-merge-patch-to-update-a-deployment",
	checkNeighbours(resource, { neighbours, report }) {
		for (const pod of resource.pods)
			if (pod.partial && pod.place.origin === "known")
				for (const wrong of misplacedIn(pod, resource, {}, neighbours)) {
					const { container } = wrong;
					report(
						reportOf(wrong, container.label, () => moveToOtherList(container)),
					);
				}
		for (const patch of inlinePatchesOf(resource))
			for (const pod of podsOf(patch.document))
				for (const wrong of misplacedIn(
					pod,
					resource,
					patch.target,
					neighbours,
				)) {
					const { document } = resource;
					const { container } = wrong;
					report(
						reportOf(wrong, placeOf(document, patch, container.label), () => {
							const edit = tryEdit(moveToOtherList(container) ?? []);
							return edit && editInside(document, patch.scalar, edit);
						}),
					);
				}
	},
});

interface Misplaced {
	/** The patch's. */
	readonly container: Container;
	readonly list: List;
	readonly other: List;
	/** The one that is meant. */
	readonly base: Container;
}

function reportOf(
	{ container, list, other, base }: Misplaced,
	at: Range,
	edit: Change["edit"],
): Report {
	const name = shownName(container);
	return {
		at,
		message: found(
			name,
			list,
			other,
			base.pod.kind ?? "Pod",
			base.pod.name ?? "?",
		),
		related: [
			{
				at: base.label,
				document: base.pod.document,
				message: here(name, other),
			},
		],
		fixes: [
			{
				title: move(other),
				safety: "review",
				preferred: true,
				edit,
			},
		],
	};
}

/** Containers of a patch that all its bases have, in the other list. */
function misplacedIn(
	patch: Pod,
	asking: Resource,
	target: { readonly kind?: string; readonly name?: string },
	neighbours: Questions,
): readonly Misplaced[] {
	const kind = target.kind ?? patch.kind;
	const name = target.name ?? patch.name;
	if (kind === undefined || name === undefined) return [];
	const own = LISTS.flatMap((list) => patch.list(list));
	if (own.length === 0) return [];
	const bases = neighbours
		.named(asking, kind, name)
		.flatMap(({ found, sure }) => (sure ? found.pods : []))
		.filter((pod) => !pod.partial);
	if (bases.length === 0) return [];
	return LISTS.flatMap((list) => {
		const other = otherList(list);
		// A list that the patch replaces as a whole is no longer the base's.
		if (LISTS.some((each) => isReplaced(patch, each))) return [];
		return patch.list(list).flatMap((container): Misplaced[] => {
			const here = container.name;
			const isNamed = (one: Container) => one.name === here;
			const [first] = bases;
			const base = first?.list(other).find(isNamed);
			if (
				here === undefined ||
				!base ||
				directive(container) !== undefined ||
				patch.list(other).some(isNamed) ||
				!bases.every(
					(each) =>
						each.list(other).some(isNamed) && !each.list(list).some(isNamed),
				)
			)
				return [];
			return [{ container, list, other, base }];
		});
	});
}

const directive = ({ node }: Container) => entryOf(node, "$patch");

const isReplaced = (pod: Pod, list: List): boolean =>
	itemsOf(pod.entry(list)?.value).some(
		({ value }) => valueAt(value, "$patch") && !valueAt(value, "name"),
	);
