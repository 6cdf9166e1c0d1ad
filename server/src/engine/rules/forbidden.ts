import type { Container } from "../kubernetes/container";
import { restartAlways } from "../kubernetes/conversion-edit";
import { servesSomething } from "../kubernetes/network";
import type { Pod } from "../kubernetes/pod";
import { programOf, runsForever } from "../kubernetes/program";
import {
	isNativeSidecar,
	restartPolicyFate,
	restartPolicyValue,
} from "../kubernetes/restart-policy";
import { removeField } from "../kubernetes/verbs";
import { atLeast, type Version } from "../kubernetes/versions";
import { fixedText, text } from "../text/language";
import type { RuleContext } from "./rule";

const found = text({
	en: (field: string) =>
		`An ordinary init container runs to its end and may not have \`${field}\`; only a native sidecar (\`restartPolicy: Always\`) may.`,
	ja: (field) =>
		`通常のInitコンテナは完了まで実行されるもので、\`${field}\` は設定できません。設定できるのはネイティブサイドカー(\`restartPolicy: Always\`)だけです。`,
});

const droppedFirst = text({
	en: (field: string) =>
		`Kubernetes 1.28 drops \`restartPolicy: Always\` before it looks, so that \`${field}\` stands on an ordinary init container: native sidecars need 1.29.`,
	ja: (field) =>
		`Kubernetes 1.28は先に \`restartPolicy: Always\` を取り除くため、\`${field}\` は通常のInitコンテナに設定されたものとみなされます。ネイティブサイドカーには1.29以降が必要です。`,
});

const makeNative = fixedText({
	en: "Make it a native sidecar: set `restartPolicy: Always`",
	ja: "ネイティブサイドカーにする(`restartPolicy: Always` を設定)",
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
		// One without an image is a part, such as a patch; the rest of it may say `restartPolicy: Always`.
		if (!container.field("image")) continue;
		if (
			isNativeSidecar(container, version) ||
			isAnothersBusiness(container, version)
		)
			continue;
		for (const field of fields) {
			const entry = container.field(field);
			if (!entry) continue;
			const native = atLeast(version, "1.29")
				? ({
						title: makeNative,
						safety: "review",
						edit: () => restartAlways(container),
					} as const)
				: undefined;
			const removal = {
				title: remove(field),
				safety: "review",
				edit: () => removeField(container, entry),
			} as const;
			const message =
				container.restartPolicyText === "Always" ? droppedFirst : found;
			report({
				at: entry.key,
				message: message(field),
				quote: `${container.path}.${field}: Forbidden: ${quoted}`,
				fixes: isLongRunning(container)
					? [native && { ...native, preferred: true }, removal]
					: [removal, native],
			});
		}
	}
}

/** Its restartPolicy is not known yet, or is what is wrong, as another rule says. */
function isAnothersBusiness(container: Container, version: Version): boolean {
	const entry = container.restartPolicy;
	const written = container.restartPolicyText;
	if (!entry) return false;
	if (written === undefined || !atLeast(version, "1.28")) return true;
	// Where a misspelt value is silently dropped, its probes are what the server complains of.
	return (
		restartPolicyValue(written) === "Always" &&
		restartPolicyFate(container, written, version) === "unsupported-value"
	);
}

const isLongRunning = (container: Container): boolean =>
	runsForever(programOf(container)) || servesSomething(container);
