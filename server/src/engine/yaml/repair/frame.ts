import { COST } from "./costs";
import {
	ANY_KEY,
	FREE_KEYS,
	type Grammar,
	MERGE_KEY,
	SCALARS,
} from "./grammar";

interface Keys {
	readonly key: string;
	readonly before: Keys | undefined;
	/** Bits of this one and those before it: a key whose bit is missing is none of them. */
	readonly bits: number;
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
	/** Of its keys, whatever their order. */
	readonly keyHash: number;
}

export interface Expected {
	readonly list: boolean | undefined;
	readonly type: string | undefined;
	/** Costs something when nothing follows. */
	readonly wanted: boolean;
}

/** A mapping or list of which nothing has been read yet. */
export function open(
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
		keyHash: 0,
	};
}

/** A mapping with another key, and what it costs to find it there. */
export function addKey(
	frame: Frame,
	key: string,
	value: string,
	moved: boolean,
	grammar: Grammar,
): [Frame, number] {
	let cost = 0;
	const hash = hashOf(key);
	if (hasKey(frame, key, hash)) cost += COST.duplicate;
	let { type } = frame;
	if (type === SCALARS) cost += COST.wrongShape;
	if (key === "kind" && type === undefined && !hasKey(frame, "name"))
		type = grammar.typeOfKind(value);
	else if (key === "name" && isReference(frame, grammar)) type = undefined;
	const known = type !== undefined && grammar.knows(type) ? type : undefined;
	const own = known === undefined ? undefined : grammar.field(known, key);
	const isKnown =
		known !== undefined && (own !== undefined || !grammar.isOpenTo(known, key));
	const field = isKnown ? own : grammar.guess(key);
	if (key === MERGE_KEY) {
		// Any mapping may take over what another one has.
		if (moved) cost += COST.moveIntoUnknown;
	} else if (key === ANY_KEY) {
		if (moved) cost += COST.unknownField;
	} else if (isKnown && !field) {
		cost += grammar.isNear(known, key) ? COST.nearField : COST.unknownField;
	} else if (!isKnown && moved) {
		cost +=
			type !== FREE_KEYS
				? COST.moveIntoUnknown
				: isFieldOnly(key, grammar)
					? COST.unknownField
					: COST.moveIntoMap;
		if (!frame.below && hasKey(frame, "apiVersion") && !TOP.has(key))
			cost += COST.moveToTop;
	}
	const isEmpty = value === "" || isProperty(value);
	if (!isEmpty && field && !field.scalar && /^[^[{*&!>|~n]/.test(value))
		cost += COST.wrongShape;
	if (isEmpty && type === FREE_KEYS) cost += COST.emptyFree;
	const expected: Expected | undefined = isEmpty
		? {
				list: field?.scalar ? undefined : field?.list,
				type: type === FREE_KEYS ? SCALARS : field?.type,
				wanted: field !== undefined,
			}
		: undefined;
	return [
		// Written out: this is done for each line, and a copy that is changed takes several times as long.
		{
			kind: frame.kind,
			below: frame.below,
			column: frame.column,
			target: frame.target,
			type,
			opener: frame.opener,
			keys: {
				key,
				before: frame.keys,
				bits: (frame.keys?.bits ?? 0) | bitOf(hash),
			},
			open: expected,
			stray: frame.stray,
			keyHash: (frame.keyHash + hash) | 0,
		},
		cost,
	];
}

/** Does a key of which nothing is known here belong to the object around? */
export function strays(
	{ type, below }: Frame,
	key: string,
	grammar: Grammar,
): boolean {
	if (type !== undefined) return false;
	const around = below?.kind === "list" ? below.below : below;
	return (
		around?.type !== undefined && grammar.field(around.type, key) !== undefined
	);
}

/** Is it known whether objects of a type have such a key? */
export const isCertain = (
	type: string | undefined,
	key: string,
	grammar: Grammar,
): boolean =>
	type !== undefined &&
	grammar.knows(type) &&
	(!grammar.isOpenTo(type, key) || grammar.field(type, key) !== undefined);

/** Is it a word that nobody takes for a label: `restartPolicy`? */
const isFieldOnly = (key: string, grammar: Grammar): boolean =>
	/[a-z][A-Z]/.test(key) && grammar.isField(key);

/** What stands at the top of most objects. */
const TOP = new Set([
	"apiVersion",
	"kind",
	"metadata",
	"spec",
	"status",
	"data",
]);

/** `apiVersion` and `kind`, and then a `name`: what one object says of another. */
const isReference = (frame: Frame, grammar: Grammar): boolean =>
	frame.below !== undefined &&
	frame.type !== undefined &&
	grammar.field(frame.type, "metadata") !== undefined &&
	hasKey(frame, "kind") &&
	!hasKey(frame, "metadata");

/** An anchor or a tag alone. */
export const isProperty = (value: string): boolean =>
	(value[0] === "&" || value[0] === "!") && !/\s/.test(value);

/** So many keys are looked through: no object has more of them, and a map's are not all looked at for each. */
const MOST_KEYS = 50;

export function hasKey(
	{ keys }: Frame,
	key: string,
	hash: number = hashOf(key),
): boolean {
	let at = ((keys?.bits ?? 0) & bitOf(hash)) === 0 ? undefined : keys;
	for (let seen = 0; at && seen < MOST_KEYS; seen++) {
		if (at.key === key) return true;
		at = at.before;
	}
	return false;
}

const bitOf = (hash: number): number => 1 << (hash & 31);

/** Keys are told apart by so many of their characters. */
const LONGEST_KEY = 64;

function hashOf(key: string): number {
	let hash = key.length;
	for (let at = 0; at < key.length && at < LONGEST_KEY; at++)
		hash = (hash * 31 + key.charCodeAt(at)) | 0;
	return hash;
}

/** Are two stacks of open mappings and lists alike, so that all that follows costs the same in both? */
export function areAlike(a: Frame | undefined, b: Frame | undefined): boolean {
	let one = a;
	let other = b;
	while (one && other && one !== other) {
		if (
			one.kind !== other.kind ||
			one.column !== other.column ||
			one.target !== other.target ||
			one.stray !== other.stray ||
			one.type !== other.type ||
			one.keyHash !== other.keyHash ||
			one.open?.list !== other.open?.list ||
			one.open?.type !== other.open?.type ||
			one.open?.wanted !== other.open?.wanted
		)
			return false;
		one = one.below;
		other = other.below;
	}
	return one === other;
}

/** What it costs when the last entry of a mapping or list is left without the value that it is waiting for. */
export function leaving({ open: expected }: Frame): number {
	if (!expected) return 0;
	if (!expected.wanted) return COST.emptyUnknown;
	return expected.list ? COST.emptyList : COST.emptyObject;
}

/** What it costs to end a mapping or list here. */
export function closing(frame: Frame, grammar: Grammar): number {
	let cost = leaving(frame);
	if (frame.kind === "mapping" && frame.type !== undefined) {
		for (const required of grammar.required(frame.type))
			if (!hasKey(frame, required)) cost += COST.missing;
		if (isNameless(frame)) cost += COST.missing;
		// What is missing may come from the mapping that is merged.
		if (cost > 0 && hasKey(frame, MERGE_KEY)) return leaving(frame);
	}
	return cost;
}

/** Is it what an object says of itself, without a name? Those further inside, of templates, need none. */
const isNameless = (frame: Frame): boolean =>
	frame.type === "ObjectMeta" &&
	frame.below !== undefined &&
	frame.below.below === undefined &&
	!hasKey(frame, "name") &&
	!hasKey(frame, "generateName");
