import { setAnnotation } from "../../kubernetes/annotations";
import type { Container } from "../../kubernetes/container";
import {
	ISTIO_NATIVE,
	injectionsOf,
	isClassic,
	tagOf,
} from "../../kubernetes/injectors";
import { shownName } from "../../kubernetes/naming";
import { programOf } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { integerOf } from "../../kubernetes/values";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, host: string) =>
		`\`${name}\` calls \`${host}\` before \`istio-proxy\` runs, which is an ordinary container here: the call goes out without mTLS, and with Istio's CNI plug-in it fails.`,
	ja: (name, host) =>
		`\`${name}\` は \`istio-proxy\` の起動前に \`${host}\` に接続します。プロキシは通常のコンテナとして追加されるため、この通信はmTLSなしになり、IstioのCNIプラグインを使う環境では失敗します。`,
});
const here = fixedText({
	en: "The proxy becomes an ordinary container here",
	ja: "ここでプロキシが通常のコンテナになります",
});
const makeNative = fixedText({
	en: "Let the proxy be a native sidecar",
	ja: "プロキシをネイティブサイドカーにする",
});

/** Annotations with which somebody has thought of it. */
const EXCLUDED = [
	"traffic.sidecar.istio.io/excludeOutboundPorts",
	"traffic.sidecar.istio.io/excludeOutboundIPRanges",
	"traffic.sidecar.istio.io/includeOutboundIPRanges",
	"traffic.sidecar.istio.io/includeOutboundPorts",
	"sidecar.istio.io/interceptionMode",
] as const;

/** A call to another host, in the words of a command. */
const CALL =
	/(?:https?|grpc|tcp|postgres(?:ql)?|mysql|redis|amqp):\/\/(?:[^\s@/"']*@)?([a-z][\w.-]+)|\bnc\s+(?:-\w+\s+)*([a-z][\w.-]+)\s+\d+|\b(?:psql|pg_isready|pg_dump|mysql|mysqladmin|redis-cli)\b[^;&|\n]*?\s(?:-h|--host)[= ]?([a-z][\w.-]+)/i;

export default defineRule({
	id: "istio-init-without-proxy",
	title: fixedText({
		en: "An init container calls out before Istio's proxy runs",
		ja: "InitコンテナがIstioのプロキシより先に通信している",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
	mentions: ["initContainers", "istio"],
	checkPod(pod, { version, report }) {
		if (pod.initContainers.length === 0 || pod.partial) return;
		const injection = injectionsOf(pod).find(
			({ system }) => system === "Istio",
		);
		if (!injection || !isClassic(injection, version)) return;
		if (tagOf(pod, ...EXCLUDED)) return;
		const native = tagOf(pod, ISTIO_NATIVE);
		for (const container of pod.initContainers) {
			if (isNativeSidecar(container, version) || isProxyUser(container))
				continue;
			const host = calledHost(container);
			if (host === undefined) continue;
			report({
				at: container.label,
				message: found(shownName(container), host),
				related: native ? [{ at: native.entry.key, message: here }] : [],
				fixes: [
					native && atLeast(version, "1.29")
						? {
								title: makeNative,
								safety: "review",
								preferred: true,
								edit: () => setAnnotation(pod, native, ISTIO_NATIVE, "true"),
							}
						: undefined,
				],
			});
		}
	},
});

/** Does it run as the proxy's user, whose traffic is not redirected? */
const isProxyUser = (container: Container): boolean =>
	integerOf(valueAt(container.entry("securityContext")?.value, "runAsUser")) ===
	1337;

function calledHost(container: Container): string | undefined {
	const { script, words } = programOf(container);
	const line = script?.text ?? (words ?? []).map(({ text }) => text).join(" ");
	const match = CALL.exec(line.slice(0, 20_000));
	const host = match?.[1] ?? match?.[2] ?? match?.[3];
	return host === undefined || /^(?:localhost|127\.)/.test(host)
		? undefined
		: host;
}
