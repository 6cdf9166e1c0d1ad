import { shownName } from "../../kubernetes/naming";
import { fixedText, text } from "../../text/language";
import { renameKey } from "../../yaml/edit";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, flag: string) =>
		`\`command\` replaces the image's entry point: the kubelet tries to run a program named \`${flag}\`, and \`${name}\` never starts (exec: "${flag}": executable file not found in $PATH). Arguments for the image's own program belong in \`args\`.`,
	ja: (name, flag) =>
		`\`command\` はイメージのエントリーポイントを置き換えます。\`${flag}\` という名前のプログラムを実行しようとするため、\`${name}\` は起動しません(exec: "${flag}": executable file not found in $PATH)。イメージのプログラムへの引数は \`args\` に書きます。`,
});
const rename = fixedText({
	en: "Rename `command` to `args`",
	ja: "`command` を `args` に変更",
});

export default defineRule({
	id: "command-overrides-entrypoint",
	title: fixedText({
		en: "Arguments are written as the command",
		ja: "引数がcommandに書かれている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/",
	checkPod(pod, { report }) {
		// Another controller may put its own program in front.
		if (pod.place.origin === "shape") return;
		for (const container of pod.all) {
			const entry = container.field("command");
			const [first] = (entry && container.words("command")) ?? [];
			if (!entry || !first?.text.startsWith("-")) continue;
			const flag = first.text.split(/\s/)[0] ?? first.text;
			report({
				at: first,
				message: found(shownName(container), flag),
				fixes: [
					container.entry("args") || entry.parent !== container.node
						? undefined
						: {
								title: rename,
								safety: "safe",
								preferred: true,
								edit: () => renameKey(pod.document, entry, "args"),
							},
				],
			});
		}
	},
});
