import { annotationsOf } from "../../kubernetes/annotations";
import { INJECTORS } from "../../kubernetes/injectors";
import { shownName } from "../../kubernetes/naming";
import { nearest } from "../../kubernetes/nearest";
import type { Pod } from "../../kubernetes/pod";
import { scalarOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { writeTitle } from "../mends";
import { defineRule } from "../rule";

const KEY = "kubectl.kubernetes.io/default-container";

const found = text({
	en: (name: string, first: string) =>
		`The Pod has no container \`${name}\`: \`kubectl logs\`, \`exec\` and \`attach\` take \`${first}\`, the first of \`containers\`, as if the annotation were not there.`,
	ja: (name, first) =>
		`このPodにコンテナ \`${name}\` はありません。\`kubectl logs\`、\`exec\`、\`attach\` は、アノテーションがない場合と同じく \`containers\` の先頭の \`${first}\` を対象にします。`,
});

export default defineRule({
	id: "default-container-dangling",
	title: fixedText({
		en: "The default container of kubectl does not exist",
		ja: "kubectlのデフォルトのコンテナとして存在しない名前が指定されている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container",
	mentions: ["default-container"],
	checkPod(pod, { report }) {
		const value = scalarOf(annotationsOf(pod).get(KEY)?.entry.value);
		const [first] = pod.containers;
		if (!value || !first || pod.partial || pod.document.templated) return;
		const names = pod.all.map(({ name }) => name);
		if (
			names.includes(value.text) ||
			// A name that is not known may be the one; so may a container that is put in later.
			names.includes(undefined) ||
			INJECTORS.some(({ container }) => container.test(value.text))
		)
			return;
		const meant = meantBy(value.text, pod);
		report({
			at: value,
			message: found(value.text, shownName(first)),
			fixes: [
				meant === undefined
					? undefined
					: {
							title: writeTitle(meant),
							safety: "review",
							preferred: true,
							edit: () => replaceScalar(value, meant),
						},
			],
		});
	},
});

/** The nearest name; otherwise the only container that there is. */
function meantBy(written: string, pod: Pod): string | undefined {
	const names = pod.all.flatMap(({ name }) => name ?? []);
	const near = nearest(written, names);
	return near ?? (names.length === 1 ? names[0] : undefined);
}
