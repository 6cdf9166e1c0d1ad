import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { scheduleFlaw } from "../../server/src/engine/apiserver/relations/cron-schedule";
import { timeZoneFlaw } from "../../server/src/engine/apiserver/relations/time-zone";

/** Schedules, and what the API server of Kubernetes 1.35 says behind the value; nothing where it takes them. */
const SCHEDULES: readonly (readonly [schedule: string, says?: string])[] = [
	["*/5,1-3 9-17/2 ? JAN-mar,12 mon-FRI"],
	["  *  *\t* * *  "],
	["1,,2 , * * *"],
	["+5 5/10 * * *"],
	["@hourly"],
	["@every 1h30m"],
	["@every -1.5s"],
	["* * * *", "expected exactly 5 fields, found 4: [* * * *]"],
	["60 * * * *", "end of range (60) above maximum (59): 60"],
	["* * 0 * *", "beginning of range (0) below minimum (1): 0"],
	["5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"],
	["*/0 * * * *", "step of range should be a positive number: */0"],
	["1-2-3 * * * *", "too many hyphens: 1-2-3"],
	["1/2/3 * * * *", "too many slashes: 1/2/3"],
	["*/-1 * * * *", "negative number (-1) not allowed: -1"],
	[
		"* * * * SUNDAY",
		'failed to parse int from SUNDAY: strconv.Atoi: parsing "SUNDAY": invalid syntax',
	],
	[
		"99999999999999999999 * * * *",
		'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
	],
	["@HOURLY", "unrecognized descriptor: @HOURLY"],
	[
		"@every 1h30",
		'failed to parse duration @every 1h30: time: missing unit in duration "1h30"',
	],
	[
		"@every 1d",
		'failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"',
	],
	[
		"@every abc",
		'failed to parse duration @every abc: time: invalid duration "abc"',
	],
];

const ZONES: readonly (readonly [zone: string, says?: string])[] = [
	["UTC"],
	["Asia/Tokyo"],
	["Asia/Calcutta"],
	["Europe/Kiev"],
	["EST5EDT"],
	["Etc/GMT+9"],
	["America/Argentina/Buenos_Aires"],
	["asia/tokyo", "unknown time zone asia/tokyo"],
	["Asia/Tokio", "unknown time zone Asia/Tokio"],
	["JST", "unknown time zone JST"],
	["utc", "unknown time zone utc"],
	["+09:00", "unknown time zone +09:00"],
	["America/New York", "unknown time zone America/New York"],
	["../etc/passwd", "unknown time zone ../etc/passwd"],
	[
		"Local",
		"timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones",
	],
];

describe("schedules of CronJobs", () => {
	for (const [schedule, says] of SCHEDULES)
		it(`${JSON.stringify(schedule)} is ${says ? "refused" : "taken"}`, () =>
			assert.equal(scheduleFlaw(schedule)?.detail, says));
});

describe("time zones of CronJobs", () => {
	for (const [zone, says] of ZONES)
		it(`${JSON.stringify(zone)} is ${says ? "refused" : "taken"}`, () =>
			assert.equal(timeZoneFlaw(zone)?.detail, says));

	it("a city that is not known here may be newer than the editor", () =>
		assert.equal(timeZoneFlaw("America/Xyzzyplughton"), undefined));
});
