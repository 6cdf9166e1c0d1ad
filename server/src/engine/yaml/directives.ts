import type { Range, Splice } from "../text/edit";
import type { Document } from "./document";

/** A line such as `%YAML 1.2` in front of a document's `---`. */
export interface Directive extends Range {
	readonly line: number;
	/** `YAML`, `TAG`. */
	readonly name: string;
	/** What stands behind the name: a version, a handle and what it stands for. */
	readonly operands: readonly string[];
}

/** The directives in front of a document's `---`; none where that is missing, and the text is no YAML then. */
export function directivesOf({ lines, text }: Document): readonly Directive[] {
	if (!text.includes("%")) return [];
	const found: Directive[] = [];
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		if (/^---(?:\s|$)/.test(content)) return found;
		const [written] = /^%[^#]*?(?=\s*(?:\s#.*)?$)/.exec(content) ?? [];
		if (written !== undefined) {
			const [name = "", ...operands] = written.slice(1).split(/\s+/);
			const start = lines.start(line);
			found.push({
				start,
				end: start + written.length,
				line,
				name,
				operands,
			});
		} else if (!lines.isBlank(line) && !lines.isComment(line)) return [];
	}
	return [];
}

/**
 * Deletes the directives of a document; comments behind them stay.
 * @returns nothing where a tag may need one of them
 */
export function removeDirectives(
	document: Document,
): readonly Splice[] | undefined {
	const { lines, text } = document;
	const directives = directivesOf(document);
	const last = directives.at(-1);
	if (!last) return undefined;
	const rest = text.slice(last.end);
	const isNeeded = directives.some(
		({ name, operands: [handle = ""] }) =>
			name === "TAG" && rest.includes(handle),
	);
	if (isNeeded) return undefined;
	return directives.map(({ start, line }) => {
		const comment = lines.content(line).search(/(?<=\s)#/);
		const end = comment === -1 ? lines.next(line) : start + comment;
		return { start, end, text: "" };
	});
}
