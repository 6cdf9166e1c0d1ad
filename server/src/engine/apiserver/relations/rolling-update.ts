import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";

const PERCENT =
	"a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

const notPercent = text({
	en: (field: string) =>
		`\`${field}\` must be a whole number, or a percentage such as \`25%\`.`,
	ja: (field) =>
		`\`${field}\` は整数、または \`25%\` のような割合でなければなりません。`,
});
const negative = text({
	en: (field: string) => `\`${field}\` must be 0 or more.`,
	ja: (field) => `\`${field}\` は0以上でなければなりません。`,
});
const beyondAll = text({
	en: (field: string) => `\`${field}\` must be at most \`100%\`.`,
	ja: (field) => `\`${field}\` は \`100%\` 以下でなければなりません。`,
});

/** How many Pods: nothing when that is not known here. */
export function podCount(place: Place): number | undefined {
	const { json } = place;
	if (json?.type === "number") return place.integer;
	if (json?.type !== "string") return undefined;
	const digits = /^([-+]?\d+)%?$/.exec(json.text)?.[1];
	return digits === undefined ? 0 : Number(digits);
}

/** `ValidatePositiveIntOrPercent`. */
export function countOrPercent(answer: Answer, place: Place): void {
	const { integer, json } = place;
	if (json?.type === "string" && !/^\d+%$/.test(json.text))
		answer.invalid(place, {
			detail: PERCENT,
			value: printedCount(answer, place),
			message: notPercent(String(place.key)),
			...(/^\d+$/.test(json.text) ? { instead: [`${json.text}%`] } : {}),
		});
	else if (json?.type === "number" && integer !== undefined && integer < 0)
		answer.invalid(place, {
			detail: "must be greater than or equal to 0",
			message: negative(String(place.key)),
			instead: ["0"],
		});
}

/** `IsNotMoreThan100Percent`. */
export function notBeyondAll(answer: Answer, place: Place): void {
	const { json } = place;
	if (json?.type !== "string" || !/^\d+%$/.test(json.text)) return;
	if (Number(json.text.slice(0, -1)) <= 100) return;
	answer.invalid(place, {
		detail: "must not be greater than 100%",
		value: printedCount(answer, place),
		message: beyondAll(String(place.key)),
		instead: ["100%"],
	});
}

/** A number or percentage as the server prints it: the struct behind it before 1.34. */
export function printedCount(
	answer: Answer,
	place: Place,
	missing = "0",
): string {
	const { json } = place;
	const isText = json?.type === "string";
	if (answer.atLeast("1.34"))
		return json === undefined
			? missing
			: isText
				? goQuote(json.text)
				: json.text;
	return isText
		? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(json.text)}}`
		: `intstr.IntOrString{Type:0, IntVal:${json?.text ?? 0}, StrVal:""}`;
}
