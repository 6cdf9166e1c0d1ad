import {
	applyEdit,
	commonEnds,
	makeEdit,
	overlaps,
	type Splice,
} from "../../server/src/engine/text/edit";
import * as blanks from "./breaks/blanks";
import * as indentation from "./breaks/indentation";
import {
	dataOf,
	dataOfOriginal,
	isSameData,
	misfits,
	swallowed,
} from "./breaks/meaning";
import * as pasted from "./breaks/pasted";
import * as punctuation from "./breaks/punctuation";
import { chance, type Random } from "./breaks/random";
import { type Shape, shapeOf } from "./breaks/shape";

/** Each defect as people make it: where in a text, and what there. */
const BREAKS = {
	"key at its item's dash": indentation.keyAtDash,
	"line moved": indentation.lineMoved,
	"subtree moved": indentation.subtreeMoved,
	"key at another's column": indentation.keyAtOtherColumn,
	"block too deep": indentation.blockTooDeep,
	"block too shallow": indentation.blockTooShallow,
	"items moved": indentation.itemsMoved,
	"Pod's key in a container": indentation.podKeyInContainer,
	"spec under metadata": indentation.specUnderMetadata,
	"first line moved": indentation.firstLineMoved,
	"tab, one line": blanks.tabLine,
	"tab, block": blanks.tabBlock,
	"tab, whole file": blanks.tabFile,
	"tab among blanks": blanks.tabMixed,
	"missing colon": punctuation.missingColon,
	"no blank after colon": punctuation.missingBlankAfterColon,
	"no blank after dash": punctuation.missingBlankAfterDash,
	"unclosed quote": punctuation.unclosedQuote,
	"unclosed bracket": punctuation.unclosedBracket,
	"superfluous comma": punctuation.superfluousComma,
	"smart double quotes": punctuation.smartDoubleQuotes,
	"smart single quotes": punctuation.smartSingleQuotes,
	"full-width colon": punctuation.fullWidthColon,
	"full-width blank": blanks.ideographicBlank,
	"no-break space": blanks.noBreakSpace,
	"line numbers": pasted.lineNumbers,
	"quoted mail": pasted.quotedMail,
	"diff marks": pasted.diffMarks,
	fences: pasted.fences,
	prose: pasted.prose,
} satisfies Record<
	string,
	(shape: Shape, random: Random) => readonly Splice[] | undefined
>;

export type Kind = keyof typeof BREAKS;
export const KINDS = Object.keys(BREAKS) as readonly Kind[];

/** Kinds that move something: the text may mean what it meant, or something else that nobody can see to be wrong. */
const MOVES: ReadonlySet<Kind> = new Set<Kind>([
	"key at its item's dash",
	"line moved",
	"subtree moved",
	"key at another's column",
	"block too deep",
	"block too shallow",
	"items moved",
	"Pod's key in a container",
	"spec under metadata",
	"first line moved",
]);
/** Places to look for one that tells; and how seldom one is taken that does not. */
const TRIES = 8;
const UNTOLD = 0.05;

/**
 * Puts one defect into a valid text, at a place that depends on nothing but the random numbers.
 * @returns nothing where the text has no place for it
 */
export function breakText(
	text: string,
	kind: Kind,
	random: Random,
): string | undefined {
	const shape = shapeOf(text);
	for (let attempt = 0; shape && attempt < TRIES; attempt++) {
		const splices = BREAKS[kind](shape, random);
		const broken = splices && apply(text, splices);
		if (broken !== undefined && isBreak(text, broken, [kind], random))
			return broken;
	}
	return undefined;
}

/** Puts two defects into a text that do not touch each other. */
export function breakTwice(
	text: string,
	kinds: readonly [Kind, Kind],
	random: Random,
): string | undefined {
	const shape = shapeOf(text);
	for (let attempt = 0; shape && attempt < TRIES; attempt++) {
		const first = BREAKS[kinds[0]](shape, random);
		const second = BREAKS[kinds[1]](shape, random);
		if (!first || !second || overlaps(first, second)) continue;
		const once = apply(text, first);
		if (!isBreak(text, once, [kinds[0]], random)) continue;
		const twice = apply(text, [...first, ...second]);
		// The second one must break what the first one left whole, or it is no defect.
		const alone = apply(text, second);
		if (isBreak(text, alone, [kinds[1]], random)) return twice;
	}
	return undefined;
}

/** What is put in has the line ends of the text. */
function apply(text: string, splices: readonly Splice[]): string {
	const isDos = text.includes("\r\n");
	return applyEdit(
		text,
		makeEdit(
			splices.map((splice) => ({
				...splice,
				text: isDos ? splice.text.replaceAll("\n", "\r\n") : splice.text,
			})),
		),
	);
}

/** Does a text mean something else, or nothing, now, and could a reader see it? */
function isBreak(
	text: string,
	broken: string,
	kinds: readonly Kind[],
	random: Random,
): boolean {
	if (broken === text) return false;
	// All others put something in, or take something out, that means something.
	if (!kinds.every((kind) => MOVES.has(kind) || kind === "tab among blanks"))
		return true;
	const [was, is] = changedDocuments(text, broken);
	const before = dataOfOriginal(was);
	const after = dataOf(is);
	if (!before || !after) return before !== undefined;
	if (isSameData(before, after)) return false;
	return (
		misfits(after) > misfits(before) ||
		swallowed(after) > swallowed(before) ||
		chance(random, UNTOLD)
	);
}

/** Reading takes time: only the documents of a stream in which two texts differ. */
function changedDocuments(a: string, b: string): [string, string] {
	const { head, tail } = commonEnds(a, b);
	const start = Math.max(0, a.lastIndexOf("\n---\n", head - 5));
	const next = a.indexOf("\n---\n", a.length - tail);
	const rest = next === -1 ? 0 : a.length - next;
	return [a.slice(start, a.length - rest), b.slice(start, b.length - rest)];
}
