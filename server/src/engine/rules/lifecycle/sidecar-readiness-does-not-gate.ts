import { shownName } from "../../kubernetes/naming";
import {
	cannotGate,
	gateFixes,
	impatientCaller,
	isUngatedServer,
} from "../../kubernetes/start-gate";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, dependent: string) =>
		`\`${dependent}\` calls \`${name}\` but starts before this probe has succeeded: a \`readinessProbe\` only keeps the Pod out of Services. The same check as a \`startupProbe\` holds \`${dependent}\` back.`,
	ja: (name, dependent) =>
		`\`${dependent}\` は \`${name}\` に接続しますが、このProbeの成功を待たずに起動します。\`readinessProbe\` はPodをServiceの宛先から外すだけです。同じ確認を \`startupProbe\` に設定すると、\`${dependent}\` の起動を待たせられます。`,
});

const here = text({
	en: (name: string) => `\`${name}\` calls it`,
	ja: (name) => `\`${name}\` が接続している箇所`,
});

export default defineRule({
	id: "sidecar-readiness-does-not-gate",
	title: fixedText({
		en: "A native sidecar's readinessProbe is taken for a gate",
		ja: "ネイティブサイドカーのreadinessProbeでは後続のコンテナは待たない",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	mentions: ["initContainers", "readinessProbe"],
	checkPod(pod, { version, catalog, report }) {
		for (const container of pod.initContainers) {
			const probe = container.field("readinessProbe");
			if (!probe || !isUngatedServer(container, version)) continue;
			// The same check would hold the others back for ever.
			if (cannotGate(container)) continue;
			const dependent = impatientCaller(container, catalog);
			if (!dependent) continue;
			const caller = shownName(dependent);
			report({
				// A probe that comes with a merge key stands elsewhere.
				at: probe.parent === container.node ? probe.key : container.label,
				message: found(shownName(container), caller),
				related: [{ at: dependent.label, message: here(caller) }],
				fixes: gateFixes(container),
			});
		}
	},
});
