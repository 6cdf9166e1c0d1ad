import { mayStartBefore } from "../../kubernetes/classic-sidecars";
import { shownName } from "../../kubernetes/naming";
import { earlyNeed } from "../../kubernetes/start-needs";
import { fixedText, text } from "../../text/language";
import { conversionFix } from "../conversion-mends";
import { andThen, fateOfNeed } from "../early-need";
import { defineRule } from "../rule";

const advice = text({
	en: (provider: string) =>
		`As a native sidecar, \`${provider}\` would run before it.`,
	ja: (provider) =>
		`\`${provider}\` をネイティブサイドカーにすると、先に起動します。`,
});
const starts = text({
	en: (provider: string) =>
		`\`${provider}\` starts only when all init containers have ended`,
	ja: (provider) =>
		`\`${provider}\` が起動するのはすべてのInitコンテナの終了後`,
});

export default defineRule({
	id: "classic-sidecar-needed-by-init",
	title: fixedText({
		en: "An init container needs a container of `containers`, which starts later",
		ja: "Initコンテナが、後から起動する`containers`のコンテナを必要としている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, report }) {
		for (const init of pod.initContainers) {
			const need = earlyNeed(init, catalog);
			if (need?.provider.list !== "containers") continue;
			const { provider } = need;
			const fix = mayStartBefore(provider, catalog)
				? conversionFix(provider, version, catalog)
				: undefined;
			const fate = fateOfNeed(init, need);
			report({
				at: init.label,
				message: fix ? andThen(fate, advice(shownName(provider))) : fate,
				related: [{ at: provider.label, message: starts(shownName(provider)) }],
				fixes: [fix],
			});
		}
	},
});
