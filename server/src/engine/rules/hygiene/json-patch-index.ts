import { mappingsOf } from "../../kubernetes/container";
import { inlinePatchesOf, placeOf } from "../../kubernetes/inline-patches";
import { resourcesOf } from "../../kubernetes/resources";
import { scalarOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { type Scalar, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (list: string, index: string) =>
		`This patch changes whichever container is at index ${index} of \`${list}\`. When a container is added, removed or moved to the other list, it silently changes another one. Patch by name with a strategic merge patch, or put a \`test\` of the name in front.`,
	ja: (list, index) =>
		`このパッチは \`${list}\` の${index}番目にあるコンテナを、名前に関係なく変更します。コンテナが追加、削除されたり別のリストに移されたりすると、気づかないうちに別のコンテナを変更します。Strategic Merge Patchで名前を指定するか、名前を確かめる \`test\` を前に置いてください。`,
});

export default defineRule({
	id: "json-patch-index",
	title: fixedText({
		en: "A JSON patch counts containers",
		ja: "JSONパッチがコンテナを番号で指定している",
	}),
	severity: "information",
	strict: true,
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#customizing",
	checkDocument(document, { report }) {
		for (const { at, list, index } of counted(document))
			report({ at, message: found(list, index) });
		for (const resource of resourcesOf(document))
			for (const patch of inlinePatchesOf(resource))
				for (const { at, list, index } of counted(patch.document))
					report({
						at: placeOf(document, patch, at),
						message: found(list, index),
					});
	},
});

interface Counted {
	readonly at: Scalar;
	readonly list: string;
	readonly index: string;
}

const PATH = /^(.*\/(containers|initContainers)\/(\d+))(\/.+)?$/;

/** Operations of a JSON patch that say which container they mean by its position alone. */
function counted(document: Document): readonly Counted[] {
	if (document.root?.kind !== "sequence" || document.isFaulty) return [];
	const tested = new Set<string>();
	return mappingsOf(document.root).flatMap((operation) => {
		const op = stringOf(valueAt(operation, "op"));
		const at = scalarOf(valueAt(operation, "path"));
		const [, container = "", list = "", index = "", rest] =
			PATH.exec(at?.text ?? "") ?? [];
		if (!at || op === undefined || container === "") return [];
		if (op === "test") {
			if (rest === "/name") tested.add(container);
			return [];
		}
		// A container that is put before others is a position that is meant.
		if (tested.has(container) || (op === "add" && rest === undefined))
			return [];
		return [{ at, list, index }];
	});
}
