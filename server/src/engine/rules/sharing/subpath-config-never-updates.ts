import type { Change } from "../../kubernetes/change";
import type { Container, Mount } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { watchedMounts } from "../../kubernetes/reloaders";
import type { Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { removeEntry, replaceScalar } from "../../yaml/edit";
import { entryOf } from "../../yaml/tree";
import { defineRule } from "../rule";

const watcher = text({
	en: (name: string, path: string) =>
		`\`${name}\` watches \`${path}\`, which never changes: a file that is mounted with \`subPath\` stays as it was when the container started. Mount the folder.`,
	ja: (name, path) =>
		`\`${name}\` は \`${path}\` の変更を監視しますが、このファイルは変わりません。\`subPath\` でマウントしたファイルは、コンテナの起動時の内容のままです。ディレクトリをマウントしてください。`,
});

const reader = text({
	en: (name: string, path: string, reloader: string) =>
		`When the configuration changes, \`${reloader}\` sees it, but \`${name}\` reads the old \`${path}\` again: a file that is mounted with \`subPath\` stays as it was when the container started. Mount the folder.`,
	ja: (name, path, reloader) =>
		`設定が変わると \`${reloader}\` は変更を検知しますが、\`${name}\` が読み直す \`${path}\` は古いままです。\`subPath\` でマウントしたファイルは、コンテナの起動時の内容のままです。ディレクトリをマウントしてください。`,
});

const watched = text({
	en: (name: string) => `\`${name}\` watches it here`,
	ja: (name) => `\`${name}\` が監視している箇所`,
});

const folder = text({
	en: (path: string) => `Mount the folder \`${path}\` without \`subPath\``,
	ja: (path) => `\`subPath\` を使わずにディレクトリ \`${path}\` をマウント`,
});

export default defineRule({
	id: "subpath-config-never-updates",
	title: fixedText({
		en: "A configuration that is watched for changes is mounted with subPath",
		ja: "変更を監視している設定をsubPathでマウントしている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically",
	mentions: ["subPath"],
	checkPod(pod, { report }) {
		if (pod.all.length < 2) return;
		for (const container of pod.all) {
			for (const own of watchedMounts(container)) {
				if (isPart(own)) {
					report({
						at: partOf(own) ?? own.node,
						message: watcher(shownName(container), own.path ?? "?"),
						fixes: [mountFolder(container, own)],
					});
					continue;
				}
				for (const other of pod.all) {
					if (other === container || startsAnew(other)) continue;
					const mount = other.mounts.find(
						(each) => each.name?.text === own.name?.text && isPart(each),
					);
					if (!mount || seesWhole(other, mount)) continue;
					report({
						at: partOf(mount) ?? mount.node,
						message: reader(
							shownName(other),
							mount.path ?? "?",
							shownName(container),
						),
						related: [{ at: own.node, message: watched(shownName(container)) }],
						fixes: [mountFolder(other, mount)],
					});
				}
			}
		}
	},
});

const partOf = ({ node }: Mount) =>
	(entryOf(node, "subPath") ?? entryOf(node, "subPathExpr"))?.key;

const isPart = ({ subPath }: Mount): boolean =>
	subPath !== undefined && subPath !== "";

/** Ordinary init containers read a file once, as it is then. */
const startsAnew = ({ list, restartPolicyText }: Container): boolean =>
	list === "initContainers" && restartPolicyText !== "Always";

/** Does it mount the whole volume as well, so that it may read the file there? */
const seesWhole = ({ mounts }: Container, part: Mount): boolean =>
	mounts.some(
		(mount) => mount.name?.text === part.name?.text && !isPart(mount),
	);

/**
 * Mounts the folder of the file, where its name stays the same and the folder is one for configuration, in which nothing
 * else is mounted.
 */
function mountFolder(
	{ pod, mounts }: Container,
	mount: Mount,
): Change | undefined {
	const path = entryOf(mount.node, "mountPath");
	const part = entryOf(mount.node, "subPath");
	const slash = mount.path?.lastIndexOf("/") ?? 0;
	const parent = mount.path?.slice(0, slash);
	if (
		path?.value?.kind !== "scalar" ||
		path.parent !== mount.node ||
		part?.parent !== mount.node ||
		!parent ||
		mount.path?.slice(slash + 1) !== mount.subPath ||
		!/^\/(?:etc\/[^/]+|.*conf.*)/.test(parent) ||
		mounts.some(
			(other) => other !== mount && other.path?.startsWith(`${parent}/`),
		) ||
		mounts.some((other) => other.path === parent)
	)
		return undefined;
	const { value } = path;
	return {
		title: folder(parent),
		safety: "review",
		preferred: true,
		edit: (): readonly Splice[] | undefined => {
			const replaced = replaceScalar(value, parent);
			const removed = removeEntry(pod.document, part);
			return (
				replaced &&
				removed &&
				[...replaced, ...removed].sort((a, b) => a.start - b.start)
			);
		},
	};
}
