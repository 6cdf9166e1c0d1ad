import type { ServerError } from "../../apiserver/answer";
import { scheduleFlaw } from "../../apiserver/relations/cron-schedule";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { insertEntryAfter, replaceScalar } from "../../yaml/edit";
import { writeMeant, writeTitle } from "../mends";
import { serverRule } from "../server-rule";

const move = text({
	en: (zone: string) => `Move the time zone to \`timeZone: ${zone}\``,
	ja: (zone) => `タイムゾーンを \`timeZone: ${zone}\` に移す`,
});

export default serverRule({
	id: "cronjob-schedule",
	title: fixedText({
		en: "The schedule of a CronJob cannot be read",
		ja: "CronJobのスケジュールを解釈できない",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax",
	fixes: (error, document) => [
		moveZone(error, document) ?? writeSchedule(error) ?? nearWord(error),
	],
});

const ZONE = /^(?:CRON_)?TZ=(\S+)\s+(\S.*)$/;

function moveZone(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, node } = place;
	const [, zone, rest] = ZONE.exec(place.string ?? "") ?? [];
	if (
		zone === undefined ||
		rest === undefined ||
		node?.kind !== "scalar" ||
		!holder ||
		!("key" in holder) ||
		holder.value !== node ||
		place.parent?.at("timeZone").isWritten
	)
		return undefined;
	return {
		title: move(zone),
		safety: "review",
		preferred: true,
		edit() {
			const schedule = replaceScalar(node, rest);
			const timeZone = insertEntryAfter(document, holder, "timeZone", zone);
			return schedule && timeZone && [...schedule, ...timeZone];
		},
	};
}

/** What was meant where other kinds of cron write more: seconds in front, 7 for Sunday. */
function writeSchedule({ place }: ServerError): Change | undefined {
	const { holder, node } = place;
	if (node?.kind !== "scalar" || holder?.value !== node) return undefined;
	const fields = (place.string ?? "").trim().split(/\s+/);
	if (fields.length === 6 && /^0+$/.test(fields[0] ?? "")) fields.shift();
	if (fields.length === 5 && fields[4] === "7") fields[4] = "0";
	const schedule = fields.join(" ");
	if (schedule === place.string || scheduleFlaw(schedule)) return undefined;
	return {
		title: writeTitle(schedule),
		safety: "review",
		preferred: true,
		edit: () => replaceScalar(node, schedule),
	};
}

function nearWord(error: ServerError): Change | undefined {
	const change = writeMeant(error);
	return change && { ...change, safety: "review" };
}
