import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";

/** Labels as the API server has them: null is the empty text; a value that is not known here is `undefined`. */
export type Labels = ReadonlyMap<string, string | undefined>;

/** The labels at a place; none when it holds no mapping. */
export function labelsOf(place: Place): Labels {
	return new Map(
		place.values.map((value) => [String(value.key), value.string]),
	);
}

/** A map of labels as the server prints it: Go's notation before 1.34, then JSON. Nothing at all is not the empty map. */
export function printedLabels(
	answer: Answer,
	labels: Labels | undefined,
): string {
	if (answer.atLeast("1.34"))
		return labels === undefined ? "null" : `{${pairs(labels, ",")}}`;
	return labels === undefined
		? "map[string]string(nil)"
		: `map[string]string{${pairs(labels, ", ")}}`;
}

/** Labels as JSON, whatever the version. */
export const labelsAsJson = (labels: Labels): string =>
	`{${pairs(labels, ",")}}`;

const pairs = (labels: Labels, between: string): string =>
	[...labels]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, value]) => `${goQuote(key)}:${goQuote(value ?? "")}`)
		.join(between);
