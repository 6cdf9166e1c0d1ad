import type { Container } from "../../kubernetes/container";
import { PROBES } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { programOf } from "../../kubernetes/program";
import { RECOGNISED } from "../../kubernetes/role";
import { booleanOf, integerOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { type Scalar, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`\`${name}\` listens on all addresses: every Pod of the cluster that reaches this one can use it, with its credentials. Containers of the same Pod need only \`127.0.0.1\`.`,
	ja: (name) =>
		`\`${name}\` はすべてのアドレスで待ち受けるため、このPodに到達できるクラスター内のすべてのPodが、その認証情報で利用できます。同じPodのコンテナから使うだけなら \`127.0.0.1\` で十分です。`,
});
const bindLocally = fixedText({
	en: "Listen on `127.0.0.1` only",
	ja: "`127.0.0.1` だけで待ち受ける",
});

/** A flag that says where the proxy listens for its callers; not where it serves metrics or health checks. */
const FLAG =
	/^-{1,2}(?:(?:proxy-|listen(?:ing)?-|bind-)?(?:addr(?:ess)?|host)|listen|bind)=/;
/** `-instances=…=tcp:0.0.0.0:5432` of the first generation of Cloud SQL's proxy. */
const INSTANCE = /=tcp:0\.0\.0\.0:/;
const ANY = /(?<![\d.])0\.0\.0\.0(?![\d.])/;

export default defineRule({
	id: "ambassador-bind-all",
	title: fixedText({
		en: "An ambassador can be used by other Pods",
		ja: "AmbassadorをほかのPodからも利用できる",
	}),
	severity: "information",
	strict: true,
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
	checkPod(pod, { roleOf, report }) {
		if (pod.partial || pod.containers.length + pod.initContainers.length < 2)
			return;
		if (booleanOf(pod.entry("hostNetwork")?.value)) return;
		for (const container of pod.all) {
			const word = bindsAll(container);
			// Who declares a port means others to call it; who has it probed needs the Pod's address.
			if (!word || container.field("ports")) continue;
			const { role, confidence } = roleOf(container);
			if (role !== "ambassador" || confidence < RECOGNISED) continue;
			report({
				at: word,
				message: found(shownName(container)),
				fixes: [
					isProbed(container)
						? undefined
						: {
								title: bindLocally,
								safety: "review",
								preferred: true,
								edit: () =>
									replaceScalar(word, word.text.replace(ANY, "127.0.0.1")),
							},
				],
			});
		}
	},
});

function bindsAll(container: Container): Scalar | undefined {
	const { script, words } = programOf(container);
	if (script) return undefined;
	return words?.find(
		({ text }) => ANY.test(text) && (FLAG.test(text) || INSTANCE.test(text)),
	);
}

/** Does the kubelet ask the container at the Pod's address? */
const isProbed = (container: Container): boolean =>
	PROBES.some((probe) =>
		["httpGet", "tcpSocket", "grpc"].some((handler) => {
			const port = valueAt(container.field(probe)?.value, handler, "port");
			return (integerOf(port) ?? stringOf(port)) !== undefined;
		}),
	);
