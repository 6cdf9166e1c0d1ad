import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Catalog } from "../../kubernetes/roles";
import { mayGoBefore } from "../../kubernetes/start-needs";
import {
	type StartupCheck,
	startupCheckOf,
	type Unmet,
	unmetNeed,
} from "../../kubernetes/startup-check";
import { fixedText, type Message, text } from "../../text/language";
import { removeEntry, renameKey } from "../../yaml/edit";
import { moveItem } from "../../yaml/move-item";
import { type Entry, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const asksPort = text({
	en: (check: string, name: string, port: number, other: string) =>
		`The \`${check}\` of \`${name}\` needs port ${port} of \`${other}\`, and \`${other}\` starts only when it has succeeded: the Pod stays in \`Init\` for ever.`,
	ja: (check, name, port, other) =>
		`\`${name}\` の \`${check}\` は \`${other}\` のポート${port}を必要としますが、\`${other}\` が起動するのはその成功後です。Podは \`Init\` のまま進みません。`,
});
const needsFile = text({
	en: (check: string, name: string, file: string, other: string) =>
		`The \`${check}\` of \`${name}\` needs \`${file}\`, which only \`${other}\` can write, and \`${other}\` starts only when it has succeeded: the Pod stays in \`Init\` for ever.`,
	ja: (check, name, file, other) =>
		`\`${name}\` の \`${check}\` は \`${file}\` を必要としますが、書き込めるのは \`${other}\` だけで、\`${other}\` が起動するのはその成功後です。Podは \`Init\` のまま進みません。`,
});
const reports = text({
	en: (check: string, name: string) =>
		`The \`${check}\` of \`${name}\` succeeds only when the application listens, and the application starts only when it has succeeded: the Pod stays in \`Init\` for ever.`,
	ja: (check, name) =>
		`\`${name}\` の \`${check}\` が成功するのはアプリケーションが接続を受け付けてからですが、アプリケーションが起動するのはその成功後です。Podは \`Init\` のまま進みません。`,
});
const starts = text({
	en: (name: string) => `\`${name}\` starts only afterwards`,
	ja: (name) => `\`${name}\` が起動するのはその後`,
});
const rename = fixedText({
	en: "Make it a `readinessProbe`, which holds nobody up",
	ja: "ほかのコンテナを待たせない `readinessProbe` に変更",
});
const remove = fixedText({
	en: "Remove the `startupProbe`",
	ja: "`startupProbe` を削除",
});
const move = text({
	en: (name: string, before: string) => `Move \`${name}\` before \`${before}\``,
	ja: (name, before) => `\`${name}\` を \`${before}\` の前に移動`,
});

export default defineRule({
	id: "sidecar-startup-waits-for-app",
	title: fixedText({
		en: "A native sidecar's start waits for a container that starts after it",
		ja: "ネイティブサイドカーの起動完了が、後から起動するコンテナを待っている",
	}),
	severity: "warning",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, report }) {
		for (const sidecar of pod.initContainers) {
			if (!isNativeSidecar(sidecar, version)) continue;
			for (const check of ["startupProbe", "postStart"] as const) {
				const entry = startupCheckOf(sidecar, check);
				const need = unmetNeed(sidecar, check);
				if (!entry || !need) continue;
				const other = need.kind === "application" ? undefined : need.provider;
				report({
					at: isInside(entry, sidecar) ? entry.key : sidecar.label,
					message: messageOf(check, shownName(sidecar), need),
					related: other
						? [{ at: other.label, message: starts(shownName(other)) }]
						: [],
					fixes: [
						other?.list === "initContainers"
							? reorder(sidecar, other, catalog)
							: undefined,
						check === "startupProbe" ? ungate(sidecar, entry) : undefined,
					],
				});
			}
		}
	},
});

/** What comes with an alias or merge key stands elsewhere. */
const isInside = ({ key }: Entry, { node }: Container): boolean =>
	key.start >= node.start && key.end <= node.end;

function messageOf(check: StartupCheck, name: string, need: Unmet): Message {
	if (need.kind === "application") return reports(check, name);
	const other = shownName(need.provider);
	return need.kind === "port"
		? asksPort(check, name, need.port, other)
		: needsFile(check, name, need.file, other);
}

/** Takes the gate away: as a readinessProbe, the check says the same and holds nobody up. */
function ungate(sidecar: Container, probe: Entry): Change | undefined {
	const { document } = sidecar.pod;
	if (probe.parent !== sidecar.node || probe.value?.anchor !== undefined)
		return undefined;
	if (sidecar.entry("readinessProbe"))
		return {
			title: remove,
			safety: "review",
			edit: () => removeEntry(document, probe),
		};
	// A readinessProbe kills nothing and may not have a grace period.
	return valueAt(probe.value, "terminationGracePeriodSeconds")
		? undefined
		: {
				title: rename,
				safety: "review",
				edit: () => renameKey(document, probe, "readinessProbe"),
			};
}

function reorder(
	sidecar: Container,
	other: Container,
	catalog: Catalog,
): Change {
	const { document, initContainers } = sidecar.pod;
	const passed = initContainers.filter(
		({ index }) => index >= sidecar.index && index < other.index,
	);
	return {
		title: move(shownName(other), shownName(sidecar)),
		safety: "review",
		preferred: true,
		edit: () =>
			mayGoBefore(other, passed, catalog)
				? moveItem(document, other.item, sidecar.item)
				: undefined,
	};
}
