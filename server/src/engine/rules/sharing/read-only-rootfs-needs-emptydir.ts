import type { Container } from "../../kubernetes/container";
import {
	filesOf,
	hasUnknownMount,
	isOfficial,
} from "../../kubernetes/file-talks";
import { covers } from "../../kubernetes/files";
import { shownName } from "../../kubernetes/naming";
import { booleanOf, stringOf } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { entryOf, valueAt } from "../../yaml/tree";
import { mountEmptyDir, rangeOfPath } from "../file-mends";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, path: string) =>
		`\`${name}\` writes \`${path}\`, where no volume is mounted, but its root file system is read-only: the write fails with \`Read-only file system\`. Mount an \`emptyDir\` there.`,
	ja: (name, path) =>
		`\`${name}\` は \`${path}\` に書き込みますが、そこにはボリュームがマウントされておらず、ルートファイルシステムは読み取り専用です。書き込みは \`Read-only file system\` で失敗します。\`emptyDir\` をマウントしてください。`,
});

const image = text({
	en: (name: string, path: string, program: string) =>
		`\`${program}\` in \`${name}\` writes to \`${path}\` when it starts, but its root file system is read-only and no volume is mounted there: it ends with \`Read-only file system\`, and the container never runs. Mount an \`emptyDir\` there.`,
	ja: (name, path, program) =>
		`\`${name}\` の \`${program}\` は起動時に \`${path}\` に書き込みますが、ルートファイルシステムが読み取り専用で、そこにボリュームもマウントされていません。\`Read-only file system\` で終了し、コンテナは起動できません。\`emptyDir\` をマウントしてください。`,
});

const readOnlyHere = fixedText({
	en: "The root file system is read-only",
	ja: "ルートファイルシステムを読み取り専用にしている箇所",
});

export default defineRule({
	id: "read-only-rootfs-needs-emptydir",
	title: fixedText({
		en: "A program writes to a root file system that is read-only",
		ja: "読み取り専用のルートファイルシステムに書き込んでいる",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
	mentions: ["readOnlyRootFilesystem"],
	checkPod(pod, { report }) {
		if (pod.partial) return;
		for (const container of pod.all) {
			const setting = readOnlyRoot(container);
			if (!setting || hasUnknownMount(container)) continue;
			const file = uncovered(container);
			if (file) {
				const folder = folderFor(file);
				report({
					at: rangeOfPath(container, file),
					message: found(shownName(container), file),
					related: [{ at: setting, message: readOnlyHere }],
					fixes: [
						folder === undefined || !isFree(container, folder)
							? undefined
							: mountEmptyDir(container, folder),
					],
				});
				continue;
			}
			const known = KNOWN.find(({ name }) =>
				isOfficial(container.image?.text ?? "", name),
			);
			for (const path of known && container.image
				? missing(container, known)
				: [])
				report({
					at: container.image ?? container.label,
					message: image(shownName(container), path, known?.name ?? ""),
					related: [{ at: setting, message: readOnlyHere }],
					fixes: [mountEmptyDir(container, path)],
				});
		}
	},
});

/** The key that makes the root file system read-only. */
function readOnlyRoot(container: Container): Range | undefined {
	const context = valueAt(container.entry("securityContext")?.value);
	const entry =
		context?.kind === "mapping"
			? entryOf(context, "readOnlyRootFilesystem")
			: undefined;
	return booleanOf(entry?.value) ? entry?.key : undefined;
}

/** Files that the kubelet mounts into every container, so that they can be written. */
function isKubelets(container: Container, path: string): boolean {
	const log = stringOf(container.entry("terminationMessagePath")?.value);
	return path === "/etc/hosts" || path === log;
}

/** A path that the program surely writes, and that is in no volume. */
function uncovered(container: Container): string | undefined {
	return filesOf(container).find(
		({ path, does, sure }) =>
			does === "writes" &&
			sure &&
			!isKubelets(container, path) &&
			!isMounted(container, path),
	)?.path;
}

/** `/var/run` is a link to `/run` in nearly all images. */
const real = (path: string): string =>
	path.replace(/^\/var\/run(?=\/|$)/, "/run");

const isMounted = (container: Container, path: string): boolean =>
	container.mounts.some((mount) => covers(real(mount.path ?? "/"), real(path)));

/** Folders of an image that hold nothing which a volume over them would hide. */
const SCRATCH =
	/^(?:\/tmp|\/var\/tmp|\/run|\/var\/run|\/var\/(?:log|cache|lib|spool)\/[\w.-]+|\/(?:data|logs?|cache|output|work(?:dir|space)?|scratch|shared|mnt\/[\w.-]+))(?=\/)/;

/** Where an empty volume makes a file writable and hides nothing. */
const folderFor = (file: string): string | undefined => SCRATCH.exec(file)?.[0];

/** Is nothing mounted in a folder, so that a volume over it hides nothing? */
const isFree = (container: Container, folder: string): boolean =>
	!container.mounts.some(({ path = "/" }) => covers(real(folder), real(path)));

interface KnownProgram {
	/** An official image of Docker Hub. */
	readonly name: string;
	/** Folders that it must be able to write to, whatever its configuration in the image says. */
	readonly writes: readonly string[];
	/** A mount there may bring a configuration that says otherwise. */
	readonly configuration: RegExp;
}

/** Sources: the configuration in each image, and what it says when it is started with `--read-only`. */
const KNOWN: readonly KnownProgram[] = [
	{
		name: "nginx",
		writes: ["/var/cache/nginx", "/run"],
		configuration: /^\/etc\/nginx(?:\/nginx\.conf)?$/,
	},
	{
		name: "httpd",
		writes: ["/usr/local/apache2/logs"],
		configuration: /^\/usr\/local\/apache2(?:\/conf(?:\/.*)?)?$/,
	},
];

/** The folders that a program of an image needs and that no volume covers; none when it is told something. */
function missing(
	container: Container,
	{ writes, configuration }: KnownProgram,
): readonly string[] {
	if (
		container.field("command") ||
		container.field("args") ||
		container.mounts.some(({ path = "/" }) => configuration.test(path))
	)
		return [];
	return writes.filter(
		(path) => !isMounted(container, path) && isFree(container, path),
	);
}
