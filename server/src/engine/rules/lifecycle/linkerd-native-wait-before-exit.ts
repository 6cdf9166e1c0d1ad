import { annotationsOf } from "../../kubernetes/annotations";
import {
	injectionsOf,
	LINKERD_NATIVE,
	tagOf,
} from "../../kubernetes/injectors";
import { fixedText } from "../../text/language";
import { removeEntry } from "../../yaml/edit";
import { defineRule } from "../rule";

const found = fixedText({
	en: 'Linkerd\'s injector refuses the two together ("proxy.nativeSidecar and waitBeforeExitSeconds cannot be used simultaneously"): a native sidecar is stopped after the application anyway, so it need not wait.',
	ja: 'Linkerdのインジェクターはこの2つを同時に指定できません("proxy.nativeSidecar and waitBeforeExitSeconds cannot be used simultaneously")。ネイティブサイドカーはアプリケーションより後に停止されるため、待つ必要はありません。',
});
const here = fixedText({
	en: "The proxy becomes a native sidecar here",
	ja: "ここでプロキシがネイティブサイドカーになります",
});
const remove = fixedText({
	en: "Delete the waiting time",
	ja: "待ち時間の指定を削除する",
});

const WAIT =
	/^config\.(?:alpha\.|beta\.)?linkerd\.io\/proxy-wait-before-exit-seconds$/;

export default defineRule({
	id: "linkerd-native-wait-before-exit",
	title: fixedText({
		en: "A waiting time for Linkerd's native sidecar",
		ja: "Linkerdのネイティブサイドカーに待ち時間が指定されている",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars",
	mentions: ["linkerd"],
	checkPod(pod, { report }) {
		const native = tagOf(pod, ...LINKERD_NATIVE);
		if (!native) return;
		const isNative = injectionsOf(pod).some(
			({ system, native }) => system === "Linkerd" && native === true,
		);
		if (!isNative) return;
		for (const { key, value, entry } of annotationsOf(pod).values()) {
			if (!WAIT.test(key) || !/^[1-9]\d*$/.test(value)) continue;
			report({
				at: entry.key,
				message: found,
				related: [{ at: native.entry.key, message: here }],
				fixes: [
					{
						title: remove,
						safety: "review",
						preferred: true,
						edit: () => removeEntry(pod.document, entry),
					},
				],
			});
		}
	},
});
