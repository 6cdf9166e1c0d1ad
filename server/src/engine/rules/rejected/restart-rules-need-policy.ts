import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { firstOf, insertEntryAfter } from "../../yaml/edit";
import { serverRule } from "../server-rule";

const never = fixedText({
	en: "Add `restartPolicy: Never`: only what the rules name is restarted",
	ja: "`restartPolicy: Never` を追加(再起動するのはルールに当てはまる場合だけ)",
});

function addPolicy(policy: Place, document: Document): Change | undefined {
	const container = policy.parent?.mapping;
	if (!container || policy.isWritten) return undefined;
	return {
		title: never,
		safety: "review",
		preferred: true,
		edit: () => {
			const neighbour = firstOf(container, "image", "name");
			return (
				neighbour &&
				insertEntryAfter(document, neighbour, "restartPolicy", "Never")
			);
		},
	};
}

export default serverRule({
	id: "restart-rules-need-policy",
	title: fixedText({
		en: "restartPolicyRules without a restartPolicy of the container",
		ja: "コンテナのrestartPolicyがないのにrestartPolicyRulesがある",
	}),
	kubernetes: { from: "1.35" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
	fixes: ({ place }, document) => [addPolicy(place, document)],
});
