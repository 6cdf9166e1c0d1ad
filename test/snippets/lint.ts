import { parseAllDocuments } from "yaml";

/** Findings for a manifest; the snippets must give none. */
export function lint(text: string): string[] {
	return parseAllDocuments(text).flatMap(({ errors, warnings }) =>
		[...errors, ...warnings].map(({ message }) => message),
	);
}
