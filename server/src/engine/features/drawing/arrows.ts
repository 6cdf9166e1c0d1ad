import type { Container } from "../../kubernetes/container";
import { type Gate, hasHook, type Start } from "../../kubernetes/lifecycle";
import type { Range } from "../../text/edit";
import { valueAt } from "../../yaml/tree";
import type { Arrow } from "./model";
import { nameOf } from "./names";
import type { Schedule } from "./schedule";
import type { WORDS } from "./words";

interface Surroundings {
	readonly words: (typeof WORDS)["en"];
	readonly lanes: ReadonlyMap<Container, number>;
	readonly place: (at: Range) => number;
	/** What a container waits for, as a phrase. */
	readonly after: (start: Start) => string;
}

/** What lets what happen: gates before starts, and the end of some before the stop of others. */
export const arrowsOf = (
	schedule: Schedule,
	surroundings: Surroundings,
): readonly Arrow[] => [
	...gateArrows(schedule, surroundings),
	...stopArrows(schedule, surroundings),
];

function gateArrows(
	{ lives }: Schedule,
	{ words, lanes, place, after }: Surroundings,
): readonly Arrow[] {
	const arrows: (Arrow & { to: number[] })[] = [];
	const names: string[][] = [];
	for (const { container, start, starts } of lives) {
		const gate = start && lastGate(start);
		const from = gate && lanes.get(gate.container);
		const to = lanes.get(container);
		if (
			!start ||
			!gate ||
			from === undefined ||
			to === undefined ||
			starts === undefined
		)
			continue;
		const last = arrows.at(-1);
		const told = names.at(-1) ?? [];
		if (last?.from === from) {
			last.to.push(to);
			told.push(nameOf(container));
			continue;
		}
		names.push([nameOf(container)]);
		arrows.push({
			kind: "gate",
			at: starts,
			from,
			to: [to],
			text: words.gates[gate.event],
			label: after(start),
			place: place(placeOf(gate.container, gate.event)),
		});
	}
	return arrows.map((arrow, index) => ({
		...arrow,
		label: words.start(names[index] ?? [], arrow.label),
	}));
}

/** What comes last of all that a container waits for: the others have happened by then. */
function lastGate({
	after,
	hooks,
}: Start): { readonly container: Container; readonly event: Gate } | undefined {
	const app = hooks.at(-1);
	if (app) return { container: app, event: "poststart" };
	return after && { container: after.container, event: after.gate };
}

/** Where it is written that others wait. */
function placeOf(container: Container, gate: Gate): Range {
	const lifecycle = container.entry("lifecycle");
	if (gate === "startup-probe")
		return container.field("startupProbe")?.key ?? container.label;
	if (gate === "poststart" && hasHook(container, "postStart"))
		return valueAt(lifecycle?.value, "postStart") ?? container.label;
	return container.label;
}

function stopArrows(
	{ lives, stopGroups, endsByItself, stop }: Schedule,
	{ words, lanes, place }: Surroundings,
): readonly Arrow[] {
	const apps = lives.flatMap(({ container }) =>
		container.list === "containers" ? [container] : [],
	);
	const groups = endsByItself ? [apps, ...stopGroups] : stopGroups;
	const timeOf = new Map(lives.map((life) => [life.container, life]));
	return groups.slice(1).flatMap((group, index) => {
		const before = groups[index] ?? [];
		// Of those that end together the last one counts; the nearest one is where the arrow begins.
		const ends = before.map((one) => timeOf.get(one)?.ended ?? stop);
		const last = before[ends.indexOf(Math.max(...ends))];
		const from = last && lanes.get(last);
		const to = group.flatMap((one) => lanes.get(one) ?? []);
		const [first] = group;
		const stops = group.flatMap((one) => timeOf.get(one)?.stops ?? []);
		if (!first || from === undefined) return [];
		return [
			{
				kind: "stop" as const,
				at: Math.min(...stops),
				from,
				to,
				text: "",
				label: words.stopAfter(before.map(nameOf), group.map(nameOf)),
				place: place(first.label),
			},
		];
	});
}
