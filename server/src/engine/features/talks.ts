import type { Container } from "../kubernetes/container";
import {
	type FileParty,
	type FileTalk,
	fileTalksOf,
} from "../kubernetes/file-talks";
import { volumeKind } from "../kubernetes/files";
import { dialsOf, listensOn } from "../kubernetes/network";
import type { Pod } from "../kubernetes/pod";
import { runsBesideLater } from "../kubernetes/restart-policy";
import { booleanOf, isNull } from "../kubernetes/values";
import type { Version } from "../kubernetes/versions";
import type { Language } from "../text/language";
import { code } from "./markdown";
import { nameOf } from "./order";

/** A container that calls another one on a port of the Pod. */
export interface Call {
	readonly caller: Container;
	readonly server: Container;
	readonly port: number;
}

/** Who calls whom on localhost, as far as commands, arguments, variables, ports and probes tell. */
export function callsIn(pod: Pod, version: Version): readonly Call[] {
	return pod.all.flatMap((caller) =>
		dialsOf(caller).flatMap(({ port }) =>
			pod.all
				.filter(
					(other) =>
						other !== caller &&
						runsBesideLater(other, version) &&
						listensOn(other).has(port),
				)
				.map((server) => ({ caller, server, port })),
		),
	);
}

/** A volume that several containers mount. */
export interface SharedVolume {
	readonly name: string;
	/** The key of its source (`emptyDir`), or `unknown`. */
	readonly kind: string;
	readonly mounts: readonly {
		readonly container: Container;
		readonly readOnly: boolean;
	}[];
}

/** Volumes through which containers may pass files to each other, in the order of their first mount. */
export function sharedVolumesOf(pod: Pod): readonly SharedVolume[] {
	const volumes = new Map<string, SharedVolume["mounts"][number][]>();
	const kinds = new Map<string, string>();
	for (const container of pod.all) {
		for (const mount of container.mounts) {
			const name = mount.name?.text;
			if (name === undefined || mount.name?.templated) continue;
			kinds.set(name, volumeKind(container, mount));
			const known = volumes.get(name) ?? [];
			volumes.set(name, known);
			const before = known.find((one) => one.container === container);
			if (!before) known.push({ container, readOnly: mount.readOnly });
			else if (before.readOnly && !mount.readOnly)
				known[known.indexOf(before)] = { container, readOnly: false };
		}
	}
	return [...volumes]
		.filter(([, mounts]) => mounts.length > 1)
		.map(([name, mounts]) => ({
			name,
			kind: kinds.get(name) ?? "unknown",
			mounts,
		}));
}

/** One line for each pair of which both sides are more than possible. */
function fileLines({ writers, readers }: FileTalk, ja: boolean): string[] {
	const told = ({ sureness }: FileParty) => sureness !== "possible";
	return writers.filter(told).flatMap((writer) =>
		readers
			.filter(told)
			.filter(({ container }) => container !== writer.container)
			.map((reader) => {
				const from = `${nameOf(writer.container)} → ${nameOf(reader.container)}`;
				return ja
					? `  - ${from}: ファイル ${code(reader.path)}`
					: `  - ${from}: file ${code(reader.path)}`;
			}),
	);
}

/** Who talks to whom, as a list of Markdown; empty when nobody does. */
export function talksText(
	pod: Pod,
	version: Version,
	language: Language,
): string {
	const ja = language === "ja";
	const calls = callsIn(pod, version).map(({ caller, server, port }) =>
		ja
			? `- ${nameOf(caller)} → ${nameOf(server)}: localhostのポート${port}`
			: `- ${nameOf(caller)} → ${nameOf(server)}: port ${port} on localhost`,
	);
	const talks = fileTalksOf(pod);
	const volumes = sharedVolumesOf(pod).flatMap(({ name, kind, mounts }) => {
		const parts = mounts.map(
			({ container, readOnly }) =>
				nameOf(container) +
				(readOnly ? (ja ? "(読み取り専用)" : " (read-only)") : ""),
		);
		const what = kind === "unknown" ? "" : ` (${code(kind)})`;
		return [
			ja
				? `- ボリューム ${code(name)}${what}: ${parts.join("、")}`
				: `- Volume ${code(name)}${what}: ${parts.join(", ")}`,
			...talks
				.filter(({ volume, path }) => volume === name && path !== "")
				.flatMap((talk) => fileLines(talk, ja)),
		];
	});
	const sharesProcesses = pod.entry("shareProcessNamespace");
	const processes =
		sharesProcesses &&
		!isNull(sharesProcesses.value) &&
		booleanOf(sharesProcesses.value)
			? [
					ja
						? "- `shareProcessNamespace`: コンテナは互いのプロセスを見て、シグナルを送れます"
						: "- `shareProcessNamespace`: the containers see each other's processes and can signal them",
				]
			: [];
	return [...calls, ...volumes, ...processes].join("\n");
}
