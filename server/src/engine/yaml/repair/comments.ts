const BLANK = /\s/;

/**
 * The column behind the last character of a line that is no comment. What has a quote or bracket behind its `#` is none: it
 * may stand in a text.
 */
export function endOfContent(content: string, start = 0): number {
	const last = Math.max(
		start,
		...['"', "'", "]", "}"].map((mark) => content.lastIndexOf(mark) + 1),
	);
	for (
		let at = content.indexOf("#", last);
		at !== -1;
		at = content.indexOf("#", at + 1)
	)
		if (at > start && BLANK.test(content.charAt(at - 1)))
			return content.slice(0, at).trimEnd().length;
	return content.trimEnd().length;
}
