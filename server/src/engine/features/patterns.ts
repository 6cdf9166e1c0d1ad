import { insertPlan } from "../kubernetes/patterns/insertion";
import {
	describePlan,
	PATTERNS,
	planPattern,
	situationOf,
} from "../kubernetes/patterns/patterns";
import type { PatternId, Plan, Situation } from "../kubernetes/patterns/plan";
import { podsOf } from "../kubernetes/workloads";
import { applyEdit, type Edit, type Range, shiftEdit } from "../text/edit";
import type { Message } from "../text/language";
import { Document } from "../yaml/document";
import type { PlacedDocument, Source } from "../yaml/source";
import { editOf } from "./action";
import { podAt } from "./describe";
import { settingsOf } from "./head";
import { NO_PLAIN_EDIT } from "./refactoring-actions";
import { factsFor, type Settings } from "./settings";

/** A pattern as it fits the Pod at a place. */
export interface PatternHere {
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

/**
 * The patterns for the Pod at an offset, for the application at which the offset is, if it is at one.
 * @returns nothing where there is no Pod with a container, or the document cannot be read
 */
export function patternsAt(
	source: Source,
	offset: number,
	settings: Settings,
): readonly PatternHere[] | undefined {
	const found = podAt(source, offset);
	if (!found || found.placed.document.faults.length > 0) return undefined;
	const { pod, placed } = found;
	const at = offset - placed.start;
	const meant = pod.containers.find(
		({ item }) => item.start <= at && at <= item.end,
	);
	const facts = factsFor(settingsOf(source, settings));
	const situation = situationOf(pod, facts, meant);
	if (!situation) return undefined;
	return PATTERNS.map((pattern): PatternHere => {
		const { id, title } = pattern;
		const plan = planPattern(pattern, situation);
		const none = { id, title, details: [], edit: [], image: undefined };
		if ("refused" in plan) return { ...none, disabled: plan.refused };
		const edit = editOf(pod.document, {
			title,
			safety: "review",
			edit: () => insertPlan(situation, plan),
		});
		if (!edit) return { ...none, disabled: NO_PLAIN_EDIT };
		return {
			id,
			title,
			details: [describePlan(situation, plan), ...plan.notes],
			disabled: undefined,
			edit: shiftEdit(edit, placed.start),
			image: imageAfter(situation, plan, edit, placed),
		};
	});
}

function imageAfter(
	{ pod }: Situation,
	{ container: { name } }: Plan,
	edit: Edit,
	{ document, start }: PlacedDocument,
): Range | undefined {
	const after = podsOf(new Document(applyEdit(document.text, edit)));
	const image = after[podsOf(document).indexOf(pod)]?.all.find(
		(container) => container.name === name,
	)?.image;
	return image && { start: image.start + start, end: image.end + start };
}
