import type { Container } from "../../kubernetes/container";
import { gateOf } from "../../kubernetes/lifecycle";
import type { Pod } from "../../kubernetes/pod";
import { type Call, callsIn } from "../talks";
import type { Talk, TalkEnd } from "./model";
import { nameOf } from "./names";
import type { TalkSurroundings } from "./volume-talks";

/** Who calls whom on which port of localhost, and who does so before there is anybody to answer. */
export function portTalks(
	pod: Pod,
	{ version, words, lanes, lives, place }: TalkSurroundings,
): readonly Talk[] {
	const calls = new Map<string, Call[]>();
	for (const call of callsIn(pod, version)) {
		const { caller, server, port } = call;
		if (!lanes.has(caller)) continue;
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
