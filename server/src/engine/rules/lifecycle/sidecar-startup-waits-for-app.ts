import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import { mountOf } from "../../kubernetes/files";
import { shownName } from "../../kubernetes/naming";
import {
	foreignPorts,
	listensOn,
	needsAnother,
} from "../../kubernetes/network";
import { onlyFollows, programOf, readWords } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Catalog } from "../../kubernetes/roles";
import type { Command } from "../../kubernetes/shell";
import {
	mayGoBefore,
	pathInVolume,
	writerBehind,
	writesInVolume,
} from "../../kubernetes/start-needs";
import { isNull, scalarOf } from "../../kubernetes/values";
import { forgives, waitsOf } from "../../kubernetes/waits";
import { fixedText, type Message, text } from "../../text/language";
import { removeEntry, renameKey } from "../../yaml/edit";
import { moveItem } from "../../yaml/move-item";
import {
	type Entry,
	entryOf,
	itemsOf,
	type Node,
	resolve,
	valueAt,
} from "../../yaml/tree";
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
				const entry = checkOf(sidecar, check);
				const handler = resolve(entry?.value);
				const need = handler && needOf(sidecar, check, handler);
				if (!entry || !need) continue;
				const { other, message } = need;
				report({
					at: isInside(entry, sidecar) ? entry.key : sidecar.label,
					message,
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

type Check = "startupProbe" | "postStart";

function checkOf(sidecar: Container, check: Check): Entry | undefined {
	if (check === "startupProbe") return sidecar.field(check);
	const lifecycle = valueAt(sidecar.node, "lifecycle");
	return lifecycle?.kind === "mapping" ? entryOf(lifecycle, check) : undefined;
}

interface Unmet {
	readonly other: Container | undefined;
	readonly message: Message;
}

/** What a check needs of a container that starts only when it has succeeded. */
function needOf(
	sidecar: Container,
	check: Check,
	handler: Node,
): Unmet | undefined {
	if (asksElsewhere(handler)) return undefined;
	const name = shownName(sidecar);
	const program = readWords(
		itemsOf(valueAt(handler, "exec", "command")).flatMap(
			({ value }) => scalarOf(value) ?? [],
		),
	);
	// A hook that goes on without an answer holds nobody up for ever.
	const waits = waitsOf(program);
	if (
		forgives(program) ||
		program.commands.some(({ background }) => background) ||
		(check === "postStart" && waits.some(({ bounded }) => bounded))
	)
		return undefined;
	for (const port of foreignPorts(sidecar, handler)) {
		const other = laterThan(sidecar).find((one) => listensOn(one).has(port));
		if (other && !isServedBefore(sidecar, port))
			return {
				other,
				message: asksPort(check, name, port, shownName(other)),
			};
	}
	const tested = [
		...waits.flatMap(({ files }) => files),
		...(check === "startupProbe" ? testedBy(program.commands) : []),
	];
	for (const file of tested) {
		const other = writerBehind(sidecar, file);
		if (other && isNotItsOwn(sidecar, file, other))
			return {
				other,
				message: needsFile(check, name, file, shownName(other)),
			};
	}
	return check === "startupProbe" && needsAnother(sidecar, check)
		? { other: undefined, message: reports(check, name) }
		: undefined;
}

/** An address of another host: not this Pod's. */
const asksElsewhere = (handler: Node): boolean =>
	["httpGet", "tcpSocket"].some(
		(kind) => !isNull(valueAt(handler, kind, "host")),
	);

/** The applications, and the native sidecars behind one. */
const laterThan = ({ pod, index }: Container): readonly Container[] => [
	...pod.containers,
	...pod.initContainers.filter(
		(other) => other.index > index && other.restartPolicyText === "Always",
	),
];

const isServedBefore = ({ pod, index }: Container, port: number): boolean =>
	pod.initContainers.some(
		(other) => other.index < index && listensOn(other).has(port),
	);

/** The files whose being there a probe's command tests. */
const testedBy = (commands: readonly Command[]): readonly string[] =>
	commands.flatMap(({ words: [name = "", ...operands] }) =>
		/^(?:.*\/)?(?:test|\[{1,2}|ls|stat|cat|e?grep)$/.test(name) &&
		!operands.includes("!")
			? operands.filter((word) => word.startsWith("/"))
			: [],
	);

/** Is a file surely not written by the sidecar's own program: it may not, it only reads, or the other one's says so? */
function isNotItsOwn(
	sidecar: Container,
	file: string,
	other: Container,
): boolean {
	const mount = mountOf(sidecar, file);
	return (
		mount !== undefined &&
		(mount.readOnly ||
			onlyFollows(programOf(sidecar)) ||
			writesInVolume(other, mount, pathInVolume(mount, file)))
	);
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
