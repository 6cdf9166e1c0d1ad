import { valueAt } from "../../yaml/tree";
import type { Container, Mount } from "../container";
import {
	filesOf,
	isOfficial,
	isWritableKind,
	mountsByVolume,
	placedFilesOf,
} from "../file-talks";
import { covers, mountOf, volumeKind } from "../files";
import { stringOf } from "../values";
import { freeVolumeName } from "./free";
import type { Data } from "./plan";

/** A directory of the application's that a helper is to share, and the volume that carries it. */
export interface SharedPlace {
	readonly directory: string;
	/** Files in it of which something in the Pod speaks, with their paths. */
	readonly files: readonly string[];
	readonly volume: string;
	readonly subPath?: string | undefined;
	/** Has the application no mount there yet, so that volume and mount have to be made? */
	readonly isNew: boolean;
}

/** What lies in `/etc` too: certificates, keys and what a mesh's proxy needs are no application's configuration. */
const HOLDS_OTHERS =
	/\/(?:ssl|tls|pki|certs?|certificates|ca-certificates|keys?|secrets?|tokens?|istio|envoy|linkerd)(?:\/|$)/;

/** The place as a mount of a container. */
export const mountAt = (
	{ volume, directory, subPath }: SharedPlace,
	readOnly: boolean,
): Data => ({
	name: volume,
	mountPath: directory,
	...(subPath === undefined ? {} : { subPath }),
	...(readOnly ? { readOnly: true } : {}),
});

/** A path that can stand in a script as it is. */
const PLAIN = /^\/[\w./-]+$/;

const LOG_FILE = /(?<![\w./-])\/[\w./-]+\.log(?![\w/])/g;
const LOG_NAME = /(?:^|[^a-z])logs?(?:[^a-z]|$)/i;
const CONFIG_NAME =
	/(?:^|[^a-z])(?:conf(?:ig)?s?|conf\.d|etc|settings)(?:[^a-z]|$)/i;

/** Where the application writes its log, by what it is told and what it mounts; nothing where nothing says so. */
export function logPlaceOf(app: Container): SharedPlace | undefined {
	const named = [...new Set([...filesWritten(app), ...wordsOf(app)])].filter(
		(path) => PLAIN.test(path) && !path.includes("/../"),
	);
	for (const file of named) {
		const mount = mountOf(app, file);
		if (mount && isShareable(app, mount))
			return placeOfMount(app, mount, named);
	}
	const mount = app.mounts.find(
		(each) =>
			isShareable(app, each) &&
			(LOG_NAME.test(each.path ?? "") || LOG_NAME.test(each.name?.text ?? "")),
	);
	if (mount) return placeOfMount(app, mount, named);
	const file = named.find((each) => isFreeFor(app, directoryOf(each)));
	if (file !== undefined) return newPlace(app, directoryOf(file), named);
	// The image links its logs to the output; a volume over the folder makes files of them.
	const isPlainNginx =
		isOfficial(app.image?.text ?? "", "nginx") &&
		!app.field("command") &&
		isUnmounted(app, NGINX);
	return isPlainNginx
		? newPlace(app, NGINX, [`${NGINX}/access.log`])
		: undefined;
}

const NGINX = "/var/log/nginx";

/** A place for logs that the application has to be told of. */
export function newLogPlace(app: Container): SharedPlace {
	const name = nameFor(app);
	const directory = unmounted(app, `/var/log/${name}`, `/logs/${name}`);
	return newPlace(app, directory, [`${directory}/${name}.log`]);
}

/** Where the application reads configuration that a container of the Pod may write. */
export function configPlaceOf(app: Container): SharedPlace | undefined {
	const mount = app.mounts.find(
		(each) =>
			volumeKind(app, each) === "emptyDir" &&
			isPlain(each) &&
			!LOG_NAME.test(each.path ?? "") &&
			!HOLDS_OTHERS.test(each.path ?? "") &&
			!isFilledWhole(app, each) &&
			(CONFIG_NAME.test(each.path ?? "") ||
				CONFIG_NAME.test(each.name?.text ?? "")),
	);
	return mount && placeOfMount(app, mount, filesRead(app));
}

/** Does another container clone or copy a whole folder into the volume, in which nobody else should write? */
const isFilledWhole = (app: Container, { name }: Mount): boolean =>
	(mountsByVolume(app.pod).get(name?.text ?? "") ?? []).some(
		({ container }) =>
			container !== app &&
			placedFilesOf(container).some(
				({ volume, path, file }) =>
					volume === name?.text &&
					path === "" &&
					file.folder &&
					file.does === "writes",
			),
	);

/** A place for configuration of its own: what a ConfigMap or the image holds must not be hidden. */
export const newConfigPlace = (app: Container): SharedPlace =>
	newPlace(
		app,
		unmounted(app, `/etc/${nameFor(app)}-config`, `/config/${nameFor(app)}`),
		[],
	);

/** What a log is called in a directory of which nobody says it. */
export const usualLog = (app: Container, directory: string): string =>
	`${directory}/${directory === NGINX ? "access" : nameFor(app)}.log`;

/** The application's name as a part of a path. */
export const nameFor = ({ name }: Container): string =>
	name !== undefined && /^[a-z0-9-]+$/.test(name) ? name : "app";

function newPlace(
	app: Container,
	directory: string,
	files: readonly string[],
): SharedPlace {
	const wanted = LOG_NAME.test(directory) ? "logs" : "config";
	return {
		directory,
		files: files.filter((file) => directoryOf(file) === directory),
		volume: freeVolumeName(app.pod, wanted),
		isNew: true,
	};
}

function placeOfMount(
	app: Container,
	mount: Mount,
	files: readonly string[],
): SharedPlace | undefined {
	const { path, name, subPath } = mount;
	if (path === undefined || !name) return undefined;
	const others = (mountsByVolume(app.pod).get(name.text) ?? []).flatMap(
		({ container }) =>
			container === app
				? []
				: placedFilesOf(container).flatMap((place) =>
						place.volume === name.text &&
						place.path !== "" &&
						subPath === undefined
							? [`${path}/${place.path}`]
							: [],
					),
	);
	return {
		directory: path,
		files: [...new Set([...files, ...others])].filter(
			(file) => covers(path, file) && PLAIN.test(file),
		),
		volume: name.text,
		subPath: stringOf(valueAt(mount.node, "subPath")),
		isNew: false,
	};
}

/** Has the mount a fixed path, and shows it a fixed part of its volume? */
const isPlain = ({ path, name, node }: Mount): boolean =>
	path !== undefined &&
	PLAIN.test(path) &&
	name !== undefined &&
	valueAt(node, "subPathExpr") === undefined &&
	valueAt(node, "mountPropagation") === undefined;

/** May the application write there, and another container look at it, without leaving the Pod? */
const isShareable = (app: Container, mount: Mount): boolean =>
	isPlain(mount) &&
	!mount.readOnly &&
	isWritableKind(app, mount) &&
	// A claim of a StatefulSet is none of the Pod's own volumes.
	app.pod.volumeNames.has(mount.name?.text ?? "") &&
	volumeKind(app, mount) !== "hostPath";

const directoryOf = (file: string): string =>
	file.slice(0, Math.max(1, file.lastIndexOf("/")));

/** Can an empty volume be mounted there without hiding what the image has? Only where nothing but logs is kept. */
const isFreeFor = (app: Container, directory: string): boolean =>
	(directory.split("/").length > 2 || /^\/logs?$/.test(directory)) &&
	LOG_NAME.test(directory) &&
	isUnmounted(app, directory);

const isUnmounted = (app: Container, directory: string): boolean =>
	!app.mounts.some(
		({ path }) =>
			path === undefined || covers(path, directory) || covers(directory, path),
	);

/**
 * The directory itself, else one beside it that is neither mounted nor around a mount.
 * @param other where it is inside a mount: the mount point would have to be made in that volume, which fails in one that is
 * read-only, and leaves a folder behind on a node or claim
 */
function unmounted(app: Container, wanted: string, other: string): string {
	const first = isInside(app, wanted) && !isInside(app, other) ? other : wanted;
	let directory = first;
	for (let number = 2; isAround(app, directory); number++)
		directory = `${first}-${number}`;
	return directory;
}

const isInside = (app: Container, directory: string): boolean =>
	app.mounts.some(({ path }) => path !== undefined && covers(path, directory));

const isAround = (app: Container, directory: string): boolean =>
	app.mounts.some(
		({ path }) => path !== undefined && path !== "/" && covers(directory, path),
	);

const filesWritten = (app: Container): readonly string[] =>
	filesOf(app).flatMap(({ does, path, folder }) =>
		does === "writes" && !folder && LOG_NAME.test(path) ? [path] : [],
	);

const filesRead = (app: Container): readonly string[] =>
	[...textsOf(app)].flatMap((text) =>
		[...text.matchAll(/(?<![\w./-])\/[\w./-]+\.\w+(?![\w/])/g)].map(
			([path]) => path,
		),
	);

const wordsOf = (app: Container): readonly string[] =>
	textsOf(app).flatMap((text) =>
		[...text.matchAll(LOG_FILE)].map(([path]) => path),
	);

const textsOf = (container: Container): readonly string[] =>
	[
		...(container.words("command") ?? []),
		...(container.words("args") ?? []),
		...container.environment.map(({ value }) => value),
	].map(({ text }) => text);

/** Does another container than the application speak of a file? */
export const isSpokenOf = (app: Container, file: string): boolean =>
	app.pod.all.some(
		(other) =>
			other !== app && textsOf(other).some((text) => text.includes(file)),
	);
