import type { Container } from "../../kubernetes/container";
import { ISTIO_NATIVE, injectionsOf, tagOf } from "../../kubernetes/injectors";
import { exitOnZeroOf } from "../../kubernetes/istio-exit";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { fixedText } from "../../text/language";
import { removeEntry } from "../../yaml/edit";
import { removeItem } from "../../yaml/list-edit";
import { valueAt } from "../../yaml/tree";
import { defineRule, type RuleContext } from "../rule";

const CONFIG = "proxy.istio.io/config";

const holds = fixedText({
	en: "`holdApplicationUntilProxyStarts` has no effect here: the proxy is a native sidecar, and Kubernetes starts the application when the proxy's startup probe has passed.",
	ja: "`holdApplicationUntilProxyStarts` はここでは効果がありません。プロキシはネイティブサイドカーで、Kubernetesはプロキシのstartup Probeが成功してからアプリケーションを起動します。",
});
const exits = fixedText({
	en: "`EXIT_ON_ZERO_ACTIVE_CONNECTIONS` is not needed here: the proxy is a native sidecar, which gets SIGTERM only when the application has ended.",
	ja: "`EXIT_ON_ZERO_ACTIVE_CONNECTIONS` はここでは不要です。プロキシはネイティブサイドカーで、アプリケーションが終了してからSIGTERMを受け取ります。",
});
const remove = fixedText({
	en: "Delete the annotation",
	ja: "アノテーションを削除する",
});

const removeVariable = fixedText({
	en: "Delete `EXIT_ON_ZERO_ACTIVE_CONNECTIONS`",
	ja: "`EXIT_ON_ZERO_ACTIVE_CONNECTIONS` を削除する",
});

const madeNative = fixedText({
	en: "The proxy becomes a native sidecar here",
	ja: "ここでプロキシがネイティブサイドカーになります",
});

const HOLD = /holdApplicationUntilProxyStarts["']?\s*:\s*["']?true/;
const EXIT = /EXIT_ON_ZERO_ACTIVE_CONNECTIONS["']?\s*:\s*["']?true/;
/** Nothing but one of them. */
const ONLY =
	/^\s*\{?\s*(?:["']?holdApplicationUntilProxyStarts["']?\s*:\s*true|["']?proxyMetadata["']?\s*:\s*\{?\s*["']?EXIT_ON_ZERO_ACTIVE_CONNECTIONS["']?\s*:\s*["']?true["']?\s*\}?)\s*\}?\s*$/;

export default defineRule({
	id: "istio-native-sidecar-leftovers",
	title: fixedText({
		en: "A setting for Istio's ordinary proxy beside a native sidecar",
		ja: "Istioのネイティブサイドカーに不要な設定が残っている",
	}),
	severity: "hint",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
	mentions: ["istio"],
	checkPod(pod, { version, report }) {
		checkAnnotation(pod, report);
		for (const container of pod.initContainers)
			if (isNativeSidecar(container, version)) checkProxy(container, report);
	},
});

type Reporter = RuleContext["report"];

/** A proxy that istiod's injector adds. */
function checkAnnotation(pod: Pod, report: Reporter): void {
	const config = tagOf(pod, CONFIG);
	if (!config || config.templated) return;
	const native = tagOf(pod, ISTIO_NATIVE);
	const isNative = injectionsOf(pod).some(
		({ system, native }) => system === "Istio" && native === true,
	);
	if (!native || !isNative) return;
	const message = HOLD.test(config.value)
		? holds
		: EXIT.test(config.value)
			? exits
			: undefined;
	if (!message) return;
	report({
		at: config.entry.key,
		message,
		related: [{ at: native.entry.key, message: madeNative }],
		fixes: [
			ONLY.test(config.value)
				? {
						title: remove,
						safety: "review",
						preferred: true,
						edit: () => removeEntry(pod.document, config.entry),
					}
				: undefined,
		],
	});
}

/** A proxy that is written in the file, such as an injected one that was saved. */
function checkProxy(container: Container, report: Reporter): void {
	const { document } = container.pod;
	const env = container.field("env");
	const item = exitOnZeroOf(container);
	if (!env || !item) return;
	report({
		at: valueAt(item.value, "name") ?? item,
		message: exits,
		fixes: [
			{
				title: removeVariable,
				safety: "review",
				preferred: true,
				edit: () =>
					item.parent.items.length > 1
						? removeItem(document, item)
						: removeEntry(document, env),
			},
		],
	});
}
