import type { Bound } from "./bound";
import { accepts, openChildren } from "./children";
import { mayFollow, mayHold, mayTake, misplacement } from "./claims";
import { COST } from "./costs";
import {
	addKey,
	closing,
	type Frame,
	isProperty,
	leaving,
	open,
	strays,
} from "./frame";
import type { Grammar } from "./grammar";
import type { LineReading, OutlineLine } from "./readings";
import type { Style } from "./style";

/** One way to read the text up to some line. */
export interface Reading {
	readonly top: Frame | undefined;
	readonly cost: number;
	readonly placed: Placed | undefined;
	/** This one with the next line, where nothing speaks against that. Set by whoever has looked at that line first. */
	ahead: Reading | undefined;
}

/** Where a reading puts a line. */
export interface Placed {
	readonly before: Placed | undefined;
	readonly index: number;
	/** How the line is understood. */
	readonly reading: LineReading;
	/** The dash or key as whose value the text of the line is read: what goes on with it stands further right. */
	readonly valueColumn: number;
	/** Columns to move the line by. */
	readonly shift: number;
	/** Of the text up to here. */
	readonly cost: number;
	/** Did this line itself stand wrong, or does it only follow the one that it belongs to or the one before it? */
	readonly moved: boolean;
	/** May it stand there, as far as is known? */
	readonly fits: boolean;
	/** The mapping or list that it belongs to. */
	readonly frame: Frame;
}

/** The readings of a text that extend one by its next line, as far as they are of use; the likeliest first. */
export function place(
	reading: Reading,
	outline: readonly OutlineLine[],
	index: number,
	grammar: Grammar,
	style: Style,
	bound: Bound,
): Reading[] {
	const line = outline[index];
	if (!line) return [];
	const free =
		reading.ahead ?? placeFreely(reading, line, index, grammar, style);
	if (free) {
		bound.note(free.cost);
		const next = outline[index + 1];
		if (!next) return [free];
		// Where the next line stands wrong, this one may be what has moved.
		free.ahead = placeFreely(free, next, index + 1, grammar, style);
		if (free.ahead) return [free];
	}
	return line.readings
		.flatMap((each) =>
			placeAs(reading, line, each, index, grammar, style, bound),
		)
		.sort((a, b) => a.cost - b.cost);
}

/** A whole manifest begins at the left margin. */
export const isHead = ({ key }: LineReading): boolean =>
	key === "apiVersion" || key === "kind" || key === "metadata";

/** Nearly every line stands where it should: then there is nothing to weigh up. */
function placeFreely(
	reading: Reading,
	line: OutlineLine,
	index: number,
	grammar: Grammar,
	style: Style,
): Reading | undefined {
	const [read] = line.readings;
	const { top } = reading;
	if (!read || read.cost > 0 || read.isText || !top || line.begins)
		return undefined;
	const column = read.dashes[0] ?? read.column;
	if (column === undefined) return undefined;
	const isDash = read.dashes.length > 0;
	const isFree = (found: Reading) => found.cost <= reading.cost;
	if (top.open && accepts(top.open, isDash) && isBelow(top, column, isDash)) {
		const [child] = openChildren(top, column, isDash, index, style, line.loose);
		if (child?.cost === 0) {
			const found = enter(reading, child.frame, read, index, 0, child, grammar);
			if (isFree(found)) return found;
		}
	}
	let closed = 0;
	for (let frame: Frame | undefined = top; frame; frame = frame.below) {
		if (closed > 0) return undefined;
		if (frame.kind === (isDash ? "list" : "mapping")) {
			if (frame.column !== column) {
				// What this line would end may be what it belongs to, above all where lines have moved from here.
				if (!isDash && mayTake(frame, read, grammar)) return undefined;
				// An item may have strayed from the inner list to this one, where it fits too.
				if (isDash && mayHold(frame, read, grammar)) return undefined;
				closed = closing(frame, grammar);
				continue;
			}
			if (leaving(frame) > 0) return undefined;
			// Where anything may be listed, a text may be an entry whose blank or colon was forgotten.
			const isDoubtful = read.key === undefined && line.readings.length > 1;
			if (isDoubtful && frame.type === undefined) return undefined;
			const found = enter(reading, frame, read, index, 0, undefined, grammar);
			return isFree(found) ? found : undefined;
		}
		closed = closing(frame, grammar);
	}
	return undefined;
}

/** The column behind which a frame's value stands: what follows a moved line fits to where that was, or to where it belongs. */
const innermost = ({ stray, column }: Frame): number =>
	Math.min(stray ?? column, column);

const isBelow = (frame: Frame, column: number, isDash: boolean): boolean =>
	isDash ? column >= innermost(frame) : column > innermost(frame);

function placeAs(
	reading: Reading,
	line: OutlineLine,
	read: LineReading,
	index: number,
	grammar: Grammar,
	style: Style,
	bound: Bound,
): Reading[] {
	if (read.isText) return continueText(reading, read, index, grammar);
	const column = read.dashes[0] ?? read.column;
	if (column === undefined) return [];
	const isDash = read.dashes.length > 0;
	const enterAt = (
		frame: Frame,
		cost: number,
		before = reading,
		opened?: Opened,
	): Reading[] => {
		if (!bound.allows(before.cost + cost + read.cost)) return [];
		const found = enter(before, frame, read, index, cost, opened, grammar);
		bound.note(found.cost);
		return [found];
	};
	if (!reading.top || line.begins) {
		const before = { ...reading, cost: finish(reading, grammar) };
		const kind = isDash ? "list" : "mapping";
		const [usual = column] = style.rootColumns;
		return [...new Set([column, ...style.rootColumns])].flatMap((target) => {
			const isAsWritten = target === column;
			const cost = isAsWritten
				? column === usual
					? 0
					: COST.unusualStep
				: COST.move +
					COST.moveByColumn * Math.abs(target - column) +
					(target > 0 && isHead(read) ? COST.headAside : 0);
			return enterAt(
				open(undefined, kind, target, target, undefined, index),
				cost,
				before,
				{ isMoved: !isAsWritten },
			);
		});
	}
	const ease = line.loose ? COST.loose : 1;
	const readings: Reading[] = [];
	let closed = 0;
	let leave = 0;
	for (let frame: Frame | undefined = reading.top; frame; frame = frame.below) {
		if (!bound.allows(reading.cost + closed + read.cost)) break;
		if (frame.kind === (isDash ? "list" : "mapping"))
			readings.push(
				...enterAt(frame, ease * misplacement(frame, column, reading.placed), {
					...reading,
					cost:
						reading.cost +
						closed +
						leaving(frame) +
						(frame.column === column ? leave : 0),
				}),
			);
		if (mayFollow(frame, read, reading.placed, grammar)) leave = COST.leave;
		const isGuess = frame.type === undefined || !grammar.knows(frame.type);
		const isExpected = frame.open && accepts(frame.open, isDash);
		if (frame.open && frame === reading.top && (isExpected || isGuess)) {
			const cost = isBelow(frame, column, isDash)
				? isExpected
					? 0
					: COST.unguessed
				: ease *
					(COST.move + COST.moveByColumn * (innermost(frame) + 2 - column));
			for (const child of openChildren(
				frame,
				column,
				isDash,
				index,
				style,
				line.loose,
			))
				readings.push(
					...enterAt(child.frame, cost + ease * child.cost, reading, {
						isMoved: cost > 0 || child.isMoved,
						isOwn: cost === 0,
					}),
				);
		}
		closed += closing(frame, grammar);
	}
	return readings;
}

/** Takes a line for the rest of the text above, or for the text that the key above holds. */
function continueText(
	reading: Reading,
	read: LineReading,
	index: number,
	grammar: Grammar,
): Reading[] {
	const { top, placed } = reading;
	if (!top || !placed) return [];
	const { reading: above } = placed;
	const isBelow = (read.column ?? 0) > placed.valueColumn;
	const isOpen = top.open !== undefined;
	const isPlain = above.value !== "" && !/^["'[{|>]/.test(above.value);
	if (!isBelow || (!isOpen && !isPlain)) return [];
	const swallowed = swallows(top, read.value, grammar);
	const isWrong =
		top.open && (top.open.list !== undefined || top.open.type !== undefined);
	const cost = reading.cost + (isWrong ? COST.wrongShape : 0) + swallowed;
	return [
		{
			ahead: undefined,
			top: { ...top, open: undefined },
			cost,
			placed: {
				before: placed,
				index,
				reading: isOpen ? { ...read, value: above.value || read.value } : read,
				shift: placed.shift,
				cost,
				valueColumn: placed.valueColumn,
				moved: false,
				fits: true,
				frame: placed.frame,
			},
		},
	];
}

/** What it costs to take a line for text that begins with the name of a field, as if its colon was forgotten. */
function swallows(top: Frame, text: string, grammar: Grammar): number {
	const [word = ""] = /^["']?[A-Za-z][\w./-]*/.exec(text) ?? [];
	const key = word.replace(/^["']/, "");
	if (!grammar.isField(key)) return 0;
	return top.kind === "mapping" &&
		top.type !== undefined &&
		grammar.field(top.type, key)
		? COST.swallow
		: COST.move;
}

/** The cost of ending a text in this reading. */
export function finish(reading: Reading, grammar: Grammar): number {
	let cost = reading.cost;
	for (let frame = reading.top; frame; frame = frame.below)
		cost += closing(frame, grammar);
	return cost;
}

/** Is the value of a key no free text, or none that is likely to end with a comma? */
const isStrict = (
	{ type }: Frame,
	key: string,
	comma: LineReading["comma"],
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	(key !== "value" || comma === "habit") &&
	grammar.field(type, key) !== undefined;

/** A mapping or list that begins with a line. */
interface Opened {
	readonly isMoved: boolean;
	/** Would it be the same key's value where the line stands as it is written? */
	readonly isOwn?: boolean;
}

/** Is what follows below the value of its last dash: `-`, `- &base`? */
const isBare = ({ column, key, value }: LineReading): boolean =>
	column === undefined || (key === undefined && isProperty(value));

/** Puts a line into a frame: its first dash or key there, the rest into new frames on top. */
function enter(
	reading: Reading,
	into: Frame,
	line: LineReading,
	index: number,
	cost: number,
	opened: Opened | undefined,
	grammar: Grammar,
): Reading {
	const column = line.dashes[0] ?? line.column ?? 0;
	const shift = into.target - column;
	const moved = opened ? opened.isMoved : into.column !== column;
	const isItem = line.dashes.length > 0;
	const stray = moved ? column : undefined;
	let frame: Frame = into.stray === stray ? into : { ...into, stray };
	let total = reading.cost + cost + line.cost;
	let owner = frame;
	for (const [depth, dash] of line.dashes.entries()) {
		if (depth > 0) {
			frame = open(frame, "list", dash, dash + shift, undefined, index);
		}
		const next = line.dashes[depth + 1];
		if (next === undefined && isBare(line)) {
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
		// What a text begins with tells nothing yet of what the text is: to move it there is no guess.
		const isFirst = !frame.below && frame.keys === undefined;
		if (line.comma && isStrict(frame, line.key, line.comma, grammar))
			total += COST.comma;
		[frame, price] = addKey(
			frame,
			line.key,
			line.value,
			moved && !isFirst && !opened?.isOwn,
			grammar,
		);
		if (shift !== 0 && !moved && strays(frame, line.key, grammar))
			total += COST.follow;
	} else if (
		isItem &&
		line.column !== undefined &&
		frame.type !== undefined &&
		grammar.knows(frame.type) &&
		!/^[[{*&!]/.test(line.value)
	)
		price = COST.wrongShape;
	total += price;
	const placed: Placed = {
		before: reading.placed,
		index,
		reading: line,
		shift,
		cost: total,
		valueColumn: line.dashes.at(-1) ?? line.column ?? 0,
		moved:
			moved && shift !== 0 && (opened !== undefined || into.stray !== column),
		fits: price < COST.nearField,
		frame: owner,
	};
	return { top: frame, cost: total, placed, ahead: undefined };
}
