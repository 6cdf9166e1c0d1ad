import type { Container } from "../../kubernetes/container";
import { mountsByVolume } from "../../kubernetes/file-talks";
import { shownName } from "../../kubernetes/naming";
import {
	addQuantities,
	compareQuantities,
	parseQuantity,
} from "../../kubernetes/quantity";
import { scalarOf, stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { entryOf, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const limited = text({
	en: (volume: string, writer: string, limit: string) =>
		`\`${volume}\` lies in memory: what \`${writer}\` writes to it counts against its memory limit of \`${limit}\`, beside what the program itself takes, and when both together are more, it is killed (\`OOMKilled\`).`,
	ja: (volume, writer, limit) =>
		`\`${volume}\` はメモリー上に置かれます。\`${writer}\` が書き込むデータは、プログラム自体の使用量とともに、メモリーの制限 \`${limit}\` の対象になります。合計が制限を超えると、コンテナは強制終了されます(\`OOMKilled\`)。`,
});

const unlimited = text({
	en: (volume: string, writer: string) =>
		`\`${volume}\` lies in memory, and neither it nor \`${writer}\`, which writes to it, has a limit: files may take all the memory that the node can give. Set \`sizeLimit\`.`,
	ja: (volume, writer) =>
		`\`${volume}\` はメモリー上に置かれ、このボリュームにも、書き込みを行う \`${writer}\` にも制限がありません。ファイルがノードの割り当て可能なメモリーをすべて使うことがあります。\`sizeLimit\` を設定してください。`,
});

const limit = text({
	en: (name: string) => `The memory limit of \`${name}\``,
	ja: (name) => `\`${name}\` のメモリーの制限`,
});

export default defineRule({
	id: "emptydir-memory",
	title: fixedText({
		en: "An emptyDir in memory counts against the containers' memory",
		ja: "メモリー上のemptyDirがコンテナのメモリー使用量に含まれる",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
	mentions: ["Memory"],
	checkPod(pod, { roleOf, report }) {
		if (pod.partial) return;
		for (const { node, name } of pod.volumes) {
			const value = valueAt(node, "emptyDir");
			const medium =
				value?.kind === "mapping" ? entryOf(value, "medium") : undefined;
			if (!name || !medium || stringOf(medium.value) !== "Memory") continue;
			// A socket or a key takes no room that counts.
			if (SMALL.test(name.text)) continue;
			const writers = (mountsByVolume(pod).get(name.text) ?? [])
				.filter(
					({ container, mount }) =>
						!mount.readOnly && roleOf(container).role !== "mesh-proxy",
				)
				.map(({ container }) => container);
			const writer = writers.find(memoryLimit) ?? writers[0];
			if (!writer) continue;
			const own = memoryLimit(writer);
			if (
				own &&
				fitsInto(scalarOf(valueAt(value, "sizeLimit"))?.text, own.text)
			)
				continue;
			if (own)
				report({
					at: medium.key,
					message: limited(name.text, shownName(writer), own.text),
					related: [{ at: own, message: limit(shownName(writer)) }],
				});
			else if (
				!valueAt(value, "sizeLimit") &&
				!writer.entry("resources")?.value
			)
				report({
					at: medium.key,
					message: unlimited(name.text, shownName(writer)),
				});
		}
	},
});

const SMALL =
	/(?:^|[-_])(?:sock(?:et)?s?|certs?|certificates?|secrets?|tokens?|keys?|tls|credentials?|identity)(?:[-_]|$)/i;

/** Does a volume take half of a memory limit at most? Then somebody has reckoned with it. */
function fitsInto(size: string | undefined, limit: string): boolean {
	const volume = size === undefined ? undefined : parseQuantity(size);
	const memory = parseQuantity(limit);
	return (
		volume !== undefined &&
		memory !== undefined &&
		compareQuantities(addQuantities([volume, volume]), memory) <= 0
	);
}

/** Where a container's memory is limited, and to what. */
function memoryLimit(container: Container) {
	const value = valueAt(
		container.entry("resources")?.value,
		"limits",
		"memory",
	);
	return value?.kind === "scalar" && !value.templated ? value : undefined;
}
