import { PLACEHOLDER } from "../kubernetes/json";
import { text } from "../text/language";
import type { Answer } from "./answer";
import type { Flaw, Format } from "./formats";
import type { Place } from "./place";

/** What a field must be like; says to the answer what is wrong. */
export interface Constraint {
	(answer: Answer, place: Place): void;
	/** Is a field that nobody has written looked at too? Most are not worth it: a document has hundreds. */
	readonly judgesMissing?: true;
}

/** Constraints of a type's fields, by name. */
export type Constraints = Readonly<Record<string, readonly Constraint[]>>;

/** Not missing, nor empty, nor 0. */
export const required = (detail?: string): Constraint =>
	Object.assign(
		(answer: Answer, place: Place) => {
			const missing =
				!place.isSet ||
				place.isEmpty === true ||
				(place.node?.kind === "scalar" &&
					(place.string === "" ||
						(place.integer === 0 && place.json?.type === "number")));
			if (missing)
				answer.required(place, detail === undefined ? {} : { detail });
		},
		{ judgesMissing: true } as const,
	);

/**
 * One of some values. Fields with a default may be left out; an empty text is as good as left out for the API server
 * unless it says otherwise.
 */
export const oneOf =
	(...values: readonly string[]): Constraint =>
	(answer, place) => {
		const value = place.string;
		if (value === undefined || value === "" || values.includes(value)) return;
		answer.unsupported(place, values);
	};

/** One of some values, as soon as it is set: the empty text is none of them. */
export const oneOfIfSet =
	(...values: readonly string[]): Constraint =>
	(answer, place) => {
		const value = place.string;
		if (!place.isSet || value === undefined || values.includes(value)) return;
		answer.unsupported(place, values);
	};

const between = text({
	en: (field: string, low: number, high: number) =>
		`\`${field}\` must be a number from ${low} to ${high}.`,
	ja: (field, low, high) =>
		`\`${field}\` は${low}から${high}までの数でなければなりません。`,
});
const notLess = text({
	en: (field: string, low: number) => `\`${field}\` must be ${low} or more.`,
	ja: (field, low) => `\`${field}\` は${low}以上でなければなりません。`,
});

/** A whole number within bounds, as soon as it is set. */
export const range =
	(
		low: number,
		high: number,
		detail = `must be between ${low} and ${high}, inclusive`,
	): Constraint =>
	(answer, place) => {
		const value = place.integer;
		if (!place.isSet || value === undefined || (value >= low && value <= high))
			return;
		answer.invalid(place, {
			detail,
			message: between(nameOf(place), low, high),
			instead: [String(value < low ? low : high)],
		});
	};

/** A whole number with a lower bound only, as soon as it is set. */
export const atLeast =
	(
		low: number,
		detail = `must be greater than or equal to ${low}`,
	): Constraint =>
	(answer, place) => {
		const value = place.integer;
		if (!place.isSet || value === undefined || value >= low) return;
		answer.invalid(place, {
			detail,
			message: notLess(nameOf(place), low),
			instead: [String(low)],
		});
	};

/** A text of a format, unless it is empty. */
export const format =
	(check: Format): Constraint =>
	(answer, place) => {
		const value = place.string;
		if (value !== undefined && value !== "")
			reportFlaws(answer, place, check(value));
	};

/** A text of a format; the empty one is judged too. */
export const formatAlways =
	(check: Format): Constraint =>
	(answer, place) => {
		const value = place.string;
		if (value !== undefined) reportFlaws(answer, place, check(value));
	};

/** Says every flaw of a text. */
export function reportFlaws(
	answer: Answer,
	place: Place,
	flaws: readonly Flaw[],
): void {
	if (PLACEHOLDER.test(place.string ?? "")) return;
	for (const { detail, message } of flaws)
		answer.invalid(place, { detail, message: message(nameOf(place)) });
}

/** Each item of a list on its own. */
export const each =
	(...constraints: readonly Constraint[]): Constraint =>
	(answer, place) => {
		for (const item of place.items)
			for (const constraint of constraints) constraint(answer, item);
	};

/** From a version on. */
export const since =
	(
		version: Parameters<Answer["atLeast"]>[0],
		constraint: Constraint,
	): Constraint =>
	(answer, place) => {
		if (answer.atLeast(version)) constraint(answer, place);
	};

/** How messages call a place: by its field. */
export function nameOf(place: Place): string {
	return typeof place.key === "string" ? place.key : (place.field?.name ?? "");
}
