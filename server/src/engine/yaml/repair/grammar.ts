/** What a key holds: a list or a scalar (else an object), and of which type. */
export interface Holds {
	readonly list: boolean;
	readonly scalar: boolean;
	/** The type of the object or of the list's items: {@link FREE_KEYS}, {@link SCALARS}, or a name that the grammar knows. */
	readonly type: string | undefined;
}

/** A field that can hold some objects. */
export interface HolderField {
	readonly name: string;
	/** May it not be missing? */
	readonly required: boolean;
}

/**
 * Of the fields that can hold some objects the only one, or of several the one that may not be missing. What could as well be
 * more of what is written already is nobody's.
 */
export function onlyHolder(
	holders: readonly HolderField[],
	isWritten: (name: string) => boolean,
): string | undefined {
	const needed = holders.filter(
		({ name, required }) => required && !isWritten(name),
	);
	const [only, ...others] = needed.length > 0 ? needed : holders;
	return only && others.length === 0 && !isWritten(only.name)
		? only.name
		: undefined;
}

/** So many lists at most have lost their keys next to each other, and so many items are told apart. */
const MOST_RUNS = 3;
const MOST_ITEMS = 100;

/**
 * The fields that items belong to which follow each other: one for all of them, or for each part of them one.
 * @param holderOf the only field of some items, apart from those that are taken
 * @returns none where one of the items fits nowhere, or in several ways
 */
export function runsOf<Item>(
	items: readonly Item[],
	holderOf: (
		items: readonly Item[],
		taken: readonly string[],
	) => string | undefined,
): readonly { readonly key: string; readonly head: Item }[] {
	const runs: { key: string; head: Item }[] = [];
	let from = 0;
	while (from < items.length && runs.length < MOST_RUNS) {
		const taken = runs.map(({ key }) => key);
		let end = items.length;
		let key = holderOf(items.slice(from), taken);
		const isLong = items.length > MOST_ITEMS;
		while (key === undefined && --end > from && !isLong)
			key = holderOf(items.slice(from, end), taken);
		const head = items[from];
		if (key === undefined || head === undefined) return [];
		runs.push({ key, head });
		from = end;
	}
	return from < items.length ? [] : runs;
}

/** What the search for what a person meant must know of the objects that are written down. */
export interface Grammar {
	/** What a key of an object of this type holds; nothing for a key that the type does not have. */
	field(type: string, key: string): Holds | undefined;
	/** Is anything known of the type? */
	knows(type: string): boolean;
	/** May an object of the type have a field of this name that is not known? */
	isOpenTo(type: string, key: string | undefined): boolean;
	/** Has any type a field of this name? */
	isField(key: string): boolean;
	/** Has any type a field of this name, but for its case? */
	isNearField(key: string): boolean;
	/** May a field of this name, or nearly, stand around a text of several lines? */
	isNearText(key: string): boolean;
	/** Is a key of this name, wherever it stands, one of free keys such as labels? */
	isMap(key: string): boolean;
	/** Is a key of this name, wherever it stands, a list of objects? */
	isList(key: string): boolean;
	/** Is a key of this name, wherever it stands, a list of texts? */
	isTextList(key: string): boolean;
	required(type: string): readonly string[];
	/** The fields of a type that can hold objects with these keys, in a list or without one. */
	holders(
		type: string,
		objects: readonly (readonly string[])[],
		inList: boolean,
	): readonly HolderField[];
	/** A field whose name is a slip of the finger away. */
	isNear(type: string, key: string): boolean;
	/** The type of an object that says `kind: …`. */
	typeOfKind(kind: string): string | undefined;
	/** What a key holds in an object of unknown type, if its name alone tells. */
	guess(key: string): Holds | undefined;
	/** The type of a text without a header, from its first key or item key, and the other keys in it. */
	typeOfSnippet(
		key: string,
		inList: boolean,
		keys?: ReadonlySet<string>,
	): string | undefined;
}

/** A key that somebody has not written yet: it may be any, and stands where it should. */
export const ANY_KEY = "sidecarPatternsCursor";
/** Takes over the keys of another mapping. */
export const MERGE_KEY = "<<";
/** The type of mappings whose keys are free, such as labels. */
export const FREE_KEYS = "*";
/** The type of what is no object: the items of a list of scalars, the values behind free keys. */
export const SCALARS = "-";
