import { isFixedPath, isPodsOwn, mayCreate, mountOf, othersMounting } from "../../kubernetes/files";
import { followedFile } from "../../kubernetes/helpers";
import { programOf } from "../../kubernetes/program";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const noMount = text({
	en: (name: string, file: string) =>
		`\`${name}\` follows \`${file}\`, but mounts no volume there: it sees its own file system only, and no other container can write the file. Mount one volume in both.`,
	ja: (name, file) =>
		`\`${name}\` は \`${file}\` を追いますが、そこにボリュームをマウントしていません。自分のファイルシステムしか見えず、ほかのコンテナはこのファイルに書き込めません。両方のコンテナに同じボリュームをマウントしてください。`,
});

const alone = text({
	en: (name: string, file: string, volume: string) =>
		`\`${name}\` follows \`${file}\`, but no other container mounts the volume \`${volume}\`: nobody writes the file.`,
	ja: (name, file, volume) =>
		`\`${name}\` は \`${file}\` を追いますが、ボリューム \`${volume}\` をマウントするコンテナがほかにないため、このファイルに書き込むものがありません。`,
});

export default defineRule({
	id: "shared-volume-not-shared",
	title: fixedText({
		en: "A helper follows a file that no other container can write",
		ja: "ほかのコンテナが書き込めないファイルを追っている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/",
	checkPod(pod, { report }) {
		if (pod.partial || pod.all.length < 2 || pod.hasUnnamedVolume) return;
		for (const container of pod.all) {
			const file = followedFile(container);
			if (file === undefined || !isFixedPath(file) || mayCreate(container, file)) continue;
			const at = programOf(container).script ?? programOf(container).words?.find(({ text }) => text === file) ?? container.label;
			const mount = mountOf(container, file);
			if (!mount) {
				report({ at, message: noMount(container.name ?? "?", file) });
			} else if (mount.name && isPodsOwn(container, mount) && othersMounting(container, mount).length === 0) {
				report({ at: mount.name, message: alone(container.name ?? "?", file, mount.name.text) });
			}
		}
	},
});
