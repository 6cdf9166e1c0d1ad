import type { Place } from "../../apiserver/place";
import { specOf } from "../../apiserver/relations/around";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { firstOf, insertEntryAfter } from "../../yaml/edit";
import { serverRule } from "../server-rule";

/** What the application has to end in, behind the sleep: as much as Kubernetes gives it when nothing is written. */
const REST = 30;

const raise = text({
	en: (seconds: number) =>
		`Set \`terminationGracePeriodSeconds: ${seconds}\`: the sleep, and ${REST} s to end`,
	ja: (seconds) =>
		`\`terminationGracePeriodSeconds: ${seconds}\` にする(sleepと、終了のための${REST}秒)`,
});

function moreGrace(seconds: Place, document: Document): Change | undefined {
	const spec = specOf(seconds);
	const sleep = seconds.integer;
	if (!spec?.mapping || sleep === undefined || sleep < 0) return undefined;
	const { mapping } = spec;
	const grace = spec.at("terminationGracePeriodSeconds");
	const { node } = grace;
	return {
		title: raise(sleep + REST),
		safety: "review",
		preferred: true,
		edit: () => {
			if (node?.kind === "scalar" && node.end > node.start)
				return [{ start: node.start, end: node.end, text: `${sleep + REST}` }];
			const neighbour = firstOf(mapping, "restartPolicy", "containers");
			return neighbour && !grace.isWritten
				? insertEntryAfter(
						document,
						neighbour,
						"terminationGracePeriodSeconds",
						`${sleep + REST}`,
					)
				: undefined;
		},
	};
}

export default serverRule({
	id: "sleep-exceeds-grace",
	title: fixedText({
		en: "A hook sleeps longer than the Pod has to end",
		ja: "フックのsleepがPodの終了猶予期間より長い",
	}),
	kubernetes: { from: "1.30" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
	fixes: ({ place }, document) => [moreGrace(place, document)],
});
