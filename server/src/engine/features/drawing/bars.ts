import { hasHook } from "../../kubernetes/lifecycle";
import type { Range } from "../../text/edit";
import { valueAt } from "../../yaml/tree";
import type { Bar, BarKind } from "./model";
import type { Life, Schedule } from "./schedule";
import type { WORDS } from "./words";

type Words = (typeof WORDS)["en"];

/** What a bar needs to know of its lane. */
export interface Surroundings {
	readonly words: Words;
	readonly name: string;
	/** What it waits for, as a phrase. */
	readonly after: string;
	/** Who keeps it from starting. */
	readonly blocker: string;
	/** The index of a place in the document. */
	readonly place: (at: Range) => number;
}

/** The stretches of a container's life, in their order, one beginning where the one before ends. */
export function barsOf(
	life: Life,
	{ end, stop }: Schedule,
	{ words, name, after, blocker, place }: Surroundings,
): readonly Bar[] {
	const { container, starts, started, ready, hook, stops, ended } = life;
	const own = container.label;
	const bar = (
		kind: BarKind,
		from: number,
		to: number,
		fact: string,
		at: Range = own,
		text = words.bars[kind],
	): readonly Bar[] =>
		from < to
			? [
					{
						kind,
						from,
						to,
						text,
						label: words.of(name, fact),
						place: place(at),
					},
				]
			: [];
	if (starts === undefined) return bar("never", 0, end, words.never(blocker));
	const lifecycle = container.entry("lifecycle")?.value;
	const hookAt = (name: "postStart" | "preStop"): Range =>
		(hasHook(container, name) && valueAt(lifecycle, name)) || own;
	const ending = [
		...(hook === undefined || stops === undefined
			? []
			: bar("hook", hook, stops, words.preStop, hookAt("preStop"))),
		...(stops === undefined
			? []
			: bar("stopping", stops, ended ?? stops, words.stops)),
	];
	const lasts = hook ?? stops ?? stop;
	const waiting = bar("waiting", 0, starts, words.waits(after));
	if (started === undefined)
		return [...waiting, ...bar("stuck", starts, lasts, words.stuck), ...ending];
	if (ready === undefined)
		return [...waiting, ...bar("init", starts, started, words.works)];
	const startupProbe = container.field("startupProbe");
	const readinessProbe = container.field("readinessProbe");
	const starting = startupProbe
		? bar(
				"starting",
				starts,
				started,
				words.probed,
				startupProbe.key,
				"startup",
			)
		: bar(
				"starting",
				starts,
				started,
				words.hooked,
				hookAt("postStart"),
				"postStart",
			);
	return [
		...waiting,
		...starting,
		...bar(
			"starting",
			started,
			ready,
			words.notReady,
			readinessProbe?.key,
			"readiness",
		),
		...bar(
			"ready",
			ready,
			lasts,
			readinessProbe ? words.isReady : words.isReadyAtOnce,
		),
		...ending,
	];
}
