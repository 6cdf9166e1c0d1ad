import type { Container } from "../kubernetes/container";
import { restartAlways } from "../kubernetes/conversion";
import { servesSomething } from "../kubernetes/network";
import type { Pod } from "../kubernetes/pod";
import { programOf, runsForever } from "../kubernetes/program";
import {
	isNativeSidecar,
	restartPolicyValue,
} from "../kubernetes/restart-policy";
import { removeField } from "../kubernetes/verbs";
import { atLeast, type Version } from "../kubernetes/versions";
import { fixedText, text } from "../text/language";
import type { RuleContext } from "./rule";

const found = text({
	en: (field: string, quoted: string) =>
		`An ordinary init container runs to its end and may not have \`${field}\`; only a native sidecar (\`restartPolicy: Always\`) may. (Forbidden: ${quoted})`,
	ja: (field, quoted) =>
		`通常のInitコンテナは完了まで実行されるもので、\`${field}\` は設定できません。設定できるのはネイティブサイドカー(\`restartPolicy: Always\`)だけです。(Forbidden: ${quoted})`,
});

const makeNative = fixedText({
	en: "Make it a native sidecar: add `restartPolicy: Always`",
	ja: "ネイティブサイドカーにする(`restartPolicy: Always` を追加)",
});
const remove = text({
	en: (field: string) => `Remove \`${field}\``,
	ja: (field) => `\`${field}\` を削除`,
});

/** Reports fields that Kubernetes allows on native sidecars but on no other init container. */
export function reportForbiddenOnInit(
	pod: Pod,
	fields: readonly string[],
	{ version, report }: RuleContext,
): void {
	const quoted = atLeast(version, "1.28")
		? "may not be set for init containers without restartPolicy=Always"
		: "may not be set for init containers";
	for (const container of pod.initContainers) {
		if (
			isNativeSidecar(container, version) ||
			isAnothersBusiness(container, version)
		)
			continue;
		for (const field of fields) {
			const entry = container.field(field);
			if (!entry) continue;
			report({
				at: entry.key,
				message: found(field, quoted),
				fixes: [
					atLeast(version, "1.29")
						? {
								title: makeNative,
								safety: "review",
								preferred: isLongRunning(container),
								edit: () => restartAlways(container),
							}
						: undefined,
					{
						title: remove(field),
						safety: "review",
						edit: () => removeField(container, entry),
					},
				],
			});
		}
	}
}

/** Its restartPolicy is not known yet, or is what is wrong, as another rule says. */
function isAnothersBusiness(container: Container, version: Version): boolean {
	const entry = container.restartPolicy;
	const written = container.restartPolicyText;
	if (!entry) return false;
	return (
		written === undefined ||
		!atLeast(version, "1.28") ||
		(written !== "Always" && restartPolicyValue(written) === "Always")
	);
}

const isLongRunning = (container: Container): boolean =>
	runsForever(programOf(container)) || servesSomething(container);
