import type { Edit, Range, Splice } from "./edit";

/** A part of a text that an edit made: a range of the text before, as it was, or what was put there. */
type Piece =
	| { readonly kept: Range; readonly text?: never }
	| { readonly text: string; readonly kept?: never };

/**
 * One edit that does what two do after each other. What neither of them touches is not touched: cursors, marks and
 * breakpoints stay where they are.
 *
 * @param second its offsets mean the text after the first
 */
export function composeEdits(first: Edit, second: Edit): Edit {
	if (first.length === 0) return second;
	if (second.length === 0) return first;
	const between = new Pieces(first);
	const result: Piece[] = [];
	let at = 0;
	for (const { start, end, text } of second) {
		result.push(...between.take(start - at));
		between.take(end - start);
		result.push({ text });
		at = end;
	}
	result.push(...between.take(Number.POSITIVE_INFINITY));
	return editOfPieces(result);
}

/** The text after an edit, piece by piece from its beginning. */
class Pieces {
	/** The piece to be taken next stands last. */
	readonly #left: Piece[];

	constructor(edit: Edit) {
		const pieces: Piece[] = [];
		let at = 0;
		for (const { start, end, text } of edit) {
			pieces.push({ kept: { start: at, end: start } }, { text });
			at = end;
		}
		pieces.push({ kept: { start: at, end: Number.POSITIVE_INFINITY } });
		this.#left = pieces.reverse();
	}

	/** The next characters. What is put where they end is left for later. */
	take(length: number): readonly Piece[] {
		const taken: Piece[] = [];
		let wanted = length;
		while (wanted > 0) {
			const piece = this.#left.pop();
			if (!piece) break;
			const size = piece.kept
				? piece.kept.end - piece.kept.start
				: piece.text.length;
			if (size <= wanted) taken.push(piece);
			else {
				const [head, tail] = split(piece, wanted);
				taken.push(head);
				this.#left.push(tail);
			}
			wanted -= size;
		}
		return taken;
	}
}

function split({ kept, text }: Piece, at: number): readonly [Piece, Piece] {
	return kept
		? [
				{ kept: { start: kept.start, end: kept.start + at } },
				{ kept: { start: kept.start + at, end: kept.end } },
			]
		: [{ text: text.slice(0, at) }, { text: text.slice(at) }];
}

/** What is not kept between two kept pieces is replaced by what stands between them. The last piece is kept: it has no end. */
function editOfPieces(pieces: readonly Piece[]): Edit {
	const splices: Splice[] = [];
	let at = 0;
	let text = "";
	const close = (start: number) => {
		if (start > at || text !== "")
			splices.push({ start: at, end: start, text });
		text = "";
	};
	for (const piece of pieces) {
		if (!piece.kept) text += piece.text;
		else if (piece.kept.end > piece.kept.start) {
			close(piece.kept.start);
			at = piece.kept.end;
		}
	}
	return splices;
}
