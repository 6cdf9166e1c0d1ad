import type { Container, Mount } from "../../kubernetes/container";
import { mountOf } from "../../kubernetes/files";
import { gateOf } from "../../kubernetes/lifecycle";
import type { Pod } from "../../kubernetes/pod";
import {
	awaitedPaths,
	programOf,
	tailsOf,
	writtenPaths,
} from "../../kubernetes/program";
import type { Version } from "../../kubernetes/versions";
import type { Range } from "../../text/edit";
import { type Call, callsIn, sharedVolumesOf } from "../talks";
import type { Talk, TalkEnd } from "./model";
import { nameOf, shown } from "./names";
import type { Life } from "./schedule";
import type { Access, WORDS } from "./words";

/** Volumes that nobody in the Pod writes: what several containers mount of them they do not have from each other. */
const NEVER_WRITTEN = new Set([
	"configMap",
	"downwardAPI",
	"image",
	"projected",
	"secret",
]);

interface Surroundings {
	readonly version: Version;
	readonly words: (typeof WORDS)["en"];
	/** The containers that have a lane. */
	readonly lanes: ReadonlyMap<Container, number>;
	readonly lives: readonly Life[];
	readonly place: (at: Range) => number;
}

/** Who talks to whom: through a volume, or on a port. */
export const talksOf = (
	pod: Pod,
	surroundings: Surroundings,
): readonly Talk[] => [
	...volumeTalks(pod, surroundings),
	...portTalks(pod, surroundings),
];

const WAYS: Readonly<Record<Access, TalkEnd["way"]>> = {
	writes: "out",
	reads: "in",
	mounts: "both",
};

function volumeTalks(
	pod: Pod,
	{ words, lanes, place }: Surroundings,
): readonly Talk[] {
	return sharedVolumesOf(pod).flatMap((volume): readonly Talk[] => {
		if (NEVER_WRITTEN.has(volume.kind)) return [];
		const seen = volume.mounts.flatMap(({ container }) => {
			const lane = lanes.get(container);
			const mounts = container.mounts.filter(
				({ name }) => name?.text === volume.name,
			);
			const [mount] = mounts;
			if (lane === undefined || !mount) return [];
			const access = accessOf(container, mounts);
			return [{ container, lane, mount, access }];
		});
		const [first] = seen;
		if (!first || seen.length < 2) return [];
		const isOnlyOpen = ({ access }: { access: Access }) =>
			access === "mounts" &&
			seen.filter((one) => one.access !== "reads").length === 1;
		const ends = seen.map(({ container, lane, mount, access }) => {
			// What all others only read, one of them has to write.
			const way = isOnlyOpen({ access }) ? "writes" : access;
			const text = words.access[way];
			const path = mount.path === undefined ? "" : shown(mount.path);
			const label = words.accessOf(nameOf(container), way, path);
			return { lane, way: WAYS[way], text, label, place: place(mount.node) };
		});
		const name = shown(volume.name);
		const kind = volume.kind === "unknown" ? "" : shown(volume.kind);
		const definition = pod.volumes.find(
			(one) => one.name?.text === volume.name,
		);
		const what = words.volume(name, kind);
		return [
			{
				kind: "volume",
				text: name,
				detail: kind,
				label: words.of(what, words.list(ends.map(({ label }) => label))),
				place: place(definition?.name ?? first.mount.node),
				ends,
			},
		];
	});
}

/** What a container does with its mounts of a volume, as far as its command and the mounts say. */
function accessOf(container: Container, mounts: readonly Mount[]): Access {
	const program = programOf(container);
	const isIn = (file: string) => {
		const mount = mountOf(container, file);
		return mount !== undefined && mounts.includes(mount);
	};
	if (mounts.every(({ readOnly }) => readOnly)) return "reads";
	if (writtenPaths(program).some(isIn)) return "writes";
	const read = [
		...tailsOf(program).flatMap(({ files }) => files),
		...awaitedPaths(program),
	];
	return read.some(isIn) ? "reads" : "mounts";
}

function portTalks(
	pod: Pod,
	{ version, words, lanes, lives, place }: Surroundings,
): readonly Talk[] {
	const calls = new Map<string, Call[]>();
	for (const call of callsIn(pod)) {
		const { caller, server, port } = call;
		// An ordinary init container has ended when the next one runs: nobody can call it.
		const isServer =
			server.list !== "initContainers" || gateOf(server, version) !== "exited";
		if (!lanes.has(caller) || !isServer) continue;
		const key = `${lanes.get(server)}:${port}`;
		const group = calls.get(key) ?? [];
		calls.set(key, group);
		group.push(call);
	}
	return [...calls.values()].flatMap((group): readonly Talk[] => {
		const [first] = group;
		const serverLane = first && lanes.get(first.server);
		if (!first || serverLane === undefined) return [];
		const { port, server } = first;
		const declared = server.ports.find(({ number }) => number === port);
		const at = place(declared?.node ?? server.label);
		const name = nameOf(server);
		const starts = lives[serverLane]?.starts;
		const isTooEarly = (caller: Container): boolean => {
			const ends = lives[lanes.get(caller) ?? -1]?.started;
			return (
				caller.list === "initContainers" &&
				gateOf(caller, version) === "exited" &&
				(starts === undefined || (ends ?? starts) <= starts)
			);
		};
		const callers = group.map(({ caller }): TalkEnd => {
			const early = isTooEarly(caller);
			const fact = early
				? words.callsTooEarly(port, name)
				: words.callsOn(port);
			return {
				lane: lanes.get(caller) ?? 0,
				way: "out",
				text: early ? words.tooEarly : words.calls,
				label: words.of(nameOf(caller), fact),
				place: place(caller.label),
			};
		});
		const early = group.flatMap(({ caller }) =>
			isTooEarly(caller) ? [nameOf(caller)] : [],
		);
		const label = words.call(
			group.map(({ caller }) => nameOf(caller)),
			name,
			port,
		);
		return [
			{
				kind: "port",
				text: `:${port}`,
				detail: "localhost",
				label: early.length === 0 ? label : words.butTooEarly(label, early),
				place: at,
				ends: [
					...callers,
					{
						lane: serverLane,
						way: "in",
						text: words.listens,
						label: words.of(name, words.listensOn(port)),
						place: at,
					},
				],
			},
		];
	});
}
