/** What a Markdown reader makes of a text. */
export interface Markup {
	/** Targets of links and images, those of bare addresses included. */
	readonly links: readonly string[];
	readonly html: readonly string[];
}

/** The links and the HTML of a Markdown text; what stands in code spans or is escaped is neither. */
export function markupOf(markdown: string): Markup {
	const prose = markdown
		.split("\n")
		.flatMap(cellsOf)
		.map(withoutCode)
		.join("\n");
	const targets = [...prose.matchAll(/\]\(<?([^)>\s]*)/g)].map(
		([, target = ""]) => target,
	);
	const bare = [
		...prose.matchAll(/(?<!\]\(<?)(?:https?:\/\/|www\.)[^\s)\]]+/g),
	].map(([address]) => address);
	return {
		links: [...targets, ...bare],
		html: prose.match(/<[!/?]?[a-z][^>]*>?/gi) ?? [],
	};
}

/** A row of a table is cut at its bars first, inside code spans as well. */
function cellsOf(line: string): readonly string[] {
	return line.startsWith("|") ? line.split(/(?<!\\)\|/) : [line];
}

/** A code span is closed by exactly as many backticks as have opened it; an escaped backtick opens none. */
function withoutCode(prose: string): string {
	return prose.replace(/\\[^\w\s]|(?<!`)(`+)(?!`)(?:[\s\S]*?[^`])\1(?!`)/g, "");
}
