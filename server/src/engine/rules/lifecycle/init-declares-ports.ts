import type { Container } from "../../kubernetes/container";
import { restartAlways } from "../../kubernetes/conversion-edit";
import { shownName } from "../../kubernetes/naming";
import { programOf, runsForever } from "../../kubernetes/program";
import { likelyServerOf } from "../../kubernetes/servers";
import { isNull } from "../../kubernetes/values";
import { removeField } from "../../kubernetes/verbs";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const ends = text({
	en: (name: string) =>
		`Nobody reaches these ports: the init container \`${name}\` has ended before the Pod is ready and a Service sends traffic to it.`,
	ja: (name) =>
		`これらのポートには接続できません。PodがReadyになりServiceがトラフィックを送る時点で、Initコンテナ \`${name}\` はすでに終了しています。`,
});
const serves = text({
	en: (name: string) =>
		`\`${name}\` declares ports, but is an ordinary init container: if it goes on serving, the Pod stays in \`Init\`; if it ends, nobody reaches them. A sidecar has \`restartPolicy: Always\`.`,
	ja: (name) =>
		`\`${name}\` にはポートが宣言されていますが、通常のInitコンテナです。動き続けるならPodは \`Init\` のままになり、終了するならこれらのポートには接続できません。サイドカーには \`restartPolicy: Always\` を設定します。`,
});

const always = fixedText({
	en: "Set `restartPolicy: Always`",
	ja: "`restartPolicy: Always` を設定",
});
const remove = fixedText({
	en: "Remove the `ports` of the init container",
	ja: "Initコンテナの `ports` を削除",
});

export default defineRule({
	id: "init-declares-ports",
	title: fixedText({
		en: "An init container declares ports that nobody reaches",
		ja: "接続できないポートがInitコンテナに宣言されている",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
	mentions: ["initContainers", "ports"],
	checkPod(pod, { version, report }) {
		if (pod.partial || pod.document.templated) return;
		for (const container of pod.initContainers) {
			const entry = container.entry("ports");
			if (
				!entry ||
				container.ports.length === 0 ||
				container.restartPolicy ||
				container.ports.some(
					({ node }) => !isNull(valueAt(node, "hostPort")),
				) ||
				neverEnds(container)
			)
				continue;
			// With the program of its image and ports, it may well be a server.
			const isTold = container.field("command") ?? container.field("args");
			const mayServe = !isTold && atLeast(version, "1.29");
			report({
				at: entry.key,
				message: (mayServe ? serves : ends)(shownName(container)),
				fixes: [
					mayServe
						? {
								title: always,
								safety: "review",
								preferred: true,
								edit: () => restartAlways(container),
							}
						: undefined,
					{
						title: remove,
						safety: "review",
						preferred: !mayServe,
						edit: () => removeField(container, entry),
					},
				],
			});
		}
	},
});

/** Another rule speaks of it: it lacks a restartPolicy, and then its ports are right. */
const neverEnds = (container: Container): boolean =>
	runsForever(programOf(container)) || likelyServerOf(container) !== undefined;
