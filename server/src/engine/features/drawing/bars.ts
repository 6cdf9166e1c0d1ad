import { hasHook } from "../../kubernetes/lifecycle";
import { probesOf } from "../../kubernetes/simulation/plan";
import { sleepOf } from "../../kubernetes/simulation/programs";
import type { StartupCheck } from "../../kubernetes/startup-check";
import { integerOf, isNull } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { type Node, valueAt } from "../../yaml/tree";
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
	/** Who keeps all behind it from starting, and the check of it that never succeeds. */
	readonly blocker: string;
	readonly vain: StartupCheck | undefined;
	/** The index of a place in the document. */
	readonly place: (at: Range) => number;
}

/** The stretches of a container's life, in their order, one beginning where the one before ends. */
export function barsOf(
	life: Life,
	{ end }: Schedule,
	{ words, name, after, blocker, vain, place }: Surroundings,
): readonly Bar[] {
	const { container, starts, hooked, started, ready, hook, stops, ended } =
		life;
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
	if (starts === undefined)
		return bar("never", 0, end, words.never(blocker, vain));
	const lifecycle = container.entry("lifecycle")?.value;
	const hookAt = (name: "postStart" | "preStop"): Range =>
		(hasHook(container, name) && valueAt(lifecycle, name)) || own;
	const checked = (kind: "startup" | "readiness", fact: string): string => {
		const node = container.field(`${kind}Probe`)?.value;
		const [probe] = probesOf(node, kind);
		return probe && areNumbersKnown(node) ? words.checked(fact, probe) : fact;
	};
	const sleep = sleepOf(container, "preStop");
	const ending = [
		...(hook === undefined || stops === undefined
			? []
			: bar("hook", hook, stops, words.preStop(sleep), hookAt("preStop"))),
		...(stops === undefined
			? []
			: bar("stopping", stops, ended ?? stops, words.stops)),
	];
	const lasts = hook ?? stops ?? ended ?? end;
	const hookBar = (to: number) =>
		bar(
			"starting",
			starts ?? 0,
			to,
			words.hooked,
			hookAt("postStart"),
			"postStart",
		);
	const stuckBar = (from: number) =>
		vain
			? bar(
					"stuck",
					from,
					lasts,
					words.vain(vain),
					vain === "postStart"
						? hookAt(vain)
						: (container.field(vain)?.key ?? own),
					words.neverUp,
				)
			: bar("stuck", from, lasts, words.stuck);
	if (container.list === "ephemeralContainers")
		return [
			...bar("waiting", 0, starts, words.waitsForSandbox),
			...bar("beside", starts, lasts, words.beside),
			...ending,
		];
	const waiting = bar("waiting", 0, starts, words.waits(after));
	if (started === undefined)
		return [
			...waiting,
			...(hooked === undefined ? [] : hookBar(hooked)),
			...stuckBar(hooked ?? starts),
			...ending,
		];
	if (ready === undefined)
		return [...waiting, ...bar("init", starts, started, words.works)];
	const startupProbe = container.field("startupProbe");
	const readinessProbe = container.field("readinessProbe");
	const begun = hooked ?? starts;
	const starting = [
		...hookBar(begun),
		...bar(
			"starting",
			begun,
			started,
			checked("startup", words.probed),
			startupProbe?.key,
			"startup",
		),
	];
	return [
		...waiting,
		...starting,
		...bar(
			"starting",
			started,
			ready,
			checked("readiness", words.notReady),
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

const NUMBERS = ["initialDelaySeconds", "periodSeconds", "failureThreshold"];

/** Is none of a probe's numbers behind a template, or wrong? */
const areNumbersKnown = (probe: Node | undefined): boolean =>
	NUMBERS.map((name) => valueAt(probe, name)).every(
		(node) => isNull(node) || integerOf(node) !== undefined,
	);
