import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import type { Relation } from "../validate";
import { scheduleFlaw } from "./cron-schedule";
import { timeZoneFlaw } from "./time-zone";

const SCHEDULE = { rule: "cronjob-schedule" } as const;

const useTimeZone = text({
	en: () =>
		"The time zone belongs into the field `timeZone`, not into the schedule.",
	ja: () =>
		"タイムゾーンはスケジュールの中ではなく、フィールド `timeZone` に書きます。",
});
const notOfficial = text({
	en: () =>
		"A time zone in the schedule was never supported, and Kubernetes 1.29 and newer refuse it: use the field `timeZone`.",
	ja: () =>
		"スケジュールの中のタイムゾーンは正式にはサポートされず、Kubernetes 1.29以降では拒否されます。フィールド `timeZone` を使ってください。",
});
const emptyZone = text({
	en: () => "`timeZone` must name a time zone, or be left out.",
	ja: () =>
		"`timeZone` にはタイムゾーンの名前を書くか、フィールドごと省略してください。",
});
const unknownZone = text({
	en: (zone: string) =>
		`\`${zone}\` is no time zone of the IANA database, such as \`Asia/Tokyo\`.`,
	ja: (zone) =>
		`\`${zone}\` は、\`Asia/Tokyo\` のようなIANAタイムゾーンデータベースの名前ではありません。`,
});

/** `validateCronJobSpec`. */
export const cronJob: Relation = (answer, spec) => {
	const schedule = spec.at("schedule");
	const { string } = schedule;
	if (string === "") answer.required(schedule, SCHEDULE);
	else if (string !== undefined) {
		const flaw = scheduleFlaw(string);
		if (flaw)
			answer.invalid(schedule, {
				...SCHEDULE,
				...flaw,
			});
		if (string.includes("TZ")) zoneInSchedule(answer, schedule);
	}
	timeZone(answer, spec.at("timeZone"));
};

function zoneInSchedule(answer: Answer, schedule: Place): void {
	if (answer.atLeast("1.29"))
		answer.invalid(schedule, {
			...SCHEDULE,
			detail:
				"cannot use TZ or CRON_TZ in schedule, use timeZone field instead",
			message: useTimeZone(),
		});
	else if (schedule.parent?.at("timeZone").isSet)
		answer.invalid(schedule, {
			...SCHEDULE,
			detail: "cannot use both timeZone field and TZ or CRON_TZ in schedule",
			message: useTimeZone(),
		});
	else
		answer.warn(
			schedule,
			"CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details",
			notOfficial(),
			SCHEDULE,
		);
}

function timeZone(answer: Answer, place: Place): void {
	const { string } = place;
	if (!place.isSet || string === undefined) return;
	if (string === "") {
		answer.invalid(place, {
			detail: "timeZone must be nil or non-empty string",
			message: emptyZone(),
		});
		return;
	}
	const flaw = timeZoneFlaw(string);
	if (flaw)
		answer.invalid(place, {
			detail: flaw.detail,
			message: unknownZone(string),
			...(flaw.meant === undefined ? {} : { instead: [flaw.meant] }),
		});
}
