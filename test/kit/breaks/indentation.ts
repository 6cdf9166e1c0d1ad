import type { Splice } from "../../../server/src/engine/text/edit";
import { chance, pick, pickWeighted, type Random } from "./random";
import { type Part, type Shape, shiftLines } from "./shape";

type Break = (shape: Shape, random: Random) => readonly Splice[] | undefined;

/** Distances by which people miss: one step of the usual two most of all. */
const DISTANCES = [1, 1, 2, 2, 2, 3, 4, 4];
/** Keys that a container and its Pod both have: at a wrong column nobody could say whose they are. */
const OF_BOTH = /^(?:restartPolicy|securityContext|resources)$/;
/** Keys of a Pod spec that no container has. */
const OF_POD =
	/^(?:volumes|imagePullSecrets|nodeSelector|tolerations|affinity|serviceAccountName|serviceAccount|terminationGracePeriodSeconds|hostNetwork|hostPID|dnsPolicy|dnsConfig|priorityClassName|topologySpreadConstraints|shareProcessNamespace|automountServiceAccountToken|containers|initContainers)$/;

const pickPart = (
	{ parts }: Shape,
	random: Random,
	isMeant: (part: Part) => boolean,
): Part | undefined =>
	pickWeighted(random, parts.filter(isMeant), ({ weight }) => weight);

const canMove = ({ kind, behindDash, key }: Part): boolean =>
	kind === "entry" && !behindDash && !OF_BOTH.test(key ?? "");

const isTall = ({ line, last }: Part): boolean => last > line;

/** `- name: web` and below it `image:` at the column of the dash. */
export const keyAtDash: Break = (shape, random) => {
	const part = pickPart(
		shape,
		random,
		(each) => canMove(each) && each.parent?.kind === "item",
	);
	if (!part?.parent) return undefined;
	const last = chance(random, 0.6) ? part.last : part.line;
	return shiftLines(shape, part.line, last, part.parent.column - part.column);
};

/** One line too far to the left or right; what is below it stays. */
export const lineMoved: Break = (shape, random) => {
	const part = pickPart(shape, random, canMove);
	if (!part) return undefined;
	return shiftLines(shape, part.line, part.line, anyDistance(random));
};

/** A key with all below it too far to the left or right. */
export const subtreeMoved: Break = (shape, random) => {
	const part = pickPart(shape, random, (each) => canMove(each) && isTall(each));
	if (!part) return undefined;
	return shiftLines(shape, part.line, part.last, anyDistance(random));
};

/** A key at the column of another one around it: that of a parent, or of what is below the key before it. */
export const keyAtOtherColumn: Break = (shape, random) => {
	const part = pickPart(shape, random, canMove);
	if (!part) return undefined;
	const columns: number[] = [];
	for (let at = part.parent; at && columns.length < 3; at = at.parent)
		columns.push(at.column);
	const before = siblingsOf(part, shape)
		.filter(({ line }) => line < part.line)
		.at(-1);
	for (const child of before?.children ?? []) columns.push(child.column);
	const column = pick(
		random,
		columns.filter((each) => each !== part.column),
	);
	if (column === undefined) return undefined;
	const last = chance(random, 0.5) ? part.last : part.line;
	return shiftLines(shape, part.line, last, column - part.column);
};

/** A block that keeps its inner shape: a key with its value, some keys in a row, or what follows an item's first key. */
export const blockTooDeep: Break = (shape, random) => {
	const block = pickBlock(shape, random);
	return block && shiftLines(shape, ...block, distance(random));
};

/** The same to the left, or all below a key. */
export const blockTooShallow: Break = (shape, random) => {
	if (chance(random, 0.3)) {
		const part = pickPart(
			shape,
			random,
			(each) => isTall(each) && each.value === "mapping",
		);
		const [first] = part?.children ?? [];
		if (!part || !first || first.behindDash) return undefined;
		// Up to the key's own column or beyond it: else nothing changes.
		const by = part.column - first.column - (chance(random, 0.8) ? 0 : 2);
		return shiftLines(shape, first.line, part.last, by);
	}
	const block = pickBlock(shape, random);
	return block && shiftLines(shape, ...block, -distance(random));
};

/** Some items of a list, or all of them, at a wrong column. */
export const itemsMoved: Break = (shape, random) => {
	const item = pickPart(
		shape,
		random,
		({ kind, behindDash }) => kind === "item" && !behindDash,
	);
	const list = item?.parent;
	if (!item || !list) return undefined;
	const extent = random();
	const first = extent < 0.8 ? item.line : (list.children[0]?.line ?? 0);
	const last = extent < 0.5 ? item.last : list.last;
	const toParent = list.parent ? list.parent.column - item.column : -2;
	const by = chance(random, 0.2) ? toParent : anyDistance(random);
	return by === 0 ? undefined : shiftLines(shape, first, last, by);
};

/** `volumes`, or another key of the Pod spec, at the column of the containers. */
export const podKeyInContainer: Break = (shape, random) => {
	const part = pickPart(shape, random, (each) => {
		const [container] = containersBeside(each, shape);
		return (
			canMove(each) && OF_POD.test(each.key ?? "") && container !== undefined
		);
	});
	if (!part) return undefined;
	const container = pick(random, containersBeside(part, shape));
	const name = container?.children[0];
	if (!container || !name) return undefined;
	const column =
		chance(random, 0.4) && container.column !== part.column
			? container.column
			: name.column;
	return shiftLines(shape, part.line, part.last, column - part.column);
};

/** `spec` and all in it at the column of what belongs to `metadata`. */
export const specUnderMetadata: Break = (shape, random) => {
	const part = pickPart(
		shape,
		random,
		(each) => each.key === "spec" && metadataBefore(each, shape) !== undefined,
	);
	const [label] = (part && metadataBefore(part, shape)?.children) ?? [];
	if (!part || !label) return undefined;
	return shiftLines(shape, part.line, part.last, label.column - part.column);
};

/** The first line further in than the rest, or the only one that is not: the cursor stood behind its indentation. */
export const firstLineMoved: Break = (shape, random) => {
	const document = pick(random, shape.documents);
	if (!document) return undefined;
	const { first, last } = document;
	return chance(random, 0.4)
		? shiftLines(shape, first, first, pick(random, [1, 2, 2, 3, 4]) ?? 2)
		: shiftLines(shape, first + 1, last, pick(random, [2, 2, 4, 4, 6, 8]) ?? 2);
};

const distance = (random: Random): number => pick(random, DISTANCES) ?? 2;
const anyDistance = (random: Random): number =>
	distance(random) * (chance(random, 0.5) ? 1 : -1);

function siblingsOf(part: Part, { parts }: Shape): readonly Part[] {
	return part.parent
		? part.parent.children
		: parts.filter(({ parent }) => parent === undefined);
}

/** The items of the lists of containers in the same Pod spec. */
function containersBeside(part: Part, shape: Shape): readonly Part[] {
	if (part.kind !== "entry" || !part.parent) return [];
	return siblingsOf(part, shape)
		.filter(
			({ key, line }) =>
				/^(?:c|initC)ontainers$/.test(key ?? "") && line !== part.line,
		)
		.flatMap(({ children }) => children);
}

function metadataBefore(part: Part, shape: Shape): Part | undefined {
	const siblings = siblingsOf(part, shape);
	const before = siblings[siblings.indexOf(part) - 1];
	return before?.key === "metadata" && isTall(before) ? before : undefined;
}

function pickBlock(
	shape: Shape,
	random: Random,
): [first: number, last: number] | undefined {
	const extent = random();
	if (extent < 0.5) {
		const part = pickPart(
			shape,
			random,
			(each) => canMove(each) && isTall(each),
		);
		return part && [part.line, part.last];
	}
	const part = pickPart(shape, random, (each) => canMove(each));
	if (!part) return undefined;
	const siblings = siblingsOf(part, shape);
	const from = siblings.indexOf(part);
	const run =
		extent < 0.75
			? siblings.slice(from)
			: siblings.slice(from, from + (pick(random, [2, 2, 3]) ?? 2));
	if (run.some(({ key }) => OF_BOTH.test(key ?? ""))) return undefined;
	return [part.line, run.at(-1)?.last ?? part.last];
}
