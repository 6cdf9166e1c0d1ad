import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";

const onlyAlways = text({
	en: (kind: string) =>
		`A ${kind} keeps its Pods running, so that their \`restartPolicy\` can only be \`Always\`; what shall end is a Job.`,
	ja: (kind) =>
		`${kind}はPodを動かし続けるため、その \`restartPolicy\` は \`Always\` だけです。終わるべき処理にはJobを使います。`,
});
const noDeadline = text({
	en: (kind: string) =>
		`A ${kind} keeps its Pods running: they can have no \`activeDeadlineSeconds\`, which belongs to Jobs and bare Pods.`,
	ja: (kind) =>
		`${kind}はPodを動かし続けるため、\`activeDeadlineSeconds\` は設定できません。これはJobや単独のPodのための設定です。`,
});

/** The Pods of a workload that shall never end: always restarted, and without a deadline. */
export function lastingTemplate(
	answer: Answer,
	template: Place,
	kind: string,
	/** As the server calls it. */
	calledKind = kind,
): void {
	const restartPolicy = template.in("spec", "restartPolicy");
	const { string } = restartPolicy;
	if (string !== undefined && string !== "" && string !== "Always")
		answer.unsupported(restartPolicy, ["Always"], {
			rule: "deployment-restart-policy",
			message: onlyAlways(kind),
			judged: true,
		});
	const deadline = template.in("spec", "activeDeadlineSeconds");
	if (deadline.isSet)
		answer.forbidden(deadline, {
			rule: "template-active-deadline",
			detail: `activeDeadlineSeconds in ${calledKind} is not Supported`,
			message: noDeadline(kind),
			judged: true,
			at: deadline.keyRange,
		});
}
