import { serverAnswer } from "../../apiserver/answers";
import { fixedText, text } from "../../text/language";
import { entryOf } from "../../yaml/tree";
import { defineRule } from "../rule";

const unchecked = text({
	en: (version: string, count: number) =>
		`Kubernetes ${version} does not look into the Pods of a StatefulSet: it takes this one, and then fails to create its Pods, as ${count === 1 ? "there is a mistake" : `there are ${count} mistakes`} in them. \`kubectl describe\` shows it as an event.`,
	ja: (version, count) =>
		`Kubernetes ${version}はStatefulSetのPodの内容を検証しません。このStatefulSetは受け付けられますが、Podに${count}個の誤りがあるため、Podの作成に失敗します。失敗は \`kubectl describe\` のイベントに現れます。`,
});
const first = fixedText({
	en: "The first mistake",
	ja: "最初の誤り",
});

export default defineRule({
	id: "statefulset-template-unchecked",
	title: fixedText({
		en: "A StatefulSet is accepted although its Pods will be rejected",
		ja: "Podが拒否されるのにStatefulSetは受け付けられる",
	}),
	severity: "information",
	kubernetes: { until: "1.33" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
	mentions: ["StatefulSet"],
	checkPod(pod, { report, version }) {
		const { object } = pod.place;
		const kind = entryOf(object, "kind");
		if (pod.kind !== "StatefulSet" || !kind) return;
		const mistakes = [...serverAnswer(pod.document, version).errors.values()]
			.flat()
			.filter(
				({ unseen, at }) =>
					unseen && at.start >= object.start && at.end <= object.end,
			)
			.sort((one, other) => one.at.start - other.at.start);
		const [earliest] = mistakes;
		if (!earliest) return;
		report({
			at: kind.value ?? kind.key,
			message: unchecked(version, mistakes.length),
			related: [{ at: earliest.at, message: first }],
		});
	},
});
