import { insertPlan } from "../kubernetes/patterns/insertion";
import { planPattern } from "../kubernetes/patterns/patterns";
import type { Pattern, Plan, Situation } from "../kubernetes/patterns/plan";
import type { Offer } from "./refactoring";
import { withPatches } from "./with-patches";

/** A pattern on offer, with the patches that count what it comes between. */
export interface PatternOffer {
	readonly offer: Offer;
	/** Nothing where the pattern does not fit. */
	readonly plan: Plan | undefined;
}

/** Offers a pattern for a Pod: the code action and the command insert the same. */
export function offerPattern(
	pattern: Pattern,
	situation: Situation,
): PatternOffer {
	const { id, title } = pattern;
	const plan = planPattern(pattern, situation);
	const offer = { title, variant: id, safety: "review" } as const;
	if ("refused" in plan)
		return {
			offer: { ...offer, edit: () => undefined, disabled: plan.refused },
			plan: undefined,
		};
	return {
		offer: withPatches(
			{
				...offer,
				brings: String(plan.container.name),
				edit: () => insertPlan(situation, plan),
				notes: () => plan.notes,
			},
			situation.pod,
		),
		plan,
	};
}
