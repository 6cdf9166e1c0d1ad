import type { Gate } from "../kubernetes/lifecycle";
import { COMMA, type Language, say } from "../text/language";
import type { Timeline, TimelineStart } from "./timeline";

interface Words {
	readonly start: string;
	readonly stop: string;
	readonly completes: Readonly<Record<Timeline["completes"], string>>;
	readonly neverStarts: string;
	readonly notes: string;
	readonly events: Readonly<Record<Gate, (container: string) => string>>;
	readonly after: (events: readonly string[]) => string;
	readonly part: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
	en: {
		start: "Start",
		stop: "Stop (SIGTERM)",
		completes: {
			yes: "Ends once its apps have ended: yes",
			no: "Ends once its apps have ended: no",
			unknown: "Ends once its apps have ended: not known here",
		},
		neverStarts: "Never started",
		notes: "Good to know",
		events: {
			exited: (container) => `${container} has completed`,
			"startup-probe": (container) =>
				`${container} has passed its startupProbe`,
			poststart: (container) =>
				`the postStart hook of ${container} has returned`,
			running: (container) => `${container} runs`,
		},
		after: (events) => `after ${events.join(" and ")}`,
		part: "Part of a manifest",
	},
	ja: {
		start: "起動",
		stop: "停止(SIGTERM)",
		completes: {
			yes: "アプリケーションの終了とともにPodも終了: はい",
			no: "アプリケーションの終了とともにPodも終了: いいえ",
			unknown:
				"アプリケーションの終了とともにPodも終了: このマニフェストからは不明",
		},
		neverStarts: "起動しないコンテナ",
		notes: "注意",
		events: {
			exited: (container) => `${container} が完了`,
			"startup-probe": (container) => `${container} のstartupProbeが成功`,
			poststart: (container) => `${container} のpostStartフックが終了`,
			running: (container) => `${container} が動作を開始`,
		},
		after: (events) => `${events.join("、")}した後`,
		part: "マニフェストの一部",
	},
};

/** What a container waits for, as a phrase. */
export function waitText(
	after: TimelineStart["after"],
	language: Language,
): string {
	const words = WORDS[language];
	return words.after(
		after.map((one) => words.events[one.event](one.container)),
	);
}

/** Whether a Pod ends once its apps have, as a line. */
export const completesText = (
	completes: Timeline["completes"],
	language: Language,
): string => WORDS[language].completes[completes];

/** A Pod's life as plain text of several lines, without a line end behind the last. */
export function timelineText(timeline: Timeline, language: Language): string {
	const words = WORDS[language];
	const {
		completes,
		kind,
		kubectl,
		name,
		neverStarts,
		notes,
		path,
		start,
		stop,
	} = timeline;
	const title = [kind ?? words.part, name].filter(Boolean).join(" ");
	return [
		path ? `${title} (${path})` : title,
		`  ${words.start}`,
		...table(start, language),
		...(stop.length > 0 ? [`  ${words.stop}`] : []),
		...stop.map((group, index) => `    ${index + 1}. ${group.join(" + ")}`),
		`  ${words.completes[completes]}`,
		...(neverStarts.length > 0
			? [`  ${words.neverStarts}: ${neverStarts.join(COMMA[language])}`]
			: []),
		...(kubectl ? [`  ${say(kubectl, language)}`] : []),
		...(notes.length > 0 ? [`  ${words.notes}`] : []),
		...notes.map((note) => `    - ${say(note, language)}`),
	].join("\n");
}

function table(start: readonly TimelineStart[], language: Language): string[] {
	const width = Math.max(0, ...start.map(({ container }) => container.length));
	return start.map(({ after, container }, index) => {
		const number = `${index + 1}.`.padStart(`${start.length}.`.length);
		return after.length === 0
			? `    ${number} ${container}`
			: `    ${number} ${container.padEnd(width)}  ${waitText(after, language)}`;
	});
}
