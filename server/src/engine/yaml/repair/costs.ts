/** Costs: one moved line outweighs none of the certain mistakes, and any of them outweighs several moved lines. */
export const COST = {
	move: 1,
	moveByColumn: 0.05,
	follow: 0.3,
	/** A line stays where others of an object have moved away, to which it may belong too. */
	leave: 0.4,
	/** Of a line, as far as the one before it was moved. */
	together: 0.1,
	unusual: 0.01,
	unknownField: 8,
	nearField: 4,
	duplicate: 6,
	wrongShape: 6,
	moveIntoUnknown: 2,
	moveIntoMap: 3,
	/** Of a key that few objects have at their top, to there. */
	moveToTop: 1.5,
	emptyList: 1.5,
	emptyObject: 0.5,
	emptyFree: 2,
	/** Of a key that is not known, which may be meant to be empty. */
	emptyUnknown: 0.3,
	missing: 1.5,
	/** A field of the object that is read as the rest of a text. */
	swallow: 5,
	/** A key of an object of unknown type holds something else than its name suggests. */
	unguessed: 0.8,
	/** A value that ends with a comma, in a field that is no free text. */
	comma: 4,
	/** A manifest's first line is moved away from the margin. */
	headAside: 1.5,
	/** What belongs to a key stands further right, or less far, than elsewhere in the text. */
	unusualStep: 0.3,
	/** A list is indented in the other of the two common ways. */
	otherList: 0.1,
	/** Of a line whose column says little, next to one whose column was typed. */
	loose: 0.2,
} as const;
