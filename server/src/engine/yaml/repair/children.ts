import { COST } from "./costs";
import { type Expected, type Frame, open } from "./frame";
import type { Style } from "./style";

/** May what an entry waits for be a list, or an object? */
export function accepts(expected: Expected, isDash: boolean): boolean {
	return expected.list === undefined || expected.list === isDash;
}

/**
 * The mapping or list that is the value of a frame's last entry. Behind a moved line it either moves along or was right all
 * the time: what gives the text's usual indentation is what the person meant. Where neither does, its first line may be
 * what stands wrong.
 */
export function openChildren(
	parent: Frame,
	column: number,
	isDash: boolean,
	index: number,
	style: Style,
	loose: boolean,
): { frame: Frame; cost: number; isMoved: boolean }[] {
	const steps = isDash ? style.listSteps : style.mappingSteps;
	const nearest = parent.target + (isDash ? 0 : 1);
	const along = column + parent.target - (parent.stray ?? parent.column);
	const still = column + parent.target - parent.column;
	const held = { ...parent, open: undefined };
	const child = (target: number, cost: number, isMoved: boolean) => ({
		frame: open(
			held,
			isDash ? "list" : "mapping",
			// Where its first line strayed to, others do not belong.
			isMoved ? target : column,
			target,
			// What is no list as its name suggests is nothing that is known.
			parent.open && accepts(parent.open, isDash)
				? parent.open.type
				: undefined,
			index,
		),
		cost,
		isMoved,
	});
	// Nearly every line: where nothing is moved, and the step is usual.
	const isUsualStep = along >= nearest && steps.includes(along - parent.target);
	if (along === still && isUsualStep) return [child(along, 0, false)];
	const usual = steps.map((step) => parent.target + step);
	const kept = [along, still].filter((target) => target >= nearest);
	const natural =
		usual.find((target) => kept.includes(target)) ??
		(loose ? undefined : kept[0]);
	const isUsual = natural !== undefined && usual.includes(natural);
	// Dashes below a key's first letter, and two further right: both are common, even in one text.
	const isCommon =
		isDash && natural !== undefined && [0, 2].includes(natural - parent.target);
	const oddity = isCommon ? COST.otherList : COST.unusualStep;
	const children =
		natural === undefined ? [] : [child(natural, isUsual ? 0 : oddity, false)];
	if (!isUsual)
		for (const [choice, target] of usual.entries())
			children.push(
				natural === undefined
					? child(target, choice * COST.unusual, true)
					: child(
							target,
							COST.move +
								COST.follow / 2 +
								COST.moveByColumn * Math.abs(target - along),
							true,
						),
			);
	return children;
}
