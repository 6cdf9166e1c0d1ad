import {
	appendArguments,
	isCloudSqlProxy,
	proxyFlag,
} from "../../kubernetes/cloud-sql";
import { type Container, PROBES } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { integerOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { type Node, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const notServed = text({
	en: (name: string, probe: string) =>
		`The \`${probe}\` fails every time: \`${name}\` serves \`/startup\`, \`/liveness\` and \`/readiness\` only with \`--health-check\`.`,
	ja: (name, probe) =>
		`この \`${probe}\` は毎回失敗します。\`${name}\` が \`/startup\`、\`/liveness\`、\`/readiness\` に応答するのは、\`--health-check\` を指定したときだけです。`,
});
const onlyLocal = text({
	en: (name: string, probe: string) =>
		`The \`${probe}\` fails every time: without \`--http-address=0.0.0.0\`, \`${name}\` answers health checks on localhost only, and the kubelet asks at the Pod's address.`,
	ja: (name, probe) =>
		`この \`${probe}\` は毎回失敗します。\`--http-address=0.0.0.0\` がないと \`${name}\` はヘルスチェックにlocalhostでしか応答しませんが、kubeletはPodのアドレスに問い合わせます。`,
});
const add = text({
	en: (flags: string) => `Add ${flags}`,
	ja: (flags) => `${flags} を追加する`,
});

export default defineRule({
	id: "cloud-sql-proxy-health-check",
	title: fixedText({
		en: "A probe asks Cloud SQL Auth Proxy, which does not answer it",
		ja: "Cloud SQL Auth ProxyがProbeに応答しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
	checkPod(pod, { report }) {
		if (pod.document.templated) return;
		for (const container of pod.all) {
			if (!isCloudSqlProxy(container)) continue;
			const asked = askedProbe(container);
			if (!asked) continue;
			const health = proxyFlag(container, "health-check");
			const address = proxyFlag(container, "http-address");
			if (health === "unknown" || address === "unknown") continue;
			const isServed = health !== undefined && health !== "false";
			const isReachable =
				address !== undefined && !/^(?:localhost|127\.)/.test(address);
			if (isServed && isReachable) continue;
			const flags = [
				...(health === undefined ? ["--health-check"] : []),
				...(address === undefined ? ["--http-address=0.0.0.0"] : []),
			];
			report({
				at: asked.at,
				message: (isServed ? onlyLocal : notServed)(
					shownName(container),
					asked.probe,
				),
				fixes: [
					// A flag that is given, with a value that does not help, is somebody's intention.
					health === "false" || (address !== undefined && !isReachable)
						? undefined
						: {
								title: add(flags.map((flag) => `\`${flag}\``).join(", ")),
								safety: "safe",
								preferred: true,
								edit: () => appendArguments(container, flags),
							},
				],
			});
		}
	},
});

/** The first probe that asks the proxy's own health check. */
function askedProbe(
	container: Container,
): { readonly at: Node; readonly probe: string } | undefined {
	for (const probe of PROBES) {
		const http = valueAt(container.field(probe)?.value, "httpGet");
		const path = valueAt(http, "path");
		if (!path || valueAt(http, "host")) continue;
		if (/^\/(?:startup|liveness|readiness)(?:\?|$)/.test(stringOf(path) ?? ""))
			if (asksOwnPort(container, valueAt(http, "port")))
				return { at: path, probe };
	}
	return undefined;
}

function asksOwnPort(container: Container, port: Node | undefined): boolean {
	const name = stringOf(port);
	const number =
		name === undefined
			? integerOf(port)
			: container.ports.find((each) => each.name === name)?.number;
	const told = proxyFlag(container, "http-port");
	return told !== "unknown" && number === Number(told ?? 9090);
}
