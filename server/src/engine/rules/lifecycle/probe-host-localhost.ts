import { type Container, PROBES } from "../../kubernetes/container";
import { booleanOf, isNull, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { removeEntry } from "../../yaml/edit";
import { type Entry, entryOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const probes = text({
	en: (host: string, probe: string) =>
		`The \`${probe}\` does not reach this container: the kubelet asks from the node, where \`${host}\` is the node itself. Without \`host\` it asks at the Pod's address.`,
	ja: (host, probe) =>
		`この \`${probe}\` はコンテナに届きません。問い合わせるのはノード上のkubeletなので、\`${host}\` はノード自身を指します。\`host\` を省略すると、Podのアドレスに問い合わせます。`,
});
const hooks = text({
	en: (host: string, hook: string) =>
		`The \`${hook}\` hook does not reach this container: the kubelet calls from the node, where \`${host}\` is the node itself. Without \`host\` it calls the Pod's address.`,
	ja: (host, hook) =>
		`この \`${hook}\` フックはコンテナに届きません。呼び出すのはノード上のkubeletなので、\`${host}\` はノード自身を指します。\`host\` を省略すると、Podのアドレスを呼び出します。`,
});
const remove = fixedText({
	en: "Delete `host`",
	ja: "`host` を削除する",
});

const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$/i;
const HANDLERS = ["httpGet", "tcpSocket"] as const;

export default defineRule({
	id: "probe-host-localhost",
	title: fixedText({
		en: "A probe asks the node instead of the container",
		ja: "Probeがコンテナではなくノードに問い合わせている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes",
	mentions: ["host"],
	checkPod(pod, { report }) {
		// With the host's network the node's localhost is the Pod's too.
		const network = pod.entry("hostNetwork")?.value;
		if (!isNull(network) && booleanOf(network) !== false) return;
		for (const container of pod.all)
			for (const { host, name, isProbe } of hostsOf(container)) {
				const address = stringOf(host.value) ?? "";
				if (!LOCAL.test(address)) continue;
				report({
					at: host.value ?? host.key,
					message: (isProbe ? probes : hooks)(address, name),
					fixes: [
						{
							title: remove,
							safety: "review",
							preferred: true,
							edit: () => removeEntry(pod.document, host),
						},
					],
				});
			}
	},
});

interface Asked {
	readonly host: Entry;
	/** The probe or hook. */
	readonly name: string;
	readonly isProbe: boolean;
}

function hostsOf(container: Container): readonly Asked[] {
	const lifecycle = container.field("lifecycle")?.value;
	return [
		...PROBES.map((name) => ({
			name,
			node: container.field(name)?.value,
			isProbe: true,
		})),
		...(lifecycle
			? ["postStart", "preStop"].map((name) => ({
					name,
					node: valueAt(lifecycle, name),
					isProbe: false,
				}))
			: []),
	].flatMap(({ name, node, isProbe }) =>
		node
			? HANDLERS.flatMap((handler): Asked[] => {
					const action = valueAt(node, handler);
					const host =
						action?.kind === "mapping" ? entryOf(action, "host") : undefined;
					return host ? [{ host, name, isProbe }] : [];
				})
			: [],
	);
}
