import type { Change } from "../../kubernetes/change";
import type { Container } from "../../kubernetes/container";
import {
	type FileTalk,
	filesOf,
	fileTalksOf,
} from "../../kubernetes/file-talks";
import { shownName } from "../../kubernetes/naming";
import type { Pod, Volume } from "../../kubernetes/pod";
import { RECOGNISED } from "../../kubernetes/role";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { type Entry, entryOf, valueAt } from "../../yaml/tree";
import { rangeOfPath } from "../file-mends";
import { defineRule, type Facts } from "../rule";

const found = text({
	en: (volume: string, writer: string, reader: string) =>
		`The volume \`${volume}\` is a folder of the node, and here it only passes files from \`${writer}\` to \`${reader}\`: what other Pods on the node leave there gets mixed in, it stays when the Pod is gone, and the baseline Pod security standard forbids it. An \`emptyDir\` does the same inside the Pod.`,
	ja: (volume, writer, reader) =>
		`ボリューム \`${volume}\` はノードのディレクトリですが、ここでは \`${writer}\` から \`${reader}\` へファイルを渡すために使われているだけです。同じノードのほかのPodのファイルが混ざり、Podがなくなった後も残り、Podセキュリティの標準のBaselineでは禁止されています。\`emptyDir\` であれば、Podの中だけで同じことができます。`,
});
const there = text({
	en: (name: string, path: string) => `\`${name}\` uses it at \`${path}\``,
	ja: (name, path) => `\`${name}\` が \`${path}\` で使っている箇所`,
});
const use = fixedText({
	en: "Use an `emptyDir` instead of `hostPath`",
	ja: "`hostPath` の代わりに `emptyDir` を使う",
});

export default defineRule({
	id: "hostpath-for-sharing",
	title: fixedText({
		en: "A folder of the node only passes files between containers of one Pod",
		ja: "ノードのディレクトリを同じPodのコンテナ間の受け渡しにだけ使っている",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
	mentions: ["hostPath"],
	checkPod(pod, facts) {
		// On every node, what is on the node is what it is about.
		if (pod.partial || pod.kind === "DaemonSet" || pod.all.length < 2) return;
		for (const volume of pod.volumes) {
			const entry = entryOf(volume.node, "hostPath");
			const path = stringOf(valueAt(entry?.value, "path"));
			const name = volume.name?.text;
			if (
				!entry ||
				name === undefined ||
				path === undefined ||
				OF_NODE.test(path.replace(/(?<=.)\/+$/, ""))
			)
				continue;
			const pair = passing(pod, name, facts);
			if (!pair) continue;
			const [writer, reader] = pair;
			facts.report({
				at: entry.key,
				message: found(
					name,
					shownName(writer.container),
					shownName(reader.container),
				),
				related: pair.map(({ container, path: at }) => ({
					at: rangeOfPath(container, at),
					message: there(shownName(container), at),
				})),
				fixes: [toEmptyDir(pod, volume, entry)],
			});
		}
	},
});

/** What is on a node whatever Pods run on it. */
const OF_NODE =
	/^\/(?:(?:dev|proc|sys|etc|usr|lib|lib64|boot|run|bin|sbin|home|root)(?:\/.*)?|var\/(?:run|lib|log\/(?:pods|containers|journal|audit))(?:\/.*)?|var\/log|var|opt|opt\/cni(?:\/.*)?|mnt|tmp)?$/;

type Party = FileTalk["writers"][number];

/** One that can write a file, and one that surely reads it: its command says so, or it ships logs. */
function passing(
	pod: Pod,
	volume: string,
	{ roleOf }: Facts,
): readonly [Party, Party] | undefined {
	const isShipper = (container: Container) => {
		const { role, confidence } = roleOf(container);
		// One whose command says what it reads is asked for just that.
		return (
			role === "log-shipper" &&
			confidence >= RECOGNISED &&
			filesOf(container).length === 0
		);
	};
	for (const talk of fileTalksOf(pod)) {
		if (talk.volume !== volume) continue;
		const reader = talk.readers.find(
			({ container, sureness }) => sureness === "sure" || isShipper(container),
		);
		const writer = talk.writers.find(
			({ container }) => container !== reader?.container,
		);
		if (reader && writer) return [writer, reader];
	}
	return undefined;
}

function toEmptyDir(
	{ document }: Pod,
	{ node }: Volume,
	entry: Entry,
): Change | undefined {
	const { text: source } = document;
	const written = source.slice(entry.start, entry.end);
	if (
		entry.parent !== node ||
		entry.value?.kind !== "mapping" ||
		entry.value.anchor !== undefined ||
		/[#&]/.test(written)
	)
		return undefined;
	const quote = /^["']/.exec(written)?.[0] ?? "";
	return {
		title: use,
		safety: "review",
		preferred: true,
		edit: () => [
			{
				start: entry.start,
				end: entry.end,
				text: `${quote}emptyDir${quote}: {}`,
			},
		],
	};
}
