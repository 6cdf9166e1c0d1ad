import type { Splice } from "../../../server/src/engine/text/edit";
import { chance, pick, pickWeighted, type Random } from "./random";
import type { Part, Shape } from "./shape";

type Break = (shape: Shape, random: Random) => readonly Splice[] | undefined;

/** The indentation of one line in tabs. */
export const tabLine: Break = (shape, random) => {
	const part = pickIndented(shape, random);
	if (!part) return undefined;
	return indentWith(shape, part.line, part.line, tabs(widthOf(shape, random)));
};

/** The indentation of a key or item and all below it in tabs. */
export const tabBlock: Break = (shape, random) => {
	const part = pickIndented(shape, random, ({ line, last }) => last > line);
	if (!part) return undefined;
	return indentWith(shape, part.line, part.last, tabs(widthOf(shape, random)));
};

/** Every level of the file a tab, or every eight blanks, as some editors write them. */
export const tabFile: Break = (shape, random) => {
	const width = pick(random, [shape.step, shape.step, shape.step, 8]);
	return indentWith(shape, 0, shape.lineCount - 1, tabs(width ?? shape.step));
};

/** Blanks and a tab in one indentation, or a tab behind a dash. */
export const tabMixed: Break = (shape, random) => {
	if (chance(random, 0.15)) {
		const item = pickWeighted(
			random,
			shape.parts.filter(
				({ kind, value }) => kind === "item" && value === "mapping",
			),
			({ weight }) => weight,
		);
		return item && afterMark(shape, item, "\t");
	}
	const part = pickIndented(shape, random, ({ column }) => column > shape.step);
	if (!part) return undefined;
	const last = chance(random, 0.5) ? part.line : part.last;
	return indentWith(shape, part.line, last, (blanks) =>
		blanks > shape.step ? `${" ".repeat(blanks - shape.step)}\t` : undefined,
	);
};

/** Full-width blanks (U+3000): in the indentation, or behind a colon or dash. */
export const ideographicBlank: Break = (shape, random) =>
	alienBlank(shape, random, "\u3000");

/** No-break spaces, as web pages have them: in the indentation, or behind a colon or dash. */
export const noBreakSpace: Break = (shape, random) =>
	alienBlank(shape, random, "\u00a0");

function alienBlank(
	shape: Shape,
	random: Random,
	blank: string,
): readonly Splice[] | undefined {
	const place = random();
	if (place < 0.3) {
		const part = pickWeighted(
			random,
			shape.parts.filter(
				({ kind, inline, value }) =>
					inline !== undefined || (kind === "item" && value === "mapping"),
			),
			({ weight }) => weight,
		);
		return part && afterMark(shape, part, blank);
	}
	// A full-width blank is as wide as two others.
	const width = blank === "\u3000" && chance(random, 0.6) ? 2 : 1;
	const fill = (blanks: number) =>
		blank.repeat(Math.floor(blanks / width)) + " ".repeat(blanks % width);
	if (place < 0.4) return indentWith(shape, 0, shape.lineCount - 1, fill);
	const part = pickIndented(shape, random);
	const last = chance(random, 0.7) ? part?.line : part?.last;
	return part && indentWith(shape, part.line, last ?? part.line, fill);
}

function pickIndented(
	{ parts }: Shape,
	random: Random,
	isMeant: (part: Part) => boolean = () => true,
): Part | undefined {
	return pickWeighted(
		random,
		parts.filter(
			(part) => part.column > 0 && !part.behindDash && isMeant(part),
		),
		({ weight }) => weight,
	);
}

const widthOf = ({ step }: Shape, random: Random): number =>
	pick(random, [step, step, step, 4, 8]) ?? step;

const tabs =
	(width: number) =>
	(blanks: number): string =>
		"\t".repeat(Math.floor(blanks / width)) + " ".repeat(blanks % width);

/** Writes the indentation of lines anew. */
function indentWith(
	shape: Shape,
	first: number,
	last: number,
	fill: (blanks: number) => string | undefined,
): Splice[] {
	const splices: Splice[] = [];
	for (let line = first; line <= last; line++) {
		const blanks = shape.indent(line);
		const start = shape.start(line);
		const text = fill(blanks);
		if (blanks > 0 && text !== undefined && shape.line(line).trim() !== "")
			splices.push({ start, end: start + blanks, text });
	}
	return splices;
}

function afterMark(
	{ text }: Shape,
	{ mark }: Part,
	blank: string,
): Splice[] | undefined {
	return text[mark + 1] === " " && text[mark + 2] !== " "
		? [{ start: mark + 1, end: mark + 2, text: blank }]
		: undefined;
}
