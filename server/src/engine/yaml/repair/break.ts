import type { Edit, Range } from "../../text/edit";
import type { SlipKind } from "./slip";

/** A line that stands at the wrong column. */
export interface Misplaced {
	readonly kind: "column";
	/** The key, or the dash, as written. */
	readonly range: Range;
	readonly key: string | undefined;
	/** Columns as written and as they should be, from 0. */
	readonly column: number;
	readonly target: number;
	/**
	 * Line (from 0) that opens the mapping or list to which it belongs: its key, or the dash of its item; nothing for what
	 * belongs to the document as a whole. And that one's type.
	 */
	readonly ownerLine: number | undefined;
	readonly ownerType: string | undefined;
	readonly isItem: boolean;
}

/** Something else that a person did to the text. */
export interface Slip {
	readonly kind: SlipKind;
	readonly range: Range;
	readonly key: string | undefined;
	/** What may be done about it on its own, where a person has to choose. */
	readonly ways?: readonly Way[];
}

/** One of several ways to go on, of which the text does not tell which is meant. */
export interface Way {
	/**
	 * `ours`, `theirs`, `both`: what stays of a merge; `comment`, `remove`: what becomes of lines that are no YAML; `restore`,
	 * `orphans`: a commented key comes back, or what it held goes as well.
	 */
	readonly kind:
		| "ours"
		| "theirs"
		| "both"
		| "comment"
		| "remove"
		| "restore"
		| "orphans";
	/** What the merge calls the side that stays; the key. */
	readonly name: string;
	readonly edit: Edit;
}

export type Break = Misplaced | Slip;

/** What is written anew where a text has lost what holds some of its lines. */
export interface Found {
	readonly edit: Edit;
	readonly slips: readonly Slip[];
	/** Is only a dash written? A key is a word that nobody has written. */
	readonly isSafe: boolean;
}

/** A change of white space and punctuation that makes a document YAML which fits Kubernetes' types. */
export interface Repair {
	/** What the person did, in the order of the text. */
	readonly breaks: readonly Break[];
	readonly edit: Edit;
	readonly text: string;
	/** Does it change white space and single characters only, so that nothing is lost which somebody wrote? */
	readonly isSafe: boolean;
	/** The same in other ways: what goes may become comments, and the other way round. */
	readonly others: readonly Way[];
}
