import { annotationsOf, type Tag } from "../../kubernetes/annotations";
import type { Change } from "../../kubernetes/change";
import { LINKERD_NATIVE } from "../../kubernetes/injectors";
import type { Pod } from "../../kubernetes/pod";
import { fixedText, text } from "../../text/language";
import { renameKey } from "../../yaml/edit";
import { defineRule } from "../rule";

const [STABLE, BETA, ALPHA] = LINKERD_NATIVE;

const unknown = text({
	en: (key: string) =>
		`Linkerd does not know the annotation \`${key}\`, so it decides nothing: before Linkerd 2.20 the proxy stays an ordinary container.`,
	ja: (key) =>
		`Linkerdに \`${key}\` というアノテーションはないため、何の効果もありません。Linkerd 2.20より前では、プロキシは通常のコンテナのままです。`,
});
const deprecated = fixedText({
	en: `Linkerd 2.19 has deprecated this name in favour of \`${BETA}\`.`,
	ja: `この名前はLinkerd 2.19で非推奨になりました。\`${BETA}\` を使います。`,
});
const rename = text({
	en: (key: string, from: string) => `Write \`${key}\` (Linkerd ${from} on)`,
	ja: (key, from) => `\`${key}\` に直す(Linkerd ${from}以降)`,
});

/** Names that people think of. */
const LIKE_IT =
	/^(?:config\.)?(?:(?:alpha|beta)\.)?linkerd\.io\/(?:proxy-)?(?:enable-)?native-sidecars?$/;

export default defineRule({
	id: "linkerd-native-sidecar-annotation",
	title: fixedText({
		en: "The annotation for Linkerd's native sidecar has another name",
		ja: "Linkerdのネイティブサイドカー用アノテーションの名前が違う",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["linkerd"],
	checkPod(pod, { report }) {
		const annotations = annotationsOf(pod);
		if (annotations.size === 0) return;
		const isSet = annotations.has(STABLE) || annotations.has(BETA);
		for (const tag of annotations.values()) {
			const { key, entry } = tag;
			if (key === STABLE || key === BETA || !LIKE_IT.test(key)) continue;
			const isOld = key === ALPHA;
			// Whoever writes both names does so for several versions.
			if (isSet) continue;
			report({
				at: entry.key,
				severity: isOld ? "information" : "warning",
				message: isOld ? deprecated : unknown(key),
				fixes: [
					{ ...renamed(pod, tag, BETA, "2.19"), preferred: true },
					renamed(pod, tag, STABLE, "2.20"),
				],
			});
		}
	},
});

const renamed = (pod: Pod, tag: Tag, key: string, from: string): Change => ({
	title: rename(key, from),
	safety: "review",
	edit: () => renameKey(pod.document, tag.entry, key),
});
