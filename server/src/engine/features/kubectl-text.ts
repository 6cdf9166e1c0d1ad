import { defaultContainerOf } from "../kubernetes/default-container";
import { injectionsOf } from "../kubernetes/injectors";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import type { Catalog } from "../kubernetes/roles";
import { expectedRows } from "../kubernetes/simulation/kubectl";
import type { Version } from "../kubernetes/versions";
import { type Message, text } from "../text/language";
import { code } from "./markdown";

/** Of more than these, those in the middle are left out. */
const LONGEST = 6;

const runs = text({
	en: (steps: string, ready: string) =>
		`In \`kubectl get pods\`, STATUS is ${steps}, and READY is \`${ready}\` once all of them are ready.`,
	ja: (steps, ready) =>
		`\`kubectl get pods\` のSTATUSは ${steps} と変わり、すべての準備ができるとREADYは \`${ready}\` になります。`,
});
const completes = text({
	en: (steps: string, ready: string) =>
		`In \`kubectl get pods\`, STATUS is ${steps}, and READY is \`${ready}\` in the end.`,
	ja: (steps, ready) =>
		`\`kubectl get pods\` のSTATUSは ${steps} と変わり、最後はREADYが \`${ready}\` になります。`,
});
const stays = text({
	en: (steps: string, ready: string) =>
		`In \`kubectl get pods\`, STATUS is ${steps} and stays there, and READY is \`${ready}\`.`,
	ja: (steps, ready) =>
		`\`kubectl get pods\` のSTATUSは ${steps} で止まり、READYは \`${ready}\` です。`,
});

const leavesOut = text({
	en: (name: string, system: string) =>
		` \`${name}\`, which ${system} adds, is not counted in that.`,
	ja: (name, system) =>
		`${system} が追加する \`${name}\` は含めずに数えています。`,
});

const takes = text({
	en: (name: string) =>
		`\`kubectl logs\`, \`exec\` and \`attach\` take \`${name}\` when no container is named.`,
	ja: (name) =>
		`\`kubectl logs\`、\`exec\`、\`attach\` は、コンテナを指定しなければ \`${name}\` を対象にします。`,
});

/** Which of several containers `kubectl` takes when none is named. */
export function defaultContainerText(pod: Pod): Message | undefined {
	const container = pod.all.length > 1 ? defaultContainerOf(pod) : undefined;
	return container && takes(shownName(container));
}

/** What `kubectl get pods` shows of a Pod when nothing goes wrong; nothing when there is nothing to show. */
export function kubectlText(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): Message | undefined {
	const rows = expectedRows(pod, version, catalog);
	const last = rows.at(-1)?.();
	if (!last || pod.containers.length === 0) return undefined;
	const shown = (some: typeof rows) => some.map((row) => code(row().status));
	const steps =
		rows.length > LONGEST
			? [...shown(rows.slice(0, 2)), "…", ...shown(rows.slice(-LONGEST + 3))]
			: shown(rows);
	const say = last.status.startsWith("Init:")
		? stays
		: last.status === "Completed"
			? completes
			: runs;
	const notes = [
		say(steps.join(" → "), last.ready),
		...injectionsOf(pod).map(({ name, system }) => leavesOut(name, system)),
	];
	return (language) => notes.map((note) => note(language)).join("");
}
