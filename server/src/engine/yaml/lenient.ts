import { memoize } from "../text/memo";
import { Document } from "./document";
import { isSkipped, lastLineOf, readLine } from "./outline";

/**
 * Does Kubernetes read a document that YAML forbids? Its reader does not look at columns inside brackets and quotes: is all
 * well with them on one line?
 */
export const isReadAnyway = memoize(({ lines, text }: Document): boolean => {
	let joined = text;
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const read = readLine(content);
		const lastLine = lastLineOf(lines, line, read);
		if (lastLine === undefined) return false;
		const first = line;
		line = lastLine;
		if (first === lastLine || !/^["'[{]/.test(read.value)) continue;
		const start = lines.start(first);
		const end = lines.end(lastLine);
		const oneLine = text.slice(start, end).replace(/[\r\n]/g, " ");
		joined = joined.slice(0, start) + oneLine + joined.slice(end);
	}
	return joined !== text && !new Document(joined).isFaulty;
});
