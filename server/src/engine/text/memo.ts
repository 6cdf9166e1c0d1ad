import { look, notice, noticed } from "./notice";

/** Where an object keeps what was computed for it, by the function that computed it. */
const REMEMBERED = Symbol("remembered");

type Remembered = Known<unknown, unknown>;

class Known<Key, Value> extends Map<Key, Value> {
	/** Those of which something hangs on the text that is being typed into. */
	looking: Set<Key> | undefined;
}

/**
 * The same function, computed once for each object; what it gives goes when the object goes.
 *
 * It stands on the object itself and not in a `WeakMap`: V8 keeps the entries of one until a full collection, so that
 * every state of a document that is typed into would survive the small ones, which then take milliseconds.
 *
 * @param compute takes an object that can be extended, and gives nothing that outlives it
 */
export function memoize<Key extends object, Value>(
	compute: (key: Key) => Value,
): (key: Key) => Value {
	return (key) =>
		lookUp(rememberedBy(key) as Known<unknown, Value>, compute, () =>
			compute(key),
		);
}

/** The same for two: what is computed stands on the first and goes with it, however long the second one lives. */
export function memoizeBoth<Key extends object, Other, Value>(
	compute: (key: Key, other: Other) => Value,
): (key: Key, other: Other) => Value {
	const valuesOf = memoize((_: Key) => new Known<Other, Value>());
	return (key, other) =>
		lookUp(valuesOf(key), other, () => compute(key, other));
}

/** What is the same for ever, computed when it is first asked for. */
export function once<Value extends object>(compute: () => Value): () => Value {
	let value: Value | undefined;
	return () => {
		value ??= compute();
		return value;
	};
}

/** Texts whose answers are kept: more than the images, or the patterns, of a large workspace. */
const MOST_TEXTS = 2000;

/** The same function of a text, computed once for each of the last texts. */
export function memoizeText<Value>(
	compute: (text: string) => Value,
): (text: string) => Value {
	const known = new Known<string, Value>();
	return (text) => {
		if (known.size > MOST_TEXTS) known.clear();
		return lookUp(known, text, () => compute(text));
	};
}

function lookUp<Key, Value>(
	known: Known<Key, Value>,
	key: Key,
	compute: () => Value,
): Value {
	const value = known.get(key);
	if (value !== undefined || known.has(key)) {
		if (known.looking?.has(key)) look();
		return value as Value;
	}
	const before = notice();
	try {
		const computed = compute();
		known.set(key, computed);
		return computed;
	} finally {
		if (noticed(before)) {
			known.looking ??= new Set();
			known.looking.add(key);
		}
	}
}

function rememberedBy(key: { [REMEMBERED]?: Remembered }): Remembered {
	const known = key[REMEMBERED];
	if (known) return known;
	const value: Remembered = new Known();
	// Not enumerable: a copy of the object is another one, for which other things hold.
	Object.defineProperty(key, REMEMBERED, { value });
	return value;
}
