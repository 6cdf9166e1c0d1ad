import { memoize } from "../text/memo";
import { Document } from "./document";
import { readOutline } from "./outline";

/**
 * Does Kubernetes read a document that YAML forbids? Its reader does not look at columns inside brackets and quotes: is all
 * well with them on one line?
 */
export const isReadAnyway = memoize(({ lines, text }: Document): boolean => {
	let joined = text;
	for (const { line, lastLine, value } of readOutline(lines) ?? []) {
		if (line === lastLine || !/^["'[{]/.test(value)) continue;
		const start = lines.start(line);
		const end = lines.end(lastLine);
		const oneLine = text.slice(start, end).replace(/[\r\n]/g, " ");
		joined = joined.slice(0, start) + oneLine + joined.slice(end);
	}
	return joined !== text && new Document(joined).faults.length === 0;
});
