import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import {
	type Program,
	programOf,
	programOfHandler,
} from "../../kubernetes/program";
import { placeOfCommand, signalsOf } from "../../kubernetes/signals";
import { booleanOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const ends = text({
	en: (command: string) =>
		`With \`shareProcessNamespace: true\` process 1 is the Pod's pause process: \`${command}\` ends it, and the kernel kills every process of the Pod with it.`,
	ja: (command) =>
		`\`shareProcessNamespace: true\` ではプロセス1はPodのpauseプロセスです。\`${command}\` はこれを終了させ、カーネルはPodのすべてのプロセスを強制終了します。`,
});
const nothing = text({
	en: (command: string, name: string) =>
		`With \`shareProcessNamespace: true\` process 1 is the Pod's pause process, which ignores this signal: \`${command}\` does not reach \`${name}\`. Look for the process by its name (\`pkill\`).`,
	ja: (command, name) =>
		`\`shareProcessNamespace: true\` ではプロセス1はPodのpauseプロセスで、このシグナルを無視します。\`${command}\` は \`${name}\` に届きません。プロセスは名前で探してください( \`pkill\` )。`,
});
const because = fixedText({
	en: "Makes the pause process number 1",
	ja: "これによりpauseプロセスが1番になります",
});

export default defineRule({
	id: "signal-hits-pause",
	title: fixedText({
		en: "A signal to process 1 reaches the pause process",
		ja: "プロセス1へのシグナルがpauseプロセスに届く",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
	mentions: ["shareProcessNamespace"],
	checkPod(pod, { report }) {
		const entry = pod.entry("shareProcessNamespace");
		if (!entry || booleanOf(entry.value) !== true) return;
		for (const container of pod.all)
			for (const program of programsOf(container))
				for (const { name, target, command } of signalsOf(program)) {
					if (target.kind !== "pid" || target.pid !== 1 || name === "0")
						continue;
					const shown = command.words.join(" ").replace(/[`\s]+/g, " ");
					// The pause process has handlers for these two.
					const isEnd = name === "TERM" || name === "INT";
					report({
						at:
							placeOfCommand(pod.document, program, command) ?? container.label,
						message: isEnd ? ends(shown) : nothing(shown, shownName(container)),
						related: [{ at: entry.value ?? entry.key, message: because }],
					});
				}
	},
});

/** What a container runs, its hooks included. */
function programsOf(container: Container): readonly Program[] {
	const lifecycle = container.entry("lifecycle")?.value;
	const hooks = ["postStart", "preStop"].flatMap((hook) => {
		const handler = valueAt(lifecycle, hook);
		return handler ? [programOfHandler(handler)] : [];
	});
	return [programOf(container), ...hooks];
}
