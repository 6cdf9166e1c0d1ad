import type { Container, Mount } from "../../kubernetes/container";
import {
	filesOf,
	hasUnknownMount,
	mayWrite,
	type PlacedUse,
	pathIn,
	placedFilesOf,
	placeOf,
	rootOf,
	sharedMounts,
	type VolumePlace,
	writerBeside,
} from "../../kubernetes/file-talks";
import {
	isFixedPath,
	isPodsOwn,
	mayCreate,
	mountOf,
	othersMounting,
} from "../../kubernetes/files";
import { followedFile } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import { nearest } from "../../kubernetes/nearest";
import type { Pod } from "../../kubernetes/pod";
import {
	awaitedPaths,
	onlyFollows,
	type Program,
	programOf,
} from "../../kubernetes/program";
import { baseName } from "../../kubernetes/shell";
import { fixedText, text } from "../../text/language";
import { memoize } from "../../text/memo";
import { rangeOfPath, writePath } from "../file-mends";
import { defineRule, type Report } from "../rule";

const outside = text({
	en: (
		name: string,
		file: string,
		volume: string,
		path: string,
		other: string,
	) =>
		`\`${name}\` follows \`${file}\`, but shares the volume \`${volume}\` with \`${other}\` at \`${path}\`: the file is not in it, and no other container can write it.`,
	ja: (name, file, volume, path, other) =>
		`\`${name}\` は \`${file}\` を追跡しますが、\`${other}\` と共有しているボリューム \`${volume}\` のマウント先は \`${path}\` です。このファイルはボリュームの外にあり、ほかのコンテナからは書き込めません。`,
});

const elsewhere = text({
	en: (
		name: string,
		file: string,
		volume: string,
		there: string,
		other: string,
		written: string,
	) =>
		`\`${name}\` waits for \`${file}\`, but \`${other}\` writes \`${written}\`, which \`${name}\` sees as \`${there}\`: in the volume \`${volume}\` they are two files.`,
	ja: (name, file, volume, there, other, written) =>
		`\`${name}\` は \`${file}\` を待ちますが、\`${other}\` が書き込むのは \`${written}\` で、\`${name}\` からは \`${there}\` に見えます。ボリューム \`${volume}\` の中では別のファイルです。`,
});

const unseen = text({
	en: (name: string, file: string, volume: string, other: string) =>
		`\`${name}\` follows \`${file}\`, but what \`${other}\` can write of the volume \`${volume}\` is another part of it (\`subPath\`): the file never appears.`,
	ja: (name, file, volume, other) =>
		`\`${name}\` は \`${file}\` を追跡しますが、\`${other}\` が書き込めるのはボリューム \`${volume}\` の別の部分(\`subPath\`)なので、このファイルは現れません。`,
});

const mounted = text({
	en: (name: string, path: string) => `\`${name}\` mounts it at \`${path}\``,
	ja: (name, path) => `\`${name}\` が \`${path}\` にマウントしている箇所`,
});
const writes = text({
	en: (name: string, path: string) => `\`${name}\` writes \`${path}\``,
	ja: (name, path) => `\`${name}\` が \`${path}\` に書き込む箇所`,
});

export default defineRule({
	id: "shared-volume-path-mismatch",
	title: fixedText({
		en: "Two containers share a volume but not the path of the file",
		ja: "共有ボリューム内のファイルのパスがコンテナの間で一致していない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/",
	mentions: ["volumeMounts"],
	checkPod(pod, { report }) {
		if (pod.partial || pod.all.length < 2 || pod.hasUnnamedVolume) return;
		for (const container of pod.all) {
			const follows = followedBy(container);
			const file = follows ?? awaitedBy(container);
			if (file === undefined || mayCreate(container, file)) continue;
			if (pod.all.some(hasUnknownMount)) return;
			const found = inVolume(container, file, follows !== undefined);
			if (found) report(found);
		}
	},
});

function followedBy(container: Container): string | undefined {
	const file = followedFile(container);
	return file !== undefined &&
		isFixedPath(file) &&
		onlyFollows(programOf(container))
		? file
		: undefined;
}

/** A file in a volume for which the container waits in a loop. */
const awaitedBy = (container: Container): string | undefined =>
	awaitedPaths(programOf(container)).find(
		(path) => isFixedPath(path) && mountOf(container, path) !== undefined,
	);

function inVolume(
	container: Container,
	file: string,
	isFollowed: boolean,
): Report | undefined {
	const mount = mountOf(container, file);
	if (!mount) return isFollowed ? outsideOf(container, file) : undefined;
	const place = placeOf(container, file);
	if (!place || !isPodsOwn(container, mount)) return undefined;
	const written = elsewhereWritten(container, place);
	const other = written?.container;
	const there = written && pathIn(mount, written.path);
	const others = othersMounting(container, mount);
	if (
		written &&
		other &&
		!others.some((each) => writesSurely(each, place) || isUnread(each, place))
	)
		return {
			at: rangeOfPath(container, file),
			message:
				there === undefined
					? unseen(shownName(container), file, place.volume, shownName(other))
					: elsewhere(
							shownName(container),
							file,
							place.volume,
							there,
							shownName(other),
							written.file.path,
						),
			related: [
				{
					at: rangeOfPath(other, written.file.path),
					message: writes(shownName(other), written.file.path),
				},
			],
			fixes: [
				there === undefined ? undefined : writePath(container, file, there),
			],
		};
	return isFollowed ? inAnotherPart(container, file, place, others) : undefined;
}

/** Nobody reaches the file, because all others mount another part of the volume. */
function inAnotherPart(
	container: Container,
	file: string,
	place: VolumePlace,
	others: readonly Container[],
): Report | undefined {
	const writing = others.filter((other) =>
		other.mounts.some(
			({ name, readOnly }) => !readOnly && name?.text === place.volume,
		),
	);
	const [other] = writing;
	if (!other || writing.some((each) => mayWrite(each, place))) return undefined;
	const roots = new Set(
		writing.flatMap((each) => mountsNamed(each, place.volume).map(rootOf)),
	);
	const [root] = roots;
	const there =
		roots.size === 1 && root !== undefined && rootOf(place.mount) === ""
			? pathIn(place.mount, `${root}/${place.path}`)
			: undefined;
	return {
		at: rangeOfPath(container, file),
		message: unseen(shownName(container), file, place.volume, shownName(other)),
		related: mountsOf(other, place.volume),
		fixes: [
			there === undefined ? undefined : writePath(container, file, there),
		],
	};
}

/** The follower mounts volumes that others write to, but not where the file is. */
function outsideOf(container: Container, file: string): Report | undefined {
	const shared = sharedMounts(container);
	const [mount] = shared;
	if (!mount?.name || mount.path === undefined || file.startsWith("/etc/"))
		return undefined;
	const other = writerBeside(container, mount)?.container;
	if (!other) return undefined;
	const there = shared.length === 1 ? meant(container, mount, file) : undefined;
	return {
		at: rangeOfPath(container, file),
		message: outside(
			shownName(container),
			file,
			mount.name.text,
			mount.path,
			shownName(other),
		),
		related: [
			{
				at: mount.node,
				message: mounted(shownName(container), mount.path),
			},
			...mountsOf(other, mount.name.text),
		],
		fixes: [
			there === undefined ? undefined : writePath(container, file, there),
		],
	};
}

/**
 * The path at which the follower would see the file: one of this name that another container writes, the same path in
 * another container, or a folder that is misspelt.
 */
function meant(
	container: Container,
	mount: Mount,
	file: string,
): string | undefined {
	const name = mount.name?.text ?? "";
	const places = new Set(
		othersMounting(container, mount).flatMap((other) => {
			const written = filesOf(other).filter(
				({ path, does }) =>
					does === "writes" && baseName(path) === baseName(file),
			);
			const paths =
				written.length > 0 ? written.map(({ path }) => path) : [file];
			return paths.flatMap((path) => {
				const place = placeOf(other, path);
				return place?.volume === name ? [place.path] : [];
			});
		}),
	);
	const [place] = places;
	if (places.size === 1 && place !== undefined) return pathIn(mount, place);
	const folder = file.slice(0, file.lastIndexOf("/"));
	return places.size === 0 &&
		mount.path !== undefined &&
		nearest(folder, [mount.path]) !== undefined
		? `${mount.path}/${baseName(file)}`
		: undefined;
}

const mountsNamed = (container: Container, volume: string): readonly Mount[] =>
	container.mounts.filter(({ name }) => name?.text === volume);

const mountsOf = (container: Container, volume: string) =>
	mountsNamed(container, volume).flatMap(({ node, path }) =>
		path === undefined
			? []
			: [{ at: node, message: mounted(shownName(container), path) }],
	);

interface Written extends PlacedUse {
	readonly container: Container;
}

const nameIn = ({ volume, path }: VolumePlace): string =>
	`${volume}:${baseName(path)}`;

/** What the containers of a Pod surely write to volumes, by the volume and the file's name. */
const writtenByName = memoize((pod: Pod): ReadonlyMap<string, Written[]> => {
	const written = new Map<string, Written[]>();
	for (const container of pod.all) {
		for (const placed of placedFilesOf(container)) {
			const { does, sure } = placed.file;
			if (does !== "writes" || !sure || placed.mount.readOnly) continue;
			const name = nameIn(placed);
			const known = written.get(name);
			if (known) known.push({ ...placed, container });
			else written.set(name, [{ ...placed, container }]);
		}
	}
	return written;
});

/** A file of the same name that another container surely writes elsewhere in the volume. */
const elsewhereWritten = (
	reader: Container,
	sought: VolumePlace,
): Written | undefined =>
	writtenByName(reader.pod)
		.get(nameIn(sought))
		?.find(
			({ container, path }) => container !== reader && path !== sought.path,
		);

/** Does a container name the file, or a folder over it, as what it writes? */
const writesSurely = (
	container: Container,
	{ volume, path }: VolumePlace,
): boolean =>
	placedFilesOf(container).some(
		(placed) =>
			placed.file.does === "writes" &&
			placed.volume === volume &&
			(placed.path === path ||
				placed.path === "" ||
				path.startsWith(`${placed.path}/`)),
	);

/** Does nothing tell what all the container writes, so that it may be just this file? */
const isUnread = (container: Container, sought: VolumePlace): boolean =>
	mayWrite(container, sought) && !isRead(programOf(container));

/** Is all that the program runs known, and so all that it writes? */
const isRead = ({ commands }: Program): boolean =>
	commands.length > 0 &&
	commands.every(({ words: [path = ":"] }) => KNOWN.test(baseName(path)));

const KNOWN =
	/^(?:cat|cd|chmod|chown|cp|curl|cut|date|do|done|dd|echo|env|exit|export|false|fi|for|e?grep|head|hostname|kill|ls|mkdir|mv|nc|printf|pwd|rm|sed|seq|set|sleep|sort|tail|tee|test|touch|tr|trap|true|umask|uname|uptime|wait|wget|while|until|wc|\[{1,2}|:|\}|\w+\+?=.*)$/;
