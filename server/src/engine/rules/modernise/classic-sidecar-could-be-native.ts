import { conversionFix } from "../../kubernetes/conversion";
import { isHelper, isLastingHelper } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { ROLE_NAMES } from "../../kubernetes/role";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, role: string, reason: string) =>
		`\`${name}\` (${role}: ${reason}) could be a native sidecar: it would start before the application and be stopped after it.`,
	ja: (name, role, reason) =>
		`\`${name}\`(${role}: ${reason})はネイティブサイドカーにできます。アプリケーションより先に起動し、後に停止されるようになります。`,
});

export default defineRule({
	id: "classic-sidecar-could-be-native",
	title: fixedText({
		en: "A helper in `containers` could be a native sidecar",
		ja: "`containers`のヘルパーはネイティブサイドカーにできる",
	}),
	severity: "hint",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	checkPod(pod, { version, catalog, roleOf, report }) {
		// A Job has worse to hear, and what a controller merges into its own Pods it may place itself.
		if (pod.runsToCompletion || pod.place.origin === "shape") return;
		// The only container is the application, whatever it looks like.
		if (pod.containers.length < 2) return;
		for (const container of pod.containers) {
			if (container.restartPolicy) continue;
			const { role, reason } = roleOf(container);
			if (
				!isHelper(container, catalog) ||
				(role === "helper" && !isLastingHelper(container, catalog))
			)
				continue;
			const fix = conversionFix(container, version, catalog);
			if (!fix) continue;
			report({
				at: container.label,
				message: (language) =>
					found(
						shownName(container),
						ROLE_NAMES[role](language),
						reason(language),
					)(language),
				fixes: [fix],
			});
		}
	},
});
