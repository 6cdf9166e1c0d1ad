/**
 * Template text (Helm, Jinja, Argo) read as YAML: every expression is replaced by as many harmless characters, so that
 * all offsets stay and the YAML around it can be parsed.
 */
export interface Masked {
	readonly text: string;
	/** Ranges of the expressions, ascending. */
	readonly expressions: readonly {
		readonly start: number;
		readonly end: number;
	}[];
	/** Does an expression decide which lines there are (`{{ if }}`, `{{ include }}` on a line of its own)? */
	readonly structural: boolean;
}

const EXPRESSION = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

export function maskTemplates(text: string): Masked {
	if (!text.includes("{{") && !text.includes("{%")) {
		return { text, expressions: [], structural: false };
	}
	const expressions: { start: number; end: number }[] = [];
	let structural = false;
	let masked = "";
	let at = 0;
	for (const match of text.matchAll(EXPRESSION)) {
		const start = match.index;
		const end = start + match[0].length;
		const alone = standsAlone(text, start, end);
		structural ||= alone;
		expressions.push({ start, end });
		masked += text.slice(at, start);
		masked += alone
			? match[0].replace(/[^\r\n]/g, " ").replace(/^ /gm, "#")
			: match[0].replace(/[^\r\n]/g, "x");
		at = end;
	}
	return { text: masked + text.slice(at), expressions, structural };
}

/** Is there nothing else than expressions on the lines of this one? */
function standsAlone(text: string, start: number, end: number): boolean {
	const lineStart = text.lastIndexOf("\n", start - 1) + 1;
	const lineEnd = text.indexOf("\n", end);
	const before = text.slice(lineStart, start);
	const after = text.slice(end, lineEnd === -1 ? text.length : lineEnd);
	return (
		before.replace(EXPRESSION, "").trim() === "" &&
		after.replace(EXPRESSION, "").trim() === ""
	);
}

/**
 * Does an expression in a comment decide which lines there are? A template engine knows nothing of comments; some write it so
 * that the template is YAML.
 */
export const decidesInComments = (text: string): boolean =>
	/^[ \t]*#[ \t]*(?:\{\{-?|\{%-?)[ \t]*(?:if|range|with|for|else|end)/m.test(
		text,
	);

/** Does an expression behind something else on its line, which may leave out whatever comes between it and its end? */
export const decidesInLine = (text: string): boolean =>
	/(?:\{\{-?|\{%-?)\s*(?:if|range|with|for)\b/.test(text);
