import type { Message } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";

/** Says a warning of the server that no other rule tells of; the quote is its whole line. */
export function warn(
	answer: Answer,
	place: Place,
	quote: string,
	message: Message,
	instead: readonly string[] = [],
	at = place.range,
): void {
	answer.warn(place, quote, message, { rule: "api-warning", instead, at });
}
