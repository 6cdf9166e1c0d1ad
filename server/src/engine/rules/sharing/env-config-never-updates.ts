import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import {
	sourceOf,
	variablesFrom,
	watchedMounts,
} from "../../kubernetes/reloaders";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (reloader: string, name: string, source: string) =>
		`\`${reloader}\` watches \`${source}\` for changes, but \`${name}\` takes it as environment variables, which stay as they were when the container started. Mount it as files, or have the Pods replaced.`,
	ja: (reloader, name, source) =>
		`\`${reloader}\` は \`${source}\` の変更を監視しますが、\`${name}\` はそれを環境変数として受け取っています。環境変数はコンテナの起動時のまま変わりません。ファイルとしてマウントするか、Podを入れ替えてください。`,
});

const watched = text({
	en: (name: string) => `\`${name}\` watches it here`,
	ja: (name) => `\`${name}\` が監視している箇所`,
});

export default defineRule({
	id: "env-config-never-updates",
	title: fixedText({
		en: "A configuration that is watched for changes is read from the environment only",
		ja: "変更を監視している設定を環境変数からしか読み取っていない",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically",
	checkPod(pod, { report }) {
		if (pod.all.length < 2 || isReplacedOnChange(pod)) return;
		for (const container of pod.all) {
			for (const own of watchedMounts(container)) {
				const source = sourceOf(container, own);
				if (!source) continue;
				for (const other of pod.containers) {
					if (other === container || mountsSame(other, source.name)) continue;
					const at = variablesFrom(other, source);
					if (!at) continue;
					report({
						at,
						message: found(shownName(container), shownName(other), source.name),
						related: [{ at: own.node, message: watched(shownName(container)) }],
					});
				}
			}
		}
	},
});

const mountsSame = (container: Container, name: string): boolean =>
	container.mounts.some((mount) => sourceOf(container, mount)?.name === name);

/** Does a controller (Stakater's Reloader, Wave) or a checksum have the Pods replaced when the configuration changes? */
function isReplacedOnChange({ place }: Pod): boolean {
	const annotations = [
		valueAt(place.object, "metadata", "annotations"),
		valueAt(place.object, "spec", "template", "metadata", "annotations"),
	];
	return annotations.some(
		(node) =>
			node?.kind === "mapping" &&
			node.entries.some(({ key }) =>
				/reloader|checksum|wave\.pusher\.com|config-?hash/i.test(key.text),
			),
	);
}
