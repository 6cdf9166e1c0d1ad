import { memoize, memoizeText } from "../text/memo";
import { entryOf, itemsOf, resolve } from "../yaml/tree";
import { matchesImage } from "./catalogue";
import type { Container, Mount } from "./container";
import { type NamedFile, namedFiles, plainPath } from "./file-commands";
import { isPodsOwn, mountOf, volumeKind } from "./files";
import type { Pod } from "./pod";
import { programOf } from "./program";
import { stringOf } from "./values";

/**
 * Who writes and who reads which file of a volume, seen through mounts: a path in a container is a volume, what the mount
 * shows of it (`subPath`) and the rest of the path.
 */

/**
 * How sure a part in a talk is:
 * `sure`: the program names the file and nothing keeps it from doing so;
 * `likely`: it names the file, but may not come to it; or its image, or a read-only mount, says so;
 * `possible`: it could, by its mounts, and nothing says what it does.
 */
export type Sureness = "sure" | "likely" | "possible";

export interface FileUse extends NamedFile {
	readonly sureness: Sureness;
}

export interface FileParty {
	readonly container: Container;
	/** The file as the container sees it. */
	readonly path: string;
	readonly sureness: Sureness;
}

export interface FileTalk {
	/** The volume's name. */
	readonly volume: string;
	/** Below the volume's root; empty where nothing says which file. */
	readonly path: string;
	readonly writers: readonly FileParty[];
	readonly readers: readonly FileParty[];
}

/** A place in a volume. */
export interface VolumePlace {
	readonly volume: string;
	/** Below the volume's root, without slash in front; empty for the root. */
	readonly path: string;
	readonly mount: Mount;
}

/** The files that a container writes and reads, as far as its program, or an image that always does so, tells. */
export const filesOf = memoize((container: Container): readonly FileUse[] => {
	const program = programOf(container);
	return [
		...namedFiles(program).map(
			(file): FileUse => ({ ...file, sureness: file.sure ? "sure" : "likely" }),
		),
		...filesOfImage(container),
	];
});

/** Where in which volume a path lies; nothing when it is in no volume, or a template decides. */
export function placeOf(
	container: Container,
	path: string,
): VolumePlace | undefined {
	if (hasUnknownMount(container)) return undefined;
	const mount = mountOf(container, path);
	const below = mount && rootOf(mount);
	if (!mount?.name || mount.path === undefined || below === undefined)
		return undefined;
	const rest = path.slice(mount.path === "/" ? 1 : mount.path.length + 1);
	return { volume: mount.name.text, path: join(below, rest), mount };
}

export interface PlacedUse extends VolumePlace {
	readonly file: FileUse;
}

/** The files of a container that lie in volumes, with their places. */
export const placedFilesOf = memoize(
	(container: Container): readonly PlacedUse[] =>
		filesOf(container).flatMap((file) => {
			const place = placeOf(container, file.path);
			return place ? [{ ...place, file }] : [];
		}),
);

/** The folder (or file) of its volume that a mount shows; nothing when that is not written down. */
export function rootOf({ node }: Mount): string | undefined {
	if (entryOf(node, "subPathExpr")) return undefined;
	const entry = entryOf(node, "subPath");
	if (!entry) return "";
	const path = stringOf(entry.value);
	return path === undefined || /\.\./.test(path)
		? undefined
		: path.replace(/^(?:\.?\/)+|\/+$/g, "").replace(/^\.$/, "");
}

/** The path at which a container sees a place of a volume through one of its mounts; nothing when the mount does not show it. */
export function pathIn(mount: Mount, place: string): string | undefined {
	const root = rootOf(mount);
	if (root === undefined || mount.path === undefined || !covers(root, place))
		return undefined;
	const rest = root === "" ? place : place.slice(root.length + 1);
	return rest === "" ? mount.path : join(mount.path, rest);
}

/** Has a container a mount whose volume or path is templated or missing? That one may be anywhere. */
export const hasUnknownMount = memoize((container: Container): boolean => {
	const list = resolve(container.field("volumeMounts")?.value);
	if (!list) return false;
	return (
		list.kind !== "sequence" ||
		itemsOf(list).length !== container.mounts.length ||
		container.mounts.some(({ name, path }) => !name || path === undefined)
	);
});

/** May a container write a place of a volume, by its mounts? */
export function mayWrite(
	container: Container,
	{ volume, path }: Pick<VolumePlace, "volume" | "path">,
): boolean {
	return container.mounts.some((mount) => {
		if (mount.name?.text !== volume || mount.readOnly) return false;
		const root = rootOf(mount);
		return root === undefined || covers(root, path);
	});
}

/** A mount and the container that has it. */
export interface OwnedMount {
	readonly container: Container;
	readonly mount: Mount;
}

/** The mounts of a Pod by the names of their volumes. */
export const mountsByVolume = memoize(
	(pod: Pod): ReadonlyMap<string, readonly OwnedMount[]> => {
		const mounts = new Map<string, OwnedMount[]>();
		for (const container of pod.all) {
			for (const mount of container.mounts) {
				const name = mount.name?.text;
				if (name === undefined) continue;
				const known = mounts.get(name);
				if (known) known.push({ container, mount });
				else mounts.set(name, [{ container, mount }]);
			}
		}
		return mounts;
	},
);

/** A mount of another container through which it can write to the volume of a mount. */
export const writerBeside = (
	container: Container,
	mount: Mount,
): OwnedMount | undefined =>
	mountsByVolume(container.pod)
		.get(mount.name?.text ?? "")
		?.find((other) => other.container !== container && !other.mount.readOnly);

/** Mounts through which a container gets files that another one of the Pod writes. */
export const sharedMounts = (container: Container): readonly Mount[] =>
	container.mounts.filter(
		(mount) =>
			writerBeside(container, mount) !== undefined &&
			isPodsOwn(container, mount),
	);

/** Does a container surely write a file, as its program names it? */
export const surelyWrites = (
	container: Container,
	{ volume, path }: Pick<VolumePlace, "volume" | "path">,
): boolean =>
	placedFilesOf(container).some(
		(placed) =>
			placed.file.does === "writes" &&
			placed.file.sure &&
			placed.volume === volume &&
			placed.path === path,
	);

const covers = (folder: string, path: string): boolean =>
	folder === "" || path === folder || path.startsWith(`${folder}/`);

const join = (folder: string, path: string): string =>
	folder === "" || path === ""
		? folder || path
		: `${folder.replace(/\/$/, "")}/${path}`;

/** Kinds of volumes that Kubernetes alone fills. */
const FILLED =
	/^(?:configMap|secret|downwardAPI|projected|image|csi|glusterfs)$/;

/** Can containers of the Pod pass files through the volume of a mount? */
export const isWritableKind = (container: Container, mount: Mount): boolean =>
	!FILLED.test(volumeKind(container, mount));

/**
 * Who talks to whom through the volumes of a Pod: a talk for each file that a program names, and one for each volume of
 * which nothing more is known than who mounts it.
 */
export const fileTalksOf = memoize((pod: Pod): readonly FileTalk[] => {
	const talks: FileTalk[] = [];
	for (const [volume, parties] of sharedVolumes(pod))
		talks.push(...talksOf(volume, parties));
	return talks;
});

/** The containers of each volume that more than one mounts, in the order of the volumes' first mounts. */
function* sharedVolumes(
	pod: Pod,
): Generator<readonly [string, readonly Container[]]> {
	for (const [name, mounts] of mountsByVolume(pod)) {
		const [first] = mounts;
		if (!first || !isWritableKind(first.container, first.mount)) continue;
		const containers = new Set(mounts.map(({ container }) => container));
		const known = [...containers].filter((each) => !hasUnknownMount(each));
		if (known.length > 1) yield [name, known];
	}
}

interface Named {
	readonly writers: Map<Container, FileParty>;
	readonly readers: Map<Container, FileParty>;
}

/** More named files of one volume than these are no talk that a person could follow. */
const MOST = 100;

function talksOf(
	volume: string,
	containers: readonly Container[],
): readonly FileTalk[] {
	const files = new Map<string, Named>();
	const folders: { place: string; party: FileParty }[] = [];
	for (const container of containers) {
		for (const place of placedFilesOf(container)) {
			if (place.volume !== volume) continue;
			const { path, does, folder, sureness } = place.file;
			const party = { container, path, sureness };
			if (folder && does === "writes")
				folders.push({ place: place.path, party });
			if (!files.has(place.path) && files.size >= MOST) continue;
			const file = files.get(place.path) ?? {
				writers: new Map(),
				readers: new Map(),
			};
			files.set(place.path, file);
			const list = does === "writes" ? file.writers : file.readers;
			if (list.get(container)?.sureness !== "sure") list.set(container, party);
		}
	}
	const talks = [...files].flatMap(([path, { writers, readers }]) => {
		// A folder that is made or copied holds files of which its writer says nothing more.
		for (const { place, party } of folders)
			if (covers(place, path) && !writers.has(party.container))
				writers.set(party.container, { ...party, sureness: "likely" });
		const talk: FileTalk = {
			volume,
			path,
			writers:
				writers.size > 0
					? [...writers.values()]
					: others(containers, volume, path, readers, true),
			readers:
				readers.size > 0
					? [...readers.values()]
					: others(containers, volume, path, writers, false),
		};
		return isBetweenTwo(talk) ? [talk] : [];
	});
	return talks.length > 0 ? talks : [byMounts(volume, containers)];
}

/** Containers beside those of which it is known that see a file, or could write it. */
function others(
	containers: readonly Container[],
	volume: string,
	place: string,
	known: ReadonlyMap<Container, FileParty>,
	toWrite: boolean,
): readonly FileParty[] {
	return containers.flatMap((container): FileParty[] => {
		if (known.has(container)) return [];
		for (const mount of container.mounts) {
			if (mount.name?.text !== volume || (toWrite && mount.readOnly)) continue;
			const path = pathIn(mount, place);
			if (path !== undefined)
				return [
					{
						container,
						path,
						sureness: mount.readOnly ? "likely" : "possible",
					},
				];
		}
		return [];
	});
}

/** Who mounts a volume read-only reads; who does not may write, and surely does if nobody else can. */
function byMounts(volume: string, containers: readonly Container[]): FileTalk {
	const parties = containers.flatMap((container) => {
		const own = container.mounts.filter(({ name }) => name?.text === volume);
		const path = own[0]?.path;
		if (path === undefined) return [];
		return [{ container, path, reads: own.every(({ readOnly }) => readOnly) }];
	});
	const writing = parties.filter(({ reads }) => !reads);
	const reading = parties.filter(({ reads }) => reads);
	const certain = reading.length > 0 && writing.length === 1;
	return {
		volume,
		path: "",
		writers: writing.map(({ container, path }) => ({
			container,
			path,
			sureness: certain ? "likely" : "possible",
		})),
		readers: (reading.length > 0 ? reading : writing).map(
			({ container, path, reads }) => ({
				container,
				path,
				sureness: reads ? "likely" : "possible",
			}),
		),
	};
}

const isBetweenTwo = ({ writers, readers }: FileTalk): boolean =>
	writers.some((writer) =>
		readers.some(({ container }) => container !== writer.container),
	);

/** Images that always write, or read, the same place when nothing else is said. */
function filesOfImage(container: Container): readonly FileUse[] {
	const image = container.image?.text;
	if (image === undefined) return [];
	const use = (
		does: FileUse["does"],
		paths: readonly (string | undefined)[],
		folder = false,
	): FileUse[] =>
		paths.flatMap((each) => {
			const path = each === undefined ? undefined : plainPath(each);
			return path === undefined
				? []
				: [{ does, path, folder, sure: false, sureness: "likely" as const }];
		});
	const variable = (name: string) =>
		container.environment.find((each) => each.name === name)?.value.text;
	if (matchesImage(image, "kiwigrid/k8s-sidecar"))
		return use("writes", [variable("FOLDER")], true);
	if (matchesImage(image, "git-sync/git-sync"))
		return use(
			"writes",
			[
				variable("GITSYNC_ROOT") ?? variable("GIT_SYNC_ROOT"),
				...(programOf(container).words ?? []).map(
					({ text }) => /^--?root=(.+)$/.exec(text)?.[1],
				),
			],
			true,
		);
	// The image links its logs to the output; a volume over the folder makes files of them.
	if (
		isOfficial(image, "nginx") &&
		!container.field("command") &&
		container.mounts.some(({ path }) => path === "/var/log/nginx") &&
		!container.mounts.some(({ path }) => /^\/etc\/nginx/.test(path ?? ""))
	)
		return use("writes", [
			"/var/log/nginx/access.log",
			"/var/log/nginx/error.log",
		]);
	return [];
}

/** Is an image one of Docker Hub's official ones, not another that is called alike? */
export function isOfficial(image: string, name: string): boolean {
	return image.includes(name) && officialOf(name).test(image);
}

const officialOf = memoizeText(
	(name) =>
		new RegExp(
			`^(?:(?:docker\\.io|index\\.docker\\.io|mirror\\.gcr\\.io|public\\.ecr\\.aws/docker)/)?(?:library/)?${name}(?:[:@].*)?$`,
		),
);
