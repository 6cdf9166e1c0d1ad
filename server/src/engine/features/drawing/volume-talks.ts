import type { Container } from "../../kubernetes/container";
import {
	type FileParty,
	fileTalksOf,
	isWritableKind,
	mountsByVolume,
	type OwnedMount,
} from "../../kubernetes/file-talks";
import { volumeKind } from "../../kubernetes/files";
import type { Pod } from "../../kubernetes/pod";
import type { Version } from "../../kubernetes/versions";
import type { Range } from "../../text/edit";
import type { Talk, TalkEnd } from "./model";
import { nameOf, shown } from "./names";
import type { Life } from "./schedule";
import type { Access, WORDS } from "./words";

export interface TalkSurroundings {
	readonly version: Version;
	readonly words: (typeof WORDS)["en"];
	/** The containers that have a lane. */
	readonly lanes: ReadonlyMap<Container, number>;
	/** By lane. */
	readonly lives: readonly Life[];
	readonly place: (at: Range) => number;
}

const WAYS: Readonly<Record<Access, TalkEnd["way"]>> = {
	writes: "out",
	reads: "in",
	both: "both",
	mounts: "both",
};

/** Through which volumes containers pass files to each other, and which way as far as that is known. */
export function volumeTalks(
	pod: Pod,
	{ words, lanes, place }: TalkSurroundings,
): readonly Talk[] {
	return [...mountsByVolume(pod)].flatMap(([volume, all]): readonly Talk[] => {
		const mounts = all.filter(({ container }) => lanes.has(container));
		const [first] = mounts;
		const containers = new Set(mounts.map(({ container }) => container));
		if (!first || containers.size < 2) return [];
		// What Kubernetes alone fills, containers do not have from each other.
		if (!isWritableKind(first.container, first.mount)) return [];
		const uses = usesOf(pod, volume);
		const ends = mounts
			.filter(
				({ container }, index) =>
					mounts.findIndex((other) => other.container === container) === index,
			)
			.map(({ container, mount }: OwnedMount): TalkEnd => {
				const own = uses.filter((use) => use.container === container);
				const access = accessOf(own);
				const files = new Set(own.map(({ path }) => path));
				const path = files.size === 1 ? own[0]?.path : mount.path;
				return {
					lane: lanes.get(container) ?? 0,
					way: WAYS[access],
					text: words.access[access],
					label: words.accessOf(
						nameOf(container),
						access,
						path === undefined ? "" : shown(path),
					),
					place: place(mount.node),
				};
			});
		const kind = volumeKind(first.container, first.mount);
		const detail = kind === "unknown" ? "" : shown(kind);
		const name = shown(volume);
		const definition = pod.volumes.find((one) => one.name?.text === volume);
		return [
			{
				kind: "volume",
				text: name,
				detail,
				label: words.of(
					words.volume(name, detail),
					words.list(ends.map(({ label }) => label)),
				),
				place: place(definition?.name ?? first.mount.node),
				ends,
			},
		];
	});
}

interface Use extends FileParty {
	readonly does: "writes" | "reads";
}

/** Who does what with the files of a volume, where it is more than that it could. */
const usesOf = (pod: Pod, volume: string): readonly Use[] =>
	fileTalksOf(pod)
		.filter((talk) => talk.volume === volume)
		.flatMap(({ writers, readers }) => [
			...writers.map((party): Use => ({ ...party, does: "writes" })),
			...readers.map((party): Use => ({ ...party, does: "reads" })),
		])
		.filter(({ sureness }) => sureness !== "possible");

function accessOf(uses: readonly Use[]): Access {
	const [first] = uses;
	if (!first) return "mounts";
	return uses.every(({ does }) => does === first.does) ? first.does : "both";
}
