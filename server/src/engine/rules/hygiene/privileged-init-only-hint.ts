import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { type Program, programOf, runsForever } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { type Command, programName } from "../../kubernetes/shell";
import { booleanOf, scalarOf } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { entryOf, itemsOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, right: string, command: string) =>
		`\`${name}\` needs \`${right}\` for \`${command}\` only, and then waits with it as long as the Pod lives. An ordinary init container does the same work and ends; what it sets up stays.`,
	ja: (name, right, command) =>
		`\`${name}\` が \`${right}\` を必要とするのは \`${command}\` のためだけですが、その権限を持ったまま、Podが終了するまで待ち続けます。通常のInitコンテナなら同じ作業をして終了し、設定した内容は残ります。`,
});

export default defineRule({
	id: "privileged-init-only-hint",
	title: fixedText({
		en: "A helper keeps the privileges that it needs only to set up",
		ja: "準備だけに必要な権限をヘルパーが持ち続けている",
	}),
	severity: "hint",
	kubernetes: {},
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#using-init-containers",
	checkPod(pod, { version, report }) {
		for (const container of pod.all) {
			const mayRun =
				container.list === "containers"
					? pod.containers.length > 1
					: isNativeSidecar(container, version);
			const right = mayRun ? rightOf(container) : undefined;
			if (!right) continue;
			const command = onlySetsUp(programOf(container));
			if (command === undefined) continue;
			report({
				at: right.at,
				message: found(shownName(container), right.shown, command),
			});
		}
	},
});

/** Capabilities that setting up a network or the kernel takes. */
const SETS_UP = /^(?:CAP_)?(?:NET_ADMIN|NET_RAW|SYS_ADMIN|SYS_MODULE|ALL)$/;

function rightOf(
	container: Container,
): { readonly at: Range; readonly shown: string } | undefined {
	const context = valueAt(container.entry("securityContext")?.value);
	if (context?.kind !== "mapping") return undefined;
	const privileged = entryOf(context, "privileged");
	if (privileged && booleanOf(privileged.value))
		return { at: privileged, shown: "privileged: true" };
	for (const { value } of itemsOf(valueAt(context, "capabilities", "add"))) {
		const capability = scalarOf(value);
		if (capability && SETS_UP.test(capability.text))
			return { at: capability, shown: capability.text };
	}
	return undefined;
}

const NETWORK =
	/^(?:ip6?tables(?:-(?:legacy|nft|restore|legacy-restore|nft-restore))?|ebtables|arptables|nft|ipset|ip|tc|sysctl|modprobe|ethtool|route|ifconfig)$/;
const HARMLESS =
	/^(?:echo|printf|set|export|trap|true|:|test|\[{1,2}|e?grep|cat|sleep|tail|fi|done|wait)$/;

const setsKernel = ({ writes }: Command): boolean =>
	writes.some((path) => path.startsWith("/proc/sys/"));

/** The first command that sets something up, in a program that does nothing else, once, and then waits for ever. */
function onlySetsUp(program: Program): string | undefined {
	const { commands, script } = program;
	// In a loop it sets it up again and again, for which it needs to stay.
	if (!script || /\b(?:while|until|watch)\b/.test(script.text))
		return undefined;
	const first = commands.find(
		(command) => NETWORK.test(programName(command)) || setsKernel(command),
	);
	const isAll = commands.every(
		(command) =>
			NETWORK.test(programName(command)) || HARMLESS.test(programName(command)),
	);
	if (!first || !isAll || !runsForever(program)) return undefined;
	return setsKernel(first) ? (first.writes[0] ?? "") : programName(first);
}
