import type { OutlineLine } from "./outline";

/** What a key holds: a list or a scalar (else an object), and of which type. */
interface Holds {
	readonly list: boolean;
	readonly scalar: boolean;
	readonly type: string | undefined;
}

/** What the search for a better indentation must know of the objects that are written down. */
export interface Grammar {
	/** What a key of an object of this type holds; nothing for a key that the type does not have. */
	field(type: string, key: string): Holds | undefined;
	/** Is anything known of the type? */
	knows(type: string): boolean;
	required(type: string): readonly string[];
	/** A field whose name is a slip of the finger away. */
	isNear(type: string, key: string): boolean;
	/** The type of an object that says `kind: …`. */
	typeOfKind(kind: string): string | undefined;
	/** What a key holds in an object of unknown type, if its name alone tells. */
	guess(key: string): Holds | undefined;
	/** The type of a text without a header, from its first key or item key. */
	typeOfSnippet(key: string, inList: boolean): string | undefined;
}

interface Keys {
	readonly key: string;
	readonly before: Keys | undefined;
}

/** An open mapping or list of the text read so far. Immutable: searches share them. */
export interface Frame {
	readonly kind: "mapping" | "list";
	readonly below: Frame | undefined;
	/** Column of its keys or dashes as written. */
	readonly column: number;
	/** Column at which they should stand. */
	readonly target: number;
	readonly type: string | undefined;
	readonly keys: Keys | undefined;
	/** The line that opened it: an index into the outline. */
	readonly opener: number;
	/** What the last entry's value will be, while nothing of it has been seen. */
	readonly open: Expected | undefined;
	/** Column of the last line that was moved here, so that its neighbours may follow more easily. */
	readonly stray: number | undefined;
}

interface Expected {
	readonly list: boolean | undefined;
	readonly type: string | undefined;
	/** Costs something when nothing follows. */
	readonly wanted: boolean;
}

/** How far a text indents what belongs to a key: most of its lines say so. */
export interface Style {
	readonly mappingStep: number;
	/** 0 for lists whose dashes stand below the key's first letter. */
	readonly listStep: number;
}

/** One way to read the text up to some line. */
export interface Reading {
	readonly top: Frame | undefined;
	readonly cost: number;
	readonly placed: Placed | undefined;
}

/** Where a reading puts a line. */
export interface Placed {
	readonly before: Placed | undefined;
	readonly index: number;
	/** Columns to move the line by. */
	readonly shift: number;
	/** Did this line itself stand wrong, or does it only follow the one that it belongs to or the one before it? */
	readonly moved: boolean;
	/** May it stand there, as far as is known? */
	readonly fits: boolean;
	/** The mapping or list that it belongs to. */
	readonly frame: Frame;
}

/** Costs: one moved line outweighs none of the certain mistakes, and any of them outweighs several moved lines. */
const COST = {
	move: 1,
	moveByColumn: 0.05,
	follow: 0.3,
	unusual: 0.01,
	unknownField: 8,
	nearField: 4,
	duplicate: 6,
	wrongShape: 6,
	moveIntoUnknown: 2,
	moveIntoMap: 3,
	emptyList: 1.5,
	emptyObject: 0.5,
	missing: 1.5,
} as const;

/** All readings of a text that extend one by its next line, the likeliest first. */
export function place(
	reading: Reading,
	line: OutlineLine,
	index: number,
	grammar: Grammar,
	style: Style,
): Reading[] {
	const column = line.dashes[0] ?? line.column;
	if (column === undefined) return [];
	const isDash = line.dashes.length > 0;
	if (!reading.top) {
		const frame = open(
			undefined,
			isDash ? "list" : "mapping",
			column,
			column,
			undefined,
			index,
		);
		return [enter(reading, frame, line, index, 0, grammar)];
	}
	const readings: Reading[] = [];
	let closed = 0;
	for (let frame: Frame | undefined = reading.top; frame; frame = frame.below) {
		if (frame.kind === (isDash ? "list" : "mapping")) {
			readings.push(
				enter(
					{ ...reading, cost: reading.cost + closed },
					frame,
					line,
					index,
					misplacement(frame, column),
					grammar,
				),
			);
		}
		if (frame.open && accepts(frame.open, isDash) && frame === reading.top) {
			// What follows a moved line fits either to where that line was, or to where it belongs.
			const parent = Math.min(frame.stray ?? frame.column, frame.column);
			const isNatural = isDash ? column >= parent : column > parent;
			const cost = isNatural
				? 0
				: COST.move + COST.moveByColumn * (parent + 2 - column);
			for (const [choice, child] of openChildren(
				frame,
				column,
				isDash,
				index,
				style,
			).entries()) {
				readings.push(
					enter(
						reading,
						child,
						line,
						index,
						cost + choice * COST.unusual,
						grammar,
					),
				);
			}
		}
		closed += closing(frame, grammar);
	}
	const sorted = readings.sort((a, b) => a.cost - b.cost);
	const [best] = sorted;
	return best && best.cost <= reading.cost ? [best] : sorted;
}

/** The indentation that most lines of a text show. */
export function styleOf(outline: readonly OutlineLine[]): Style {
	const mappings = new Map<number, number>();
	const lists = new Map<number, number>();
	for (const [index, line] of outline.entries()) {
		const next = outline[index + 1];
		if (
			!next ||
			line.key === undefined ||
			line.value !== "" ||
			line.column === undefined
		)
			continue;
		const dash = next.dashes[0];
		const step = (dash ?? next.column ?? 0) - line.column;
		const steps = dash === undefined ? mappings : lists;
		if (step >= (dash === undefined ? 1 : 0))
			steps.set(step, (steps.get(step) ?? 0) + 1);
	}
	const commonest = (steps: ReadonlyMap<number, number>) =>
		[...steps].sort((a, b) => b[1] - a[1])[0]?.[0];
	return {
		mappingStep: commonest(mappings) ?? 2,
		listStep: commonest(lists) ?? 0,
	};
}

/** The cost of ending a text in this reading. */
export function finish(reading: Reading, grammar: Grammar): number {
	let cost = reading.cost;
	for (let frame = reading.top; frame; frame = frame.below)
		cost += closing(frame, grammar);
	return cost;
}

function accepts(expected: Expected, isDash: boolean): boolean {
	return expected.list === undefined || expected.list === isDash;
}

function misplacement(frame: Frame, column: number): number {
	// A line that stands where a moved neighbour has to go stands right.
	if (
		frame.column === column ||
		(frame.target === column && frame.column !== frame.target)
	)
		return 0;
	if (frame.stray === column) return COST.follow;
	return COST.move + COST.moveByColumn * Math.abs(frame.column - column);
}

function open(
	below: Frame | undefined,
	kind: Frame["kind"],
	column: number,
	target: number,
	type: string | undefined,
	opener: number,
): Frame {
	return {
		kind,
		below,
		column,
		target,
		type,
		opener,
		keys: undefined,
		open: undefined,
		stray: undefined,
	};
}

/**
 * The mapping or list that is the value of a frame's last entry, the likeliest first. Behind a moved line it either moves
 * along or was right all the time: what gives the text's usual indentation is what the person meant.
 */
function openChildren(
	parent: Frame,
	column: number,
	isDash: boolean,
	index: number,
	style: Style,
): Frame[] {
	const nearest = parent.target + (isDash ? 0 : 1);
	const usual = parent.target + (isDash ? style.listStep : style.mappingStep);
	const along = column + parent.target - (parent.stray ?? parent.column);
	const still = column + parent.target - parent.column;
	const kept = [along, still].filter((target) => target >= nearest);
	const targets =
		kept.length > 0
			? [kept.includes(usual) ? usual : (kept[0] ?? usual)]
			: [usual, parent.target + 2, parent.target];
	const held = { ...parent, open: undefined };
	return [...new Set(targets.filter((target) => target >= nearest))].map(
		(target) =>
			open(
				held,
				isDash ? "list" : "mapping",
				column,
				target,
				parent.open?.type,
				index,
			),
	);
}

/** Puts a line into a frame: its first dash or key there, the rest into new frames on top. */
function enter(
	reading: Reading,
	into: Frame,
	line: OutlineLine,
	index: number,
	cost: number,
	grammar: Grammar,
): Reading {
	const column = line.dashes[0] ?? line.column ?? 0;
	const shift = into.target - column;
	const isNew = into.opener === index;
	const moved = isNew ? cost > 0 : into.column !== column;
	let frame: Frame =
		moved && !isNew
			? { ...into, stray: column }
			: { ...into, stray: undefined };
	let total = reading.cost + cost;
	let owner = frame;
	for (const [depth, dash] of line.dashes.entries()) {
		if (depth > 0) {
			frame = open(frame, "list", dash, dash + shift, undefined, index);
		}
		const next = line.dashes[depth + 1];
		if (next === undefined && line.column === undefined) {
			frame = {
				...frame,
				open: { list: false, type: frame.type, wanted: false },
			};
		}
	}
	let price = 0;
	if (line.key !== undefined && line.column !== undefined) {
		if (line.dashes.length > 0) {
			const type =
				frame.type ??
				(frame.below ? undefined : grammar.typeOfSnippet(line.key, true));
			frame = open(
				frame,
				"mapping",
				line.column,
				line.column + shift,
				type,
				index,
			);
		} else if (!frame.below && frame.keys === undefined) {
			frame = { ...frame, type: grammar.typeOfSnippet(line.key, false) };
		}
		if (line.dashes.length === 0) owner = frame;
		[frame, price] = addKey(frame, line.key, line.value, moved, grammar);
		total += price;
	}
	const placed: Placed = {
		before: reading.placed,
		index,
		shift,
		moved: moved && cost >= COST.move,
		fits: price < COST.nearField,
		frame: owner,
	};
	return { top: frame, cost: total, placed };
}

function addKey(
	frame: Frame,
	key: string,
	value: string,
	moved: boolean,
	grammar: Grammar,
): [Frame, number] {
	let cost = 0;
	for (let at = frame.keys; at; at = at.before)
		if (at.key === key) cost += COST.duplicate;
	let { type } = frame;
	if (key === "kind" && type === undefined) type = grammar.typeOfKind(value);
	const isKnown = type !== undefined && grammar.knows(type);
	const field = isKnown && type ? grammar.field(type, key) : grammar.guess(key);
	if (isKnown && type && !field) {
		cost += grammar.isNear(type, key) ? COST.nearField : COST.unknownField;
	} else if (!isKnown && moved) {
		cost += type === FREE_KEYS ? COST.moveIntoMap : COST.moveIntoUnknown;
	}
	const isEmpty = value === "" || /^[&!]\S*$/.test(value);
	if (!isEmpty && field && !field.scalar && /^[^[{*&!>|~n]/.test(value))
		cost += COST.wrongShape;
	const expected: Expected | undefined = isEmpty
		? {
				list: field?.scalar ? undefined : field?.list,
				type: field?.type,
				wanted: field !== undefined,
			}
		: undefined;
	return [
		{ ...frame, type, keys: { key, before: frame.keys }, open: expected },
		cost,
	];
}

/** The type of mappings whose keys are free, such as labels. */
export const FREE_KEYS = "*";

function closing(frame: Frame, grammar: Grammar): number {
	let cost = 0;
	if (frame.open?.wanted)
		cost += frame.open.list ? COST.emptyList : COST.emptyObject;
	if (frame.kind === "mapping" && frame.type !== undefined) {
		for (const required of grammar.required(frame.type)) {
			let at = frame.keys;
			while (at && at.key !== required) at = at.before;
			if (!at) cost += COST.missing;
		}
	}
	return cost;
}
