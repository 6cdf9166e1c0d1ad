import { completionOf } from "../../kubernetes/completion";
import type { Start } from "../../kubernetes/lifecycle";
import type { Pod } from "../../kubernetes/pod";
import type { Range } from "../../text/edit";
import { type Language, say } from "../../text/language";
import { gracePeriodOf } from "../describe";
import type { Settings } from "../settings";
import { notesOf } from "../timeline-notes";
import { completesText } from "../timeline-text";
import type { Fact, Lane, Section, Talk } from "./model";
import { nameOf, visible } from "./names";
import type { Schedule } from "./schedule";
import { WORDS } from "./words";

interface Surroundings {
	readonly language: Language;
	readonly place: (at: Range) => number;
	/** What a container waits for, as a phrase. */
	readonly after: (start: Start) => string;
}

/** What the picture shows, as text, and what is good to know beside it. Parts without anything to tell are left out. */
export function sectionsOf(
	pod: Pod,
	schedule: Schedule,
	lanes: readonly Lane[],
	talks: readonly Talk[],
	settings: Settings,
	{ language, place, after }: Surroundings,
): readonly Section[] {
	const words = WORDS[language];
	const { kubernetesVersion: version, catalog } = settings;
	const notes = notesOf(pod, version, catalog).map((note) => ({
		text: visible(say(note, language)),
	}));
	const starts = schedule.lives.flatMap((life, index): readonly Fact[] => {
		const { container, start, starts } = life;
		// An ephemeral container is in no order.
		if (!start) return [];
		const lane = lanes[index];
		const text =
			starts === undefined
				? (lane?.bars[0]?.label ?? "")
				: words.of(lane?.label ?? "", after(start) || words.first);
		return [{ text, place: place(container.label) }];
	});
	const grace = pod.entry("terminationGracePeriodSeconds");
	const seconds = gracePeriodOf(pod);
	const completes = completesText(
		completionOf(pod, version, catalog).ends,
		language,
	);
	return [
		{ title: words.sections.start, numbered: true, facts: starts },
		{
			title: words.sections.ready,
			numbered: false,
			facts: readyFacts(schedule, language, place),
		},
		{
			title: words.sections.stop,
			numbered: true,
			facts: stopFacts(schedule, language, place),
		},
		{
			title: words.sections.end,
			numbered: false,
			facts: [
				{ text: completes },
				...(seconds === undefined
					? []
					: [
							{
								text: words.grace(seconds),
								...(grace ? { place: place(grace.key) } : {}),
							},
						]),
			],
		},
		{
			title: words.talks,
			numbered: false,
			facts: talks.map(({ label, place }) => ({ text: label, place })),
		},
		{ title: words.sections.notes, numbered: false, facts: notes },
	].filter(({ facts }) => facts.length > 0);
}

function readyFacts(
	{ lives, ready }: Schedule,
	language: Language,
	place: (at: Range) => number,
): readonly Fact[] {
	const words = WORDS[language];
	if (ready === undefined) return [];
	const probed = lives.flatMap(({ container, ready }): readonly Fact[] => {
		const probe = container.field("readinessProbe");
		return ready !== undefined && probe
			? [
					{
						text: words.of(nameOf(container), words.hasToPass),
						place: place(probe.key),
					},
				]
			: [];
	});
	return probed.length > 0 ? probed : [{ text: words.nothingToPass }];
}

function stopFacts(
	{ lives, stopGroups, endsByItself }: Schedule,
	language: Language,
	place: (at: Range) => number,
): readonly Fact[] {
	const words = WORDS[language];
	const apps = lives.flatMap(({ container }) =>
		container.list === "containers" ? [nameOf(container)] : [],
	);
	const own: readonly Fact[] =
		endsByItself && apps.length > 0
			? [{ text: words.endByThemselves(apps) }]
			: [];
	return [
		...own,
		...stopGroups.map((group, index): Fact => {
			const names = group.map(nameOf);
			const before = stopGroups[index - 1]?.map(nameOf);
			const text = before
				? words.stopAfter(before, names)
				: words.stopFirst(names, endsByItself);
			const [first] = group;
			return first ? { text, place: place(first.label) } : { text };
		}),
	];
}
