import { memoize } from "../text/memo";
import type { Scalar } from "../yaml/tree";
import { matchesImage } from "./catalogue";
import type { Container, Mount } from "./container";
import { namedFiles, plainPath } from "./file-commands";
import { covers, mayCreate, volumeKind } from "./files";
import { programOf } from "./program";
import {
	isReloader,
	sourceOf,
	variablesFrom,
	watchedMounts,
} from "./reloaders";
import { type Command, programName } from "./shell";

/** Files that helpers watch for others, or fetch for them: they have to be in a volume, or nobody else is concerned. */

export interface NeededPath {
	readonly path: string;
	/** Where the path is written. */
	readonly at: Scalar;
}

/** Flags with which reloaders are told what to watch. */
const WATCHED = /^--?(?:volume-dir|watched-dir|config-file|config-dir)(?:=|$)/;

/** Programs that watch nothing else, change no file, or tell others of a change. */
const ONLY_WATCHES =
	/^(?:inotifywait|kill|pkill|killall|pgrep|pidof|curl|wget|nginx|haproxy|echo|printf|date|sleep|while|until|do|done|if|then|else|fi|read|set|trap|exit|break|continue|true|false|test|\[{1,2}|:)?$/;

/** What every container has from the kubelet, or may get from an injector, without a mount of its own. */
const GIVEN =
	/^\/(?:etc\/(?:hosts|hostname|resolv\.conf)|(?:var\/)?run\/secrets|vault)(?:\/|$)/;

/** Paths that a container watches for changes by others: it makes none itself. */
export const watchedPaths = memoize(
	(container: Container): readonly NeededPath[] => {
		const program = programOf(container);
		const { commands, script, words = [] } = program;
		const found = script
			? commands.every((command) => ONLY_WATCHES.test(programName(command)))
				? commands.flatMap(operandsOfWatcher).map((text) => ({
						text,
						at: script,
					}))
				: []
			: isReloader(container)
				? flagValues(words)
				: [];
		return found.flatMap(({ text, at }) => {
			const path = plainPath(text);
			return path === undefined ||
				GIVEN.test(path) ||
				mayCreate(container, path)
				? []
				: [{ path, at }];
		});
	},
);

function flagValues(words: readonly Scalar[]): { text: string; at: Scalar }[] {
	return words.flatMap((word, index) => {
		if (!WATCHED.test(word.text)) return [];
		const equals = word.text.indexOf("=");
		if (equals !== -1) return [{ text: word.text.slice(equals + 1), at: word }];
		const next = words[index + 1];
		return next ? [{ text: next.text, at: next }] : [];
	});
}

/** Options of `inotifywait` whose value is another word. */
const VALUED =
	/^(?:-[a-zA-Z]*[eto]|--(?:event|timeout|outfile|format|timefmt|exclude|excludei|include|includei|fromfile))$/;

const operandsOfWatcher = (command: Command): readonly string[] =>
	programName(command) === "inotifywait"
		? command.words
				.slice(1)
				.filter(
					(word, index, rest) =>
						!word.startsWith("-") && !VALUED.test(rest[index - 1] ?? ""),
				)
		: [];

/**
 * The folder in which `k8s-sidecar` puts the files of ConfigMaps and Secrets that it finds by their labels; nothing where
 * a script of its own goes on with them.
 */
export function fetchedInto(container: Container): NeededPath | undefined {
	const image = container.image?.text;
	if (image === undefined || !matchesImage(image, "kiwigrid/k8s-sidecar"))
		return undefined;
	const variable = (name: string) =>
		container.environment.find((each) => each.name === name)?.value;
	const at = variable("FOLDER");
	const path = at && plainPath(at.text);
	return at && path !== undefined && !variable("SCRIPT")
		? { path, at }
		: undefined;
}

/** A mount of a ConfigMap or Secret that a reloader watches, and no other container gets. */
export function watchedForNobody(container: Container): readonly Mount[] {
	// What it makes of the files another container may get.
	const isPlain =
		isReloader(container) &&
		namedFiles(programOf(container)).every(({ does }) => does === "reads");
	if (!isPlain) return [];
	const { pod } = container;
	return watchedMounts(container).filter((mount) => {
		const source = sourceOf(container, mount);
		return (
			source !== undefined &&
			!pod.all.some(
				(other) =>
					other !== container &&
					(variablesFrom(other, source) !== undefined ||
						other.mounts.some((each) => mayShow(other, each, source.name))),
			)
		);
	});
}

/** May a mount show a ConfigMap or Secret? A projected volume shows several. */
const mayShow = (container: Container, mount: Mount, name: string): boolean => {
	const kind = volumeKind(container, mount);
	return (
		kind === "projected" ||
		kind === "unknown" ||
		sourceOf(container, mount)?.name === name
	);
};

/** Does a container mount a volume over a path, or somewhere below it? */
export const mountsAround = (
	{ mounts }: Container,
	{ path }: NeededPath,
): boolean =>
	mounts.some(
		(mount) =>
			mount.path !== undefined &&
			(covers(mount.path, path) || covers(path, mount.path)),
	);
