import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { earlyNeed, mayGoBefore } from "../../kubernetes/start-needs";
import { fixedText, text } from "../../text/language";
import { moveItem } from "../../yaml/move-item";
import { andThen, fateOfNeed } from "../early-need";
import { defineRule } from "../rule";

const advice = text({
	en: (provider: string) => `\`${provider}\` has to stand before it.`,
	ja: (provider) => `\`${provider}\` をこの前に置く必要があります。`,
});
const starts = text({
	en: (provider: string) => `\`${provider}\` starts only here`,
	ja: (provider) => `\`${provider}\` が起動するのはここ`,
});
const move = text({
	en: (provider: string, init: string) =>
		`Move \`${provider}\` before \`${init}\``,
	ja: (provider, init) => `\`${provider}\` を \`${init}\` の前に移動`,
});

export default defineRule({
	id: "sidecar-after-dependent-init",
	title: fixedText({
		en: "A native sidecar stands behind the init container that needs it",
		ja: "ネイティブサイドカーが、それを必要とするInitコンテナより後にある",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, report }) {
		for (const init of pod.initContainers) {
			const need = earlyNeed(init, catalog);
			if (!need || !isNativeSidecar(need.provider, version)) continue;
			const { provider } = need;
			const name = shownName(provider);
			const passed = pod.initContainers.filter(
				({ index }) => index >= init.index && index < provider.index,
			);
			report({
				at: init.label,
				message: andThen(fateOfNeed(init, need), advice(name)),
				related: [{ at: provider.label, message: starts(name) }],
				fixes: [
					{
						title: move(name, shownName(init)),
						safety: "review",
						preferred: true,
						edit: () =>
							mayGoBefore(provider, passed, catalog)
								? moveItem(pod.document, provider.item, init.item)
								: undefined,
					},
				],
			});
		}
	},
});
