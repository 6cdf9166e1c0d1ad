/**
 * Notices which computations look at the one text that a person is typing into. What has not looked at it comes out the
 * same after the next keystroke, and need not be computed again.
 *
 * One flag for the whole engine, which is synchronous: whoever wants to know sets it aside, lets something compute, and
 * looks at what has become of it. {@link memoize} does so too, since a computation that finds something kept has looked
 * at whatever was looked at when it was made.
 */
let looked = false;

/** Says that what is being typed into has been looked at. */
export function look(): void {
	looked = true;
}

/**
 * Begins to notice.
 * @returns what {@link noticed} wants to have back
 */
export function notice(): boolean {
	const before = looked;
	looked = false;
	return before;
}

/**
 * Ends what {@link notice} has begun; whoever is noticing around it notices the same.
 * @returns whether anything has been looked at since
 */
export function noticed(before: boolean): boolean {
	const own = looked;
	looked = own || before;
	return own;
}

/** Lets something be computed that comes out the same as long as the text is one of the same type, whatever it says. */
export function unnoticed<Value>(compute: () => Value): Value {
	const before = looked;
	try {
		return compute();
	} finally {
		looked = before;
	}
}
