import { mappingsOf } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { integerOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { itemsOf, type Mapping, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const any = text({
	en: (name: string) =>
		`\`NotIn\` matches the codes of lasting faults too, such as 1 for a wrong setting or 127 for a missing program: all containers of the Pod are then restarted over and over, without a back-off. Name the one code with which \`${name}\` asks for it (\`In\`).`,
	ja: (name) =>
		`\`NotIn\` は、設定の誤りを表す1や、プログラムがないことを表す127のような、続く障害の終了コードにも一致します。そのときPodのすべてのコンテナの再起動がバックオフなしに繰り返されます。\`${name}\` が再起動を求めるための終了コードを1つだけ \`In\` で指定してください。`,
});
const code = text({
	en: (name: string, value: number, meaning: string) =>
		`\`${name}\` also ends with ${value} on ${meaning}: all containers of the Pod are then restarted over and over, without a back-off. Use a code that means nothing else.`,
	ja: (name, value, meaning) =>
		`\`${name}\` は${meaning}でも${value}で終了します。そのときPodのすべてのコンテナの再起動がバックオフなしに繰り返されます。ほかの意味を持たない終了コードを使ってください。`,
});
const success = text({
	en: (name: string) =>
		`0 is success: whenever \`${name}\` has done its work, all containers of the Pod are started anew, at once and without end.`,
	ja: (name) =>
		`0は成功を表します。\`${name}\` が処理を終えるたびに、Podのすべてのコンテナがすぐに、終わりなく再起動されます。`,
});

/** What makes a program end with these codes again and again. */
const LASTING: ReadonlyMap<number, { en: string; ja: string }> = new Map([
	[1, { en: "nearly every fault", ja: "ほとんどの障害" }],
	[2, { en: "wrong arguments or a panic", ja: "引数の誤りやpanic" }],
	[126, { en: "a program that cannot be run", ja: "実行できないプログラム" }],
	[127, { en: "a program that is missing", ja: "プログラムの欠如" }],
	[137, { en: "too little memory (SIGKILL)", ja: "メモリ不足(SIGKILL)" }],
	[139, { en: "a segmentation fault", ja: "セグメンテーション違反" }],
]);

export default defineRule({
	id: "restart-all-containers-loop",
	title: fixedText({
		en: "RestartAllContainers for an exit code that lasting faults have too",
		ja: "続く障害でも返る終了コードでRestartAllContainersを使っている",
	}),
	severity: "information",
	kubernetes: { from: "1.36" },
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	mentions: ["restartPolicyRules"],
	checkPod(pod, { report }) {
		for (const container of pod.all)
			for (const rule of mappingsOf(
				container.field("restartPolicyRules")?.value,
			)) {
				if (stringOf(valueAt(rule, "action")) !== "RestartAllContainers")
					continue;
				const finding = faultOf(rule, shownName(container));
				if (finding) report(finding);
			}
	},
});

function faultOf(rule: Mapping, name: string) {
	const operator = valueAt(rule, "exitCodes", "operator");
	const kind = stringOf(operator);
	const items = itemsOf(valueAt(rule, "exitCodes", "values"));
	const codes = items.map(({ value }) => integerOf(value));
	if (!operator || codes.length === 0 || codes.includes(undefined))
		return undefined;
	if (kind === "NotIn") return { at: operator, message: any(name) };
	if (kind !== "In") return undefined;
	const zero = items[codes.indexOf(0)];
	if (zero?.value && codes.includes(0))
		return {
			at: zero.value,
			message: success(name),
			severity: "warning" as const,
		};
	const at = codes.findIndex((value) => LASTING.has(value ?? -1));
	const value = codes[at];
	const node = items[at]?.value;
	const meaning = value === undefined ? undefined : LASTING.get(value);
	if (value === undefined || !node || !meaning) return undefined;
	return {
		at: node,
		message: (language: "en" | "ja") =>
			code(name, value, meaning[language])(language),
	};
}
