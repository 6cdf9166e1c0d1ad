import { type Message, text } from "../../text/language";
import { goQuote } from "../printing";

/** What is wrong with a schedule: in the words of the parser, and in a person's. */
export interface ScheduleFlaw {
	readonly detail: string;
	readonly message: Message;
	readonly instead?: readonly string[];
}

interface Bounds {
	readonly name: readonly [en: string, ja: string];
	readonly low: number;
	readonly high: number;
	readonly names?: readonly string[];
}

const FIELDS: readonly Bounds[] = [
	{ name: ["minute", "分"], low: 0, high: 59 },
	{ name: ["hour", "時"], low: 0, high: 23 },
	{ name: ["day of the month", "日"], low: 1, high: 31 },
	{
		name: ["month", "月"],
		low: 1,
		high: 12,
		names: "jan feb mar apr may jun jul aug sep oct nov dec".split(" "),
	},
	{
		name: ["day of the week", "曜日"],
		low: 0,
		high: 6,
		names: "sun mon tue wed thu fri sat".split(" "),
	},
];

const DESCRIPTORS = [
	"@yearly",
	"@annually",
	"@monthly",
	"@weekly",
	"@daily",
	"@midnight",
	"@hourly",
];

const fieldCount = text({
	en: (count: number) =>
		`A schedule has five fields (minute, hour, day of the month, month, day of the week); this has ${count}.`,
	ja: (count) =>
		`スケジュールは5つのフィールド(分、時、日、月、曜日)からなりますが、ここには${count}個あります。`,
});
const badField = text({
	en: ({ name, low, high }: Bounds, written: string) =>
		`\`${written}\` is no ${name[0]}: it must be from ${low} to ${high}, with \`*\`, \`,\`, \`-\` and \`/\` as in cron.`,
	ja: ({ name, low, high }, written) =>
		`\`${written}\` は${name[1]}として読めません。${low}から${high}までを、cronと同じく \`*\`、\`,\`、\`-\`、\`/\` を使って書きます。`,
});
const badDescriptor = text({
	en: (written: string) =>
		`\`${written}\` is no schedule: of those with \`@\` there are \`@hourly\`, \`@daily\`, \`@weekly\`, \`@monthly\`, \`@yearly\` and \`@every 1h30m\`.`,
	ja: (written) =>
		`\`${written}\` はスケジュールとして読めません。\`@\` で書けるのは \`@hourly\`、\`@daily\`、\`@weekly\`、\`@monthly\`、\`@yearly\`、\`@every 1h30m\` です。`,
});

/** What `robfig/cron`, which reads schedules in Kubernetes, has against one; nothing where it takes it. */
export function scheduleFlaw(schedule: string): ScheduleFlaw | undefined {
	const spec = withoutZone(schedule);
	if (spec === undefined) return undefined;
	if (spec.startsWith("@")) return descriptorFlaw(spec);
	const fields = spec.split(/\s+/).filter(Boolean);
	if (fields.length !== FIELDS.length)
		return {
			detail: `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`,
			message: fieldCount(fields.length),
		};
	for (const [index, bounds] of FIELDS.entries()) {
		const written = fields[index] ?? "";
		for (const range of written.split(",").filter(Boolean)) {
			const detail = rangeFlaw(range, bounds);
			if (detail !== undefined)
				return { detail, message: badField(bounds, written) };
		}
	}
	return undefined;
}

/** What follows `TZ=…`; nothing where the parser itself would come to grief. */
function withoutZone(schedule: string): string | undefined {
	if (!/^(?:CRON_)?TZ=/.test(schedule)) return schedule;
	const blank = schedule.indexOf(" ");
	return blank === -1 ? undefined : schedule.slice(blank).trim();
}

/** A duration as Go writes it: `1h30m`. */
const DURATION =
	/^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

const UNIT = /^(?:ns|us|µs|μs|ms|s|m|h)$/;

function descriptorFlaw(spec: string): ScheduleFlaw | undefined {
	if (DESCRIPTORS.includes(spec)) return undefined;
	const message = badDescriptor(spec);
	if (!spec.startsWith("@every "))
		return {
			detail: `unrecognized descriptor: ${spec}`,
			message,
			instead: DESCRIPTORS,
		};
	const duration = spec.slice("@every ".length);
	if (DURATION.test(duration)) return undefined;
	return {
		detail: `failed to parse duration ${spec}: time: ${durationFlaw(duration)}`,
		message,
	};
}

/** What Go's `time.ParseDuration` has against a text that is none. */
function durationFlaw(duration: string): string {
	const quoted = goQuote(duration);
	let rest = duration.replace(/^[-+]/, "");
	while (rest !== "") {
		const [part, number = "", unit = ""] =
			/^(\d*\.?\d*)([^\d.]*)/.exec(rest) ?? [];
		if (!/\d/.test(number)) break;
		if (unit === "") return `missing unit in duration ${quoted}`;
		if (!UNIT.test(unit))
			return `unknown unit ${goQuote(unit)} in duration ${quoted}`;
		rest = rest.slice(part?.length);
	}
	return `invalid duration ${quoted}`;
}

/** `getRange`: `*`, `5`, `1-5`, `1-30/5`. */
function rangeFlaw(range: string, bounds: Bounds): string | undefined {
	const [first = "", step, ...more] = range.split("/");
	const [from = "", to, ...beyond] = first.split("-");
	let low: number | string = bounds.low;
	let high: number | string = bounds.high;
	if (from !== "*" && from !== "?") {
		low = numberIn(from, bounds);
		if (typeof low === "string") return low;
		if (beyond.length > 0) return `too many hyphens: ${range}`;
		high = to === undefined ? low : numberIn(to, bounds);
		if (typeof high === "string") return high;
	}
	if (more.length > 0) return `too many slashes: ${range}`;
	const every = step === undefined ? 1 : wholeNumber(step);
	if (typeof every === "string") return every;
	if (step !== undefined && to === undefined) high = bounds.high;
	if (low < bounds.low)
		return `beginning of range (${low}) below minimum (${bounds.low}): ${range}`;
	if (high > bounds.high)
		return `end of range (${high}) above maximum (${bounds.high}): ${range}`;
	if (low > high)
		return `beginning of range (${low}) beyond end of range (${high}): ${range}`;
	if (every === 0) return `step of range should be a positive number: ${range}`;
	return undefined;
}

function numberIn(written: string, { low, names }: Bounds): number | string {
	const index = names?.indexOf(written.toLowerCase()) ?? -1;
	return index === -1 ? wholeNumber(written) : index + low;
}

function wholeNumber(written: string): number | string {
	if (!/^[-+]?\d+$/.test(written))
		return `failed to parse int from ${written}: strconv.Atoi: parsing ${goQuote(written)}: invalid syntax`;
	const value = Number(written);
	if (Math.abs(value) >= 2 ** 63)
		return `failed to parse int from ${written}: strconv.Atoi: parsing ${goQuote(written)}: value out of range`;
	return value < 0
		? `negative number (${value}) not allowed: ${written}`
		: value;
}
