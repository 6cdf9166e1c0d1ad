import { type Edit, type Range, shiftEdit } from "../../text/edit";
import type { Language } from "../../text/language";
import type { Document } from "../../yaml/document";
import type { Source } from "../../yaml/source";
import { settingsOf } from "../head";
import { closeUp } from "../markdown";
import type { Settings } from "../settings";
import { expectations } from "./context";
import { headKeysFor, keysFor } from "./keys";
import { type Spot, spotsAt } from "./spot";
import { valuesFor } from "./values";
import { wholePatterns } from "./whole-patterns";

/** Something that may stand where a person is writing. */
export interface Completion {
	readonly label: string;
	readonly kind: "field" | "value" | "name" | "pattern";
	/** In a few words what it is; nothing when the label says all. */
	readonly detail: string | undefined;
	/** Markdown. */
	readonly documentation: string | undefined;
	/** What replaces the range; `CURSOR` marks where the cursor goes. Its lines have their whole indentation. */
	readonly insert: string;
	/** Offsets of the file, on one line. */
	readonly range: Range;
	/** What changes elsewhere in the file when it is chosen. */
	readonly also?: Edit;
}

/** What is offered for a place: everything but where it goes. */
export type Offer = Omit<Completion, "range">;

export { CURSOR } from "./keys";

/**
 * What may be written at an offset, the likeliest first: the fields that Kubernetes of the chosen version knows there and
 * that are not there yet, the values that its API server takes, the names that the Pod has. Nothing where Pods are not
 * concerned.
 */
export function completionsAt(
	source: Source,
	offset: number,
	settings: Settings,
	language: Language,
): readonly Completion[] {
	const placed = settings.completion ? source.documentAt(offset) : undefined;
	if (!placed || !mayConcern(placed.document)) return [];
	const own = settingsOf(source, settings);
	for (const spot of spotsAt(placed.document, offset - placed.start)) {
		const offers = offersFor(placed.document, spot, own, language);
		if (offers.length === 0) continue;
		const range = {
			start: spot.word.start + placed.start,
			end: spot.word.end + placed.start,
		};
		return offers.map((offer) => ({
			...offer,
			documentation:
				offer.documentation !== undefined && language === "ja"
					? closeUp(offer.documentation)
					: offer.documentation,
			range,
			...(offer.also ? { also: shiftEdit(offer.also, placed.start) } : {}),
		}));
	}
	return [];
}

/** A document that can be read while a person waits, and that holds a Pod or says that it is about to. */
const mayConcern = (document: Document): boolean =>
	document.text.length < LONGEST &&
	(document.mayHoldPod || document.mentions("apiVersion"));

const LONGEST = 500_000;

function offersFor(
	document: Document,
	spot: Spot,
	settings: Settings,
	language: Language,
): readonly Offer[] {
	const { kubernetesVersion: version } = settings;
	const expected = expectations(spot.document);
	const { writes } = spot;
	if (!("key" in writes))
		return valuesFor(spot, writes, expected, version, language);
	const here = expected(writes.key.parent);
	if (!here) return headKeysFor(spot, writes);
	const { key, hasColon } = writes;
	return [
		...keysFor(spot, writes, here, version, language),
		...(hasColon
			? []
			: wholePatterns(document, spot, key, here, settings, language)),
	];
}
