import { mappingsOf } from "../../kubernetes/container";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { integerOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { insertEntryAfter } from "../../yaml/edit";
import { entryOf, itemsOf, type Mapping, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const matches = text({
	en: (sidecar: string, code: number) =>
		`Without \`containerName\` this rule also looks at the sidecar \`${sidecar}\`: when it is stopped by a signal it ends with ${code}, which matches, whatever the application did.`,
	ja: (sidecar, code) =>
		`\`containerName\` がないため、このルールはサイドカー \`${sidecar}\` の終了コードも調べます。シグナルで停止したサイドカーの終了コード${code}は、アプリケーションの結果に関係なくこのルールに一致します。`,
});
const name = text({
	en: (container: string) => `Add \`containerName: ${container}\``,
	ja: (container) => `\`containerName: ${container}\` を追加`,
});

/** What a process ends with that SIGTERM or SIGKILL has stopped. */
const STOPPED = [143, 137];

export default defineRule({
	id: "job-failure-policy-sidecar-match",
	title: fixedText({
		en: "A podFailurePolicy can take the end of a sidecar for that of the application",
		ja: "podFailurePolicyがサイドカーの終了をアプリケーションの終了と取り違える",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy",
	mentions: ["podFailurePolicy"],
	checkPod(pod, { report, version }) {
		const sidecar = pod.initContainers.find((container) =>
			isNativeSidecar(container, version),
		);
		if (!sidecar?.name) return;
		for (const exitCodes of exitCodeRules(pod)) {
			if (entryOf(exitCodes, "containerName")) continue;
			const code = stoppedCode(exitCodes);
			if (code === undefined) continue;
			const operator = entryOf(exitCodes, "operator");
			const [app, ...others] = pod.containers;
			const container = others.length === 0 ? app?.name : undefined;
			report({
				at: holderOf(exitCodes) ?? exitCodes,
				message: matches(sidecar.name, code),
				fixes: [
					operator && operator.parent === exitCodes && container !== undefined
						? {
								title: name(container),
								safety: "review",
								preferred: true,
								edit: () =>
									insertEntryAfter(
										pod.document,
										operator,
										"containerName",
										container,
									),
							}
						: undefined,
				],
			});
		}
	},
});

/** The conditions on exit codes in the rules of the Job. */
function exitCodeRules({ kind, place }: Pod): readonly Mapping[] {
	const path =
		kind === "CronJob"
			? ["spec", "jobTemplate", "spec"]
			: kind === "Job"
				? ["spec"]
				: undefined;
	if (!path) return [];
	const rules = valueAt(place.object, ...path, "podFailurePolicy", "rules");
	return mappingsOf(rules).flatMap((rule) => {
		const exitCodes = valueAt(rule, "onExitCodes");
		return exitCodes?.kind === "mapping" ? [exitCodes] : [];
	});
}

/** The code of a stopped process that a condition matches; nothing when it matches none, or is not known. */
function stoppedCode(exitCodes: Mapping): number | undefined {
	const operator = stringOf(valueAt(exitCodes, "operator"));
	const values = itemsOf(valueAt(exitCodes, "values")).map(({ value }) =>
		integerOf(value),
	);
	if (values.length === 0 || values.includes(undefined)) return undefined;
	if (operator === "In") return STOPPED.find((code) => values.includes(code));
	if (operator === "NotIn")
		return STOPPED.find((code) => !values.includes(code));
	return undefined;
}

const holderOf = ({ holder }: Mapping) =>
	holder && "key" in holder ? holder.key : undefined;
