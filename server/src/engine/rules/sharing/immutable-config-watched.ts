import { shownName } from "../../kubernetes/naming";
import { sourceOf, watchedMounts } from "../../kubernetes/reloaders";
import { booleanOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { entryOf } from "../../yaml/tree";
import { defineRule } from "../rule";

const KINDS = { configMap: "ConfigMap", secret: "Secret" } as const;

const found = text({
	en: (reloader: string, path: string, kind: string, name: string) =>
		`\`${reloader}\` watches \`${path}\` in vain: the ${kind} \`${name}\` is \`immutable\`, and the API server refuses every change of its data. Other data need a ${kind} with another name, and with it new Pods.`,
	ja: (reloader, path, kind, name) =>
		`\`${reloader}\` は \`${path}\` を監視しますが、変更されることはありません。${kind} \`${name}\` は \`immutable\` で、データの変更はAPIサーバーに拒否されます。データを変えるには別の名前の${kind}が必要で、Podも作り直されます。`,
});
const here = text({
	en: (kind: string, name: string) => `the ${kind} \`${name}\` is immutable`,
	ja: (kind, name) => `${kind} \`${name}\` は変更不可`,
});

export default defineRule({
	id: "immutable-config-watched",
	title: fixedText({
		en: "A configuration that is watched for changes is immutable",
		ja: "変更を監視している設定が変更不可になっている",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable",
	checkNeighbours(workload, { neighbours, report }) {
		for (const container of workload.pods.flatMap(({ all }) => all)) {
			for (const mount of watchedMounts(container)) {
				const source = sourceOf(container, mount);
				if (!source) continue;
				const kind = KINDS[source.kind];
				const all = neighbours.named(workload, kind, source.name);
				const sure = all.find((each) => each.sure)?.found;
				const immutable = sure && entryOf(sure.node, "immutable");
				if (
					!immutable ||
					!all.every(({ found: { node } }) =>
						booleanOf(entryOf(node, "immutable")?.value),
					)
				)
					continue;
				report({
					at: mount.node,
					message: found(
						shownName(container),
						mount.path ?? "?",
						kind,
						source.name,
					),
					related: [
						{
							at: immutable,
							document: sure.document,
							message: here(kind, source.name),
						},
					],
				});
			}
		}
	},
});
