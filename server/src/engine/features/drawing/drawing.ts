import { blockerOf } from "../../kubernetes/completion";
import type { Container } from "../../kubernetes/container";
import type { Start } from "../../kubernetes/lifecycle";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { ROLE_NAMES } from "../../kubernetes/role";
import { roleOf } from "../../kubernetes/roles";
import type { Range } from "../../text/edit";
import type { Language } from "../../text/language";
import type { Source } from "../../yaml/source";
import { kindName } from "../container-kind";
import { gracePeriodOf, type PlacedPod, podAt } from "../describe";
import { settingsOf } from "../head";
import type { Settings } from "../settings";
import { waitText } from "../timeline-text";
import { arrowsOf } from "./arrows";
import { barsOf } from "./bars";
import type { Lane, Moment, Phase, TimelineDrawing } from "./model";
import { nameOf, shown } from "./names";
import { portTalks } from "./port-talks";
import { type Schedule, scheduleOf } from "./schedule";
import { sectionsOf } from "./sections";
import { volumeTalks } from "./volume-talks";
import { WORDS } from "./words";

/** The life of the Pod at an offset (or of the first one of its document) as a drawing. */
export function timelineDrawingAt(
	source: Source,
	offset: number,
	settings: Settings,
	language: Language,
): TimelineDrawing | undefined {
	const found = podAt(source, offset);
	return found && draw(found, offset, settingsOf(source, settings), language);
}

function draw(
	{ pod, inFile, inPod }: PlacedPod,
	cursor: number,
	settings: Settings,
	language: Language,
): TimelineDrawing {
	const words = WORDS[language];
	const schedule = scheduleOf(pod, settings);
	const places: Range[] = [];
	const known = new Map<string, number>();
	const place = (range: Range): number => {
		const key = `${range.start}-${range.end}`;
		const index = known.get(key) ?? places.length;
		if (index === places.length) places.push(inFile(range));
		known.set(key, index);
		return index;
	};
	const after = ({ after, hooks }: Start): string => {
		const gates = [
			...(after
				? [{ container: nameOf(after.container), event: after.gate }]
				: []),
			...hooks.map((app) => ({
				container: nameOf(app),
				event: "poststart" as const,
			})),
		];
		return gates.length === 0 ? "" : waitText(gates, language);
	};
	const stuck = blockerOf(pod, settings.kubernetesVersion, settings.catalog);
	const lanes = schedule.lives.map((life): Lane => {
		const { container } = life;
		const text = nameOf(container);
		const detail = detailOf(container, settings, language);
		const { start, end } = container.item;
		const at = inPod(cursor);
		return {
			text,
			detail,
			label: words.inBrackets(text, detail),
			place: place(container.label),
			current: start <= at && at <= end,
			bars: barsOf(life, schedule, {
				words,
				name: text,
				after: life.start ? after(life.start) : "",
				blocker: stuck ? nameOf(stuck.container) : "",
				vain: stuck?.why === "check" ? stuck.check : undefined,
				place,
			}),
		};
	});
	const laneOf = new Map(
		schedule.lives.map(({ container }, index) => [container, index]),
	);
	const between = {
		version: settings.kubernetesVersion,
		words,
		lanes: laneOf,
		lives: schedule.lives,
		place,
	};
	const talks = [...volumeTalks(pod, between), ...portTalks(pod, between)];
	const title = [pod.kind ?? words.part, pod.name]
		.flatMap((word) => (word === undefined ? [] : shown(word)))
		.join(" ");
	return {
		title,
		subtitle: words.subtitle(settings.kubernetesVersion),
		label: words.picture(title),
		steps: schedule.end,
		phases: phasesOf(pod, schedule, language),
		moments: momentsOf(schedule, language),
		lanes,
		arrows: arrowsOf(schedule, { words, lanes: laneOf, place, after }),
		talksTitle: words.talks,
		talks,
		sections: sectionsOf(pod, schedule, lanes, talks, settings, {
			language,
			place,
			after,
		}),
		places,
	};
}

/** What kind of container it is and, where that says more, its role. */
function detailOf(
	container: Container,
	{ kubernetesVersion, catalog }: Settings,
	language: Language,
): string {
	const { role } = roleOf(container, catalog);
	const name = ROLE_NAMES[role](language);
	const kind = kindName(container, role, kubernetesVersion, language);
	if (role === "app") return name;
	return isNativeSidecar(container, kubernetesVersion) ||
		container.list === "containers"
		? WORDS[language].list(role === "helper" ? [kind] : [kind, name])
		: kind;
}

function phasesOf(
	pod: Pod,
	{ initialised, ready, stop, end }: Schedule,
	language: Language,
): readonly Phase[] {
	const { phases } = WORDS[language];
	const running = initialised === undefined ? stop : (ready ?? initialised);
	return [
		{ from: 0, to: initialised ?? stop, text: phases.init },
		{ from: initialised ?? stop, to: running, text: phases.starting },
		{ from: running, to: stop, text: phases.running },
		{ from: stop, to: end, text: phases.stopping(gracePeriodOf(pod)) },
	].filter(({ from, to }) => from < to);
}

function momentsOf(
	{ ready, stop, endsByItself }: Schedule,
	language: Language,
): readonly Moment[] {
	const words = WORDS[language];
	return [
		...(ready === undefined ? [] : [{ at: ready, text: words.ready }]),
		{ at: stop, text: endsByItself ? words.appsEnded : words.deleted },
	];
}
