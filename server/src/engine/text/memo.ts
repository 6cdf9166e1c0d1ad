/** The same function, computed once for each object; what it gives goes when the object goes. */
export function memoize<Key extends object, Value>(
	compute: (key: Key) => Value,
): (key: Key) => Value {
	const known = new WeakMap<Key, { readonly value: Value }>();
	return (key) => {
		let entry = known.get(key);
		if (!entry) {
			entry = { value: compute(key) };
			known.set(key, entry);
		}
		return entry.value;
	};
}
