import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { programOf } from "../../kubernetes/program";
import { earlyNeed, isOrdinaryInit } from "../../kubernetes/start-needs";
import { isNull } from "../../kubernetes/values";
import { waitsOf } from "../../kubernetes/waits";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, loop: string) =>
		`\`${name}\` waits without limit (\`${loop}\`): if what it waits for never comes, the Pod stays in \`Init\`, and nothing fails or is restarted. Give up after some time, with an error.`,
	ja: (name, loop) =>
		`\`${name}\` は無期限に待ちます(\`${loop}\`)。待つものが現れないとPodは \`Init\` のままになり、失敗にも再起動にもなりません。一定時間でエラー終了させてください。`,
});

export default defineRule({
	id: "init-container-liveness-missing-deadline",
	title: fixedText({
		en: "An init container waits without limit",
		ja: "Initコンテナが無期限に待つ",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior",
	checkPod(pod, { catalog, report }) {
		if (hasDeadline(pod)) return;
		for (const init of pod.initContainers) {
			if (!isOrdinaryInit(init)) continue;
			const program = programOf(init);
			const wait = waitsOf(program).find(({ bounded }) => !bounded);
			// Where it surely waits in vain, that is told.
			if (!wait || earlyNeed(init, catalog)) continue;
			report({
				at: program.script ?? init.label,
				message: found(shownName(init), shortened(wait.head)),
			});
		}
	},
});

/** `activeDeadlineSeconds` of the Pod, or of the Job that makes it. */
const hasDeadline = ({ place, spec }: Pod): boolean =>
	[
		valueAt(spec, "activeDeadlineSeconds"),
		valueAt(place.object, "spec", "activeDeadlineSeconds"),
		valueAt(
			place.object,
			"spec",
			"jobTemplate",
			"spec",
			"activeDeadlineSeconds",
		),
	].some((deadline) => !isNull(deadline));

const LONGEST = 60;

const shortened = (head: string): string => {
	const text = head.replaceAll("`", "'");
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};
