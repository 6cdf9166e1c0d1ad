import type { Container, Mount } from "../../kubernetes/container";
import {
	isWritableKind,
	placedFilesOf,
	type VolumePlace,
} from "../../kubernetes/file-talks";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { fixedText, text } from "../../text/language";
import { entryOf, valueAt } from "../../yaml/tree";
import { allowWriting, rangeOfPath } from "../file-mends";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` writes \`${file}\` but mounts the volume \`${volume}\` with \`readOnly: true\`: the write fails with \`Read-only file system\`.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` に書き込みますが、ボリューム \`${volume}\` を \`readOnly: true\` でマウントしているため、書き込みは \`Read-only file system\` で失敗します。`,
});

const writes = text({
	en: (file: string) => `\`${file}\` is written here`,
	ja: (file) => `\`${file}\` に書き込む箇所`,
});
const reads = text({
	en: (name: string, file: string) => `\`${name}\` reads it as \`${file}\``,
	ja: (name, file) => `\`${name}\` が \`${file}\` として読み取る箇所`,
});

export default defineRule({
	id: "shared-volume-read-only-writer",
	title: fixedText({
		en: "The container that writes a file mounts its volume read-only",
		ja: "書き込む側のコンテナがボリュームを読み取り専用でマウントしている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts",
	mentions: ["readOnly"],
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			if (!container.mounts.some(({ readOnly }) => readOnly)) continue;
			const told = new Set<Mount>();
			for (const place of placedFilesOf(container)) {
				const { path, does, sure } = place.file;
				if (
					does !== "writes" ||
					!sure ||
					!place.mount.readOnly ||
					told.has(place.mount) ||
					path === place.mount.path ||
					!isWritableKind(container, place.mount)
				)
					continue;
				told.add(place.mount);
				report({
					at: entryOf(place.mount.node, "readOnly")?.key ?? container.label,
					message: found(shownName(container), path, place.volume),
					related: [
						{ at: rangeOfPath(container, path), message: writes(path) },
						...readersOf(pod, container, place),
					],
					fixes: [
						// A claim or a network volume that is read-only itself stays so.
						isReadOnlyItself(pod, place.volume)
							? undefined
							: allowWriting(container, place.mount),
					],
				});
			}
		}
	},
});

/** Other containers whose program names the same file as one that it reads. */
function readersOf(pod: Pod, writer: Container, { volume, path }: VolumePlace) {
	return pod.all.flatMap((container) => {
		const file =
			container === writer
				? undefined
				: placedFilesOf(container).find(
						(placed) =>
							placed.file.does === "reads" &&
							placed.volume === volume &&
							placed.path === path,
					)?.file.path;
		return file === undefined
			? []
			: [
					{
						at: rangeOfPath(container, file),
						message: reads(shownName(container), file),
					},
				];
	});
}

function isReadOnlyItself({ volumes }: Pod, volume: string): boolean {
	const node = volumes.find(({ name }) => name?.text === volume)?.node;
	return (
		node?.entries.some(
			({ value }) => valueAt(value, "readOnly") !== undefined,
		) ?? false
	);
}
