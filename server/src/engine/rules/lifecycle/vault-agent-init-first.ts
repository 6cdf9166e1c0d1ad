import { annotationsOf, setAnnotation } from "../../kubernetes/annotations";
import type { Container } from "../../kubernetes/container";
import { tagOf, VAULT } from "../../kubernetes/injectors";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText, text } from "../../text/language";
import type { Scalar } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, path: string) =>
		`\`${name}\` runs before the secrets are there: the injector puts \`vault-agent-init\`, which writes \`${path}\`, behind all other init containers unless \`agent-init-first\` is set.`,
	ja: (name, path) =>
		`\`${name}\` はシークレットが用意される前に実行されます。\`${path}\` に書き込む \`vault-agent-init\` は、\`agent-init-first\` を指定しないかぎり、ほかのすべてのInitコンテナの後ろに追加されます。`,
});
const here = text({
	en: (path: string) => `\`${path}\` is read here`,
	ja: (path) => `\`${path}\` を読む箇所`,
});
const first = fixedText({
	en: "Let Vault Agent's init container run first",
	ja: "Vault AgentのInitコンテナを最初に実行する",
});

export default defineRule({
	id: "vault-agent-init-first",
	title: fixedText({
		en: "An init container reads Vault's secrets before they are there",
		ja: "InitコンテナがVaultのシークレットを用意される前に読んでいる",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
	mentions: ["vault"],
	checkPod(pod, { version, report }) {
		if (pod.initContainers.length === 0 || pod.partial) return;
		const inject = tagOf(pod, `${VAULT}agent-inject`);
		if (inject?.value !== "true" || isOn(pod, "agent-init-first")) return;
		const prepares = annotationsOf(pod).get(`${VAULT}agent-pre-populate`);
		if (prepares && prepares.value !== "true") return;
		if (pod.initContainers.some(({ name }) => name === "vault-agent-init"))
			return;
		const paths = secretPaths(pod);
		for (const container of pod.initContainers) {
			if (isNativeSidecar(container, version)) continue;
			const reading = readsAt(container, paths);
			if (!reading) continue;
			report({
				at: container.label,
				message: found(shownName(container), reading.path),
				related: [{ at: reading.at, message: here(reading.path) }],
				fixes: [
					{
						title: first,
						safety: "review",
						preferred: true,
						edit: () =>
							setAnnotation(pod, inject, `${VAULT}agent-init-first`, "true"),
					},
				],
			});
		}
	},
});

/** Is a switch on, or not known? */
function isOn(pod: Pod, name: string): boolean {
	const tag = annotationsOf(pod).get(`${VAULT}${name}`);
	return tag !== undefined && (tag.templated || tag.value === "true");
}

/** Directories in which the agent writes secrets. */
function secretPaths(pod: Pod): readonly string[] {
	const chosen = [...annotationsOf(pod).values()].flatMap(({ key, value }) =>
		key.startsWith(`${VAULT}secret-volume-path`) && value.startsWith("/")
			? [value.replace(/\/+$/, "")]
			: [],
	);
	return ["/vault/secrets", ...chosen.filter((path) => path !== "")];
}

function readsAt(
	container: Container,
	paths: readonly string[],
): { readonly at: Scalar; readonly path: string } | undefined {
	const texts = [
		...(container.words("command") ?? []),
		...(container.words("args") ?? []),
		...container.environment.map(({ value }) => value),
	];
	for (const at of texts)
		for (const path of paths)
			if (at.text.includes(`${path}/`)) return { at, path };
	return undefined;
}
