import type { Container } from "../../kubernetes/container";
import { PROBES } from "../../kubernetes/container";
import { endsByItself } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { type Program, programOf, runsForever } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Command } from "../../kubernetes/shell";
import { removeField } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`\`${name}\` ends by itself when its task is done, and a native sidecar is restarted whenever it ends: the task runs again and again, with pauses of up to five minutes, and what comes next does not wait for it. Without \`restartPolicy: Always\` it runs once.`,
	ja: (name) =>
		`\`${name}\` は処理が終わると自ら終了しますが、ネイティブサイドカーは終了するたびに再起動されます。処理は最大5分の間隔で何度も繰り返され、後続のコンテナもその完了を待ちません。\`restartPolicy: Always\` がなければ一度だけ実行されます。`,
});
const fix = fixedText({
	en: "Remove `restartPolicy`: run it once, before what follows",
	ja: "`restartPolicy` を削除し、後続のコンテナの前に一度だけ実行",
});

export default defineRule({
	id: "sidecar-exits-zero-on-purpose",
	title: fixedText({
		en: "A native sidecar ends by itself and is restarted for ever",
		ja: "自ら終了するネイティブサイドカーが再起動され続ける",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#differences-from-init-containers",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		for (const sidecar of pod.initContainers) {
			if (!isNativeSidecar(sidecar, version)) continue;
			if (!endsByItself(sidecar) && !isTask(programOf(sidecar))) continue;
			const policy = sidecar.restartPolicy;
			const isOwn = policy?.parent === sidecar.node;
			report({
				at: sidecar.label,
				message: found(shownName(sidecar)),
				fixes: [
					policy && isOwn && !hasHooks(sidecar)
						? {
								title: fix,
								safety: "review",
								edit: () => removeField(sidecar, policy),
							}
						: undefined,
				],
			});
		}
	},
});

/** Commands that do something and end. */
const FINITE =
	/^(?:.*\/)?(?:echo|printf|cd|set|export|umask|cp|mv|mkdir|chmod|chown|chgrp|touch|rm|ln|cat|ls|tar|gzip|gunzip|unzip|sed|awk|cut|tr|jq|yq|sort|head|wc|e?grep|test|\[{1,2}|true|date|id|whoami|hostname|sysctl|envsubst|apk|apt|apt-get|yum|dnf|pip3?|curl|wget|git|kubectl|aws|gsutil|openssl|psql|pg_isready|mysql|mysqladmin|flyway|liquibase|iptables|ip6tables|ip|sleep|then|fi|else|exit)$/;
/** Subcommands and flags with which some of them go on. */
const LASTING =
	/^(?:proxy|port-forward|logs|daemon|s_server|monitor|instaweb|--watch(?:=true)?|--follow)$/;
const LOOPS = /\b(?:while|until|for|trap|wait|select)\b|\$@|\b\w+\s*\(\)\s*\{/;
/** Who sleeps so long keeps a container alive, or does his work from time to time. */
const LONG = 600;

/** Does a program surely come to its end soon? */
const isTask = (program: Program): boolean =>
	program.words !== undefined &&
	program.commands.length > 0 &&
	!runsForever(program) &&
	!LOOPS.test(program.script?.text ?? "") &&
	program.commands.every(endsSoon);

function endsSoon({ words, background }: Command): boolean {
	const [name = "", ...rest] = words;
	if (background) return false;
	if (name === "") return true;
	if (/^(?:.*\/)?sleep$/.test(name)) return secondsOf(rest[0]) < LONG;
	return (
		FINITE.test(name) &&
		!rest.some((word) => LASTING.test(word)) &&
		!(/kubectl$/.test(name) && rest.includes("-w")) &&
		!(/^(?:.*\/)?(?:cat|e?grep|head)$/.test(name) && rest.length === 0)
	);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

function secondsOf(word = ""): number {
	const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(word);
	return match
		? Number(match[1]) * (UNITS[match[2] || "s"] ?? 1)
		: Number.POSITIVE_INFINITY;
}

/** An ordinary init container may have neither probes nor hooks. */
const hasHooks = (container: Container): boolean =>
	container.field("lifecycle") !== undefined ||
	PROBES.some((name) => container.field(name) !== undefined);
