import type { Container } from "../kubernetes/container";
import { neighboursOf } from "../kubernetes/neighbours";
import {
	describePlan,
	PATTERNS,
	situationOf,
} from "../kubernetes/patterns/patterns";
import type { PatternId, Plan, Situation } from "../kubernetes/patterns/plan";
import type { Pod } from "../kubernetes/pod";
import { podsOf } from "../kubernetes/workloads";
import { offerPattern } from "../refactorings/pattern-offer";
import type { Offer } from "../refactorings/refactoring";
import { applyEdit, type Edit, type Range } from "../text/edit";
import type { Message } from "../text/language";
import { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { changing, editOf, type FileEdit } from "./action";
import { podAt } from "./describe";
import type { Surroundings } from "./findings";
import { settingsOf } from "./head";
import { NO_PLAIN_EDIT } from "./refactoring-actions";
import { factsFor, type Settings } from "./settings";

/** A pattern as it fits a Pod. */
export interface FittingPattern {
	readonly id: PatternId;
	readonly title: Message;
	/** What inserting it does, then what a person should know or decide. */
	readonly details: readonly Message[];
	/** Why it cannot be inserted; then there is no edit. */
	readonly disabled: Message | undefined;
	readonly edit: Edit;
	/** Where the image of the new container stands afterwards. */
	readonly image: Range | undefined;
}

/** A pattern as it fits the Pod at a place, with all that changes along. */
export interface PatternHere extends FittingPattern {
	/** What changes in other files. */
	readonly elsewhere: readonly FileEdit[];
	/** What a person should know or decide. */
	readonly notes: readonly Message[];
}

/**
 * The patterns for the Pod at an offset, for the application at which the offset is, if it is at one.
 * @returns nothing where there is no Pod with a container, or the document cannot be read
 */
export function patternsAt(
	source: Source,
	offset: number,
	settings: Settings,
	{ sight, file, orders }: Surroundings = { file: "" },
): readonly PatternHere[] | undefined {
	const found = podAt(source, offset);
	// A broken document is mended first: what fits its mended text need not fit it.
	if (!found || found.pod.document !== found.placed.document) return undefined;
	if (found.pod.document.isFaulty) return undefined;
	const { pod, placed } = found;
	const at = offset - placed.start;
	const meant = pod.containers.find(
		({ item }) => item.start <= at && at <= item.end,
	);
	const neighbours = neighboursOf(source, sight, file, orders);
	const patterns = fitting(pod, meant, settingsOf(source, settings));
	return patterns?.map(({ offer, ...pattern }): PatternHere => {
		const none = { ...pattern, elsewhere: [], notes: [] };
		if (pattern.disabled) return none;
		const whole = changing(offer, pattern.edit, placed, source, neighbours);
		const edit = whole.edit() ?? [];
		const notes = whole.notes();
		const [what] = pattern.details;
		return {
			...pattern,
			edit,
			elsewhere: whole.elsewhere(),
			notes,
			details: what ? [what, ...notes] : notes,
			image:
				pattern.image &&
				shiftRange(pattern.image, placed.start + growth(edit, placed.start)),
		};
	});
}

/**
 * The patterns for a Pod; places are those of its document.
 * @param meant the container that is to be helped, if it is an application; else the first one that is
 * @param settings those that hold for the file
 */
export const patternsIn = (
	pod: Pod,
	meant: Container | undefined,
	settings: Settings,
): readonly FittingPattern[] | undefined => fitting(pod, meant, settings);

function fitting(
	pod: Pod,
	meant: Container | undefined,
	settings: Settings,
): readonly (FittingPattern & { readonly offer: Offer })[] | undefined {
	const situation = situationOf(pod, factsFor(settings), meant);
	if (!situation) return undefined;
	return PATTERNS.map((pattern) => {
		const { id, title } = pattern;
		const { offer, plan } = offerPattern(pattern, situation);
		const none = { id, title, offer, details: [], edit: [], image: undefined };
		if (!plan) return { ...none, disabled: offer.disabled };
		const edit = editOf(pod.document, offer);
		if (!edit) return { ...none, disabled: NO_PLAIN_EDIT };
		return {
			id,
			title,
			offer,
			details: [describePlan(situation, plan), ...plan.notes],
			disabled: undefined,
			edit,
			image: imageAfter(situation, plan, edit),
		};
	});
}

/** How much longer a text gets in front of an offset. */
const growth = (edit: Edit, offset: number): number =>
	edit.reduce(
		(sum, { start, end, text }) =>
			end <= offset && start < offset ? sum + text.length - (end - start) : sum,
		0,
	);

function imageAfter(
	{ pod }: Situation,
	{ container: { name } }: Plan,
	edit: Edit,
): Range | undefined {
	const { document } = pod;
	const after = podsOf(new Document(applyEdit(document.text, edit)));
	return after[podsOf(document).indexOf(pod)]?.all.find(
		(container) => container.name === name,
	)?.image;
}

const shiftRange = ({ start, end }: Range, by: number): Range => ({
	start: start + by,
	end: end + by,
});
