import { insertPlan } from "../kubernetes/patterns/insertion";
import {
	PATTERNS,
	planPattern,
	situationOf,
} from "../kubernetes/patterns/patterns";
import { fixedText } from "../text/language";
import { defineRefactoring, type Offer } from "./refactoring";
import { withPatches } from "./with-patches";

export default defineRefactoring({
	id: "insert-pattern",
	title: fixedText({
		en: "Insert a multi-container pattern",
		ja: "マルチコンテナパターンを挿入",
	}),
	offerPod(pod, context) {
		const situation = situationOf(pod, context);
		if (!situation) return [];
		return PATTERNS.map((pattern): Offer => {
			const { id, title } = pattern;
			const plan = planPattern(pattern, situation);
			const offer = { title, variant: id, safety: "review" } as const;
			return "refused" in plan
				? { ...offer, edit: () => undefined, disabled: plan.refused }
				: withPatches(
						{
							...offer,
							brings: String(plan.container.name),
							edit: () => insertPlan(situation, plan),
							notes: () => plan.notes,
						},
						pod,
					);
		});
	},
});
