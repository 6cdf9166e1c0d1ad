// Assertions that work in both hosts: the browser has no `node:assert`.

/** Fails unless the two are the same as JSON. */
export function equal<T>(actual: T, expected: T, what = "value"): void {
	const [found, wanted] = [actual, expected].map(show);
	if (found !== wanted) {
		throw new Error(`${what}: expected\n${wanted}\nbut found\n${found}`);
	}
}

/** Fails unless the condition holds, and narrows it. */
export function ok(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** Texts are shown as they are, so that two of many lines can be compared by eye. */
function show(value: unknown): string {
	return typeof value === "string"
		? value
		: JSON.stringify(value, undefined, 2);
}
