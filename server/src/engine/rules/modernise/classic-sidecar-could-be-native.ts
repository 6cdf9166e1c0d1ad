import { companionsOf } from "../../kubernetes/classic-sidecars";
import { shownName } from "../../kubernetes/naming";
import { ROLE_NAMES } from "../../kubernetes/role";
import { fixedText, text } from "../../text/language";
import { conversionFix } from "../conversion-mends";
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
		for (const container of companionsOf(pod, catalog)) {
			const { role, reason } = roleOf(container);
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
