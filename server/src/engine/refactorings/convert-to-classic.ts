import { planReversal, reversalTitle } from "../kubernetes/classic";
import { nativeSidecars } from "../kubernetes/classic-sidecars";
import type { Neighbours } from "../kubernetes/neighbours";
import { patchesOf } from "../kubernetes/patching/patches-of";
import { amountNotes } from "../rules/amount-notes";
import { fixedText } from "../text/language";
import { memoize } from "../text/memo";
import { defineRefactoring } from "./refactoring";

export default defineRefactoring({
	id: "convert-to-classic",
	title: fixedText({
		en: "Convert back to a classic sidecar",
		ja: "従来型のサイドカーに戻す",
	}),
	offer(
		pod,
		container,
		{ version, catalog, indexBefore, aboveBefore, emptyListBefore },
	) {
		if (!nativeSidecars(pod).includes(container)) return undefined;
		const title = reversalTitle(container);
		const plan = planReversal(container, version, catalog, {
			index: indexBefore?.(container),
			above: aboveBefore?.(container),
			empty: emptyListBefore?.(container),
		});
		if (plan.refused)
			return {
				title,
				safety: "review",
				edit: () => undefined,
				disabled: plan.refused,
			};
		const patches = memoize((neighbours: Neighbours) =>
			patchesOf(container, plan.after, neighbours),
		);
		return {
			title,
			safety: "review",
			edit: plan.edit,
			notes: (neighbours) => [
				...plan.notes(),
				...((plan.after && amountNotes(pod, plan.after, version)) ?? []),
				...patches(neighbours).notes,
			],
			elsewhere: (neighbours) => patches(neighbours).changes,
		};
	},
});
