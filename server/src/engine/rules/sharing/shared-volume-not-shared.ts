import type { Container } from "../../kubernetes/container";
import {
	isFixedPath,
	isPodsOwn,
	mayCreate,
	mountOf,
	othersMounting,
} from "../../kubernetes/files";
import { followedFile } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { onlyFollows, programOf } from "../../kubernetes/program";
import { fixedText, text } from "../../text/language";
import { itemsOf, resolve } from "../../yaml/tree";
import { defineRule } from "../rule";

const noMount = text({
	en: (name: string, file: string) =>
		`\`${name}\` follows \`${file}\` but mounts no volume there: it sees only its own file system, where no other container can write the file. Mount the same volume in both.`,
	ja: (name, file) =>
		`\`${name}\` は \`${file}\` を追跡しますが、そこにボリュームをマウントしていません。自身のファイルシステムしか見えず、ほかのコンテナはこのファイルに書き込めません。両方のコンテナに同じボリュームをマウントしてください。`,
});

const alone = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` follows \`${file}\`, but no other container mounts the volume \`${volume}\`, so nobody writes the file. Mount it in the container that does.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` を追跡しますが、ほかにボリューム \`${volume}\` をマウントするコンテナがないため、このファイルには何も書き込まれません。書き込む側のコンテナにもマウントしてください。`,
});

const readers = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` follows \`${file}\`, but all other containers mount the volume \`${volume}\` with \`readOnly: true\`, so nobody can write the file. Take \`readOnly\` away in the container that does.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` を追跡しますが、ほかのコンテナはすべてボリューム \`${volume}\` を \`readOnly: true\` でマウントしているため、このファイルには何も書き込めません。書き込む側のコンテナから \`readOnly\` を外してください。`,
});

export default defineRule({
	id: "shared-volume-not-shared",
	title: fixedText({
		en: "A helper follows a file that no other container can write",
		ja: "ほかのコンテナが書き込めないファイルを追跡している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/",
	checkPod(pod, { report }) {
		if (
			pod.partial ||
			pod.all.length < 2 ||
			pod.hasUnnamedVolume ||
			pod.all.some(hasUnknownMount) ||
			pod.all.some(mountsMissingVolume)
		)
			return;
		for (const container of pod.all) {
			const file = followedFile(container);
			if (
				file === undefined ||
				!isFixedPath(file) ||
				mayCreate(container, file) ||
				!onlyFollows(programOf(container))
			)
				continue;
			const at =
				programOf(container).script ??
				programOf(container).words?.find(({ text }) => text === file) ??
				container.label;
			const mount = mountOf(container, file);
			if (!mount) {
				// A file that every image has: it only keeps the container alive.
				if (file.startsWith("/etc/")) continue;
				report({ at, message: noMount(shownName(container), file) });
			} else if (mount.name && isPodsOwn(container, mount)) {
				const volume = mount.name.text;
				const others = othersMounting(container, mount);
				const writers = others.filter((other) =>
					other.mounts.some(
						({ name, readOnly }) => name?.text === volume && !readOnly,
					),
				);
				if (writers.length === 0)
					report({
						at: mount.name,
						message: (others.length === 0 ? alone : readers)(
							shownName(container),
							file,
							volume,
						),
					});
			}
		}
	},
});

/** Another rule has told of it; which volume is meant is not known before. */
function mountsMissingVolume(container: Container): boolean {
	const volumes = container.pod.volumeNames;
	return container.mounts.some(
		({ name }) => name !== undefined && !volumes.has(name.text),
	);
}

/** Has it a mount whose volume or path is templated or missing? That one may be anywhere. */
function hasUnknownMount(container: Container): boolean {
	const list = resolve(container.field("volumeMounts")?.value);
	if (!list) return false;
	return (
		list.kind !== "sequence" ||
		itemsOf(list).length !== container.mounts.length ||
		container.mounts.some(({ name, path }) => !name || path === undefined)
	);
}
