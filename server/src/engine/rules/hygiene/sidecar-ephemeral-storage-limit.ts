import {
	type EffectiveResources,
	effectiveResources,
} from "../../apiserver/effective";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { scalarOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { entryOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const RESOURCE = "ephemeral-storage";

const found = text({
	en: (name: string, limit: string, total: string | undefined) =>
		`The kubelet does not hold \`${name}\` to its ${limit} of \`${RESOURCE}\`: up to Kubernetes 1.36 it looks at the limits of \`containers\` only.${total === undefined ? "" : ` The Pod is evicted when all containers and volumes together use more than ${total}.`}`,
	ja: (name, limit, total) =>
		`kubeletは、\`${name}\` の \`${RESOURCE}\` の制限 ${limit} を個別には適用しません。Kubernetes 1.36までは \`containers\` の制限しか見ないためです。${total === undefined ? "" : `Podが退避されるのは、すべてのコンテナとボリュームの合計が${total}を超えたときです。`}`,
});

export default defineRule({
	id: "sidecar-ephemeral-storage-limit",
	title: fixedText({
		en: "The ephemeral-storage limit of a native sidecar is not enforced",
		ja: "ネイティブサイドカーのephemeral-storageの制限が適用されない",
	}),
	severity: "information",
	kubernetes: { from: "1.29", until: "1.36" },
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/storage/ephemeral-storage/",
	mentions: ["ephemeral-storage"],
	checkPod(pod, { version, report }) {
		let effective: EffectiveResources | undefined;
		for (const container of pod.initContainers) {
			if (!isNativeSidecar(container, version)) continue;
			const limits = valueAt(container.entry("resources")?.value, "limits");
			if (limits?.kind !== "mapping") continue;
			const entry = entryOf(limits, RESOURCE);
			const limit = scalarOf(entry?.value);
			if (!entry || !limit) continue;
			effective ??= effectiveResources(pod, version);
			const total = effective.limits?.[RESOURCE];
			report({
				at: entry,
				message: found(shownName(container), limit.text, total),
			});
		}
	},
});
