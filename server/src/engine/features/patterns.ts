import type { Container } from "../kubernetes/container";
import { insertPlan } from "../kubernetes/patterns/insertion";
import {
	describePlan,
	PATTERNS,
	planPattern,
	situationOf,
} from "../kubernetes/patterns/patterns";
import type { PatternId, Plan, Situation } from "../kubernetes/patterns/plan";
import type { Pod } from "../kubernetes/pod";
import { podsOf } from "../kubernetes/workloads";
import { applyEdit, type Edit, type Range, shiftEdit } from "../text/edit";
import type { Message } from "../text/language";
import { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
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
	// A broken document is mended first: what fits its mended text need not fit it.
	if (!found || found.pod.document !== found.placed.document) return undefined;
	if (found.pod.document.isFaulty) return undefined;
	const { pod, placed } = found;
	const at = offset - placed.start;
	const meant = pod.containers.find(
		({ item }) => item.start <= at && at <= item.end,
	);
	const patterns = patternsIn(pod, meant, settingsOf(source, settings));
	return patterns?.map((pattern) => ({
		...pattern,
		edit: shiftEdit(pattern.edit, placed.start),
		image: pattern.image && shiftRange(pattern.image, placed.start),
	}));
}

/**
 * The patterns for a Pod; places are those of its document.
 * @param meant the container that is to be helped, if it is an application; else the first one that is
 * @param settings those that hold for the file
 */
export function patternsIn(
	pod: Pod,
	meant: Container | undefined,
	settings: Settings,
): readonly PatternHere[] | undefined {
	const situation = situationOf(pod, factsFor(settings), meant);
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
			edit,
			image: imageAfter(situation, plan, edit),
		};
	});
}

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
