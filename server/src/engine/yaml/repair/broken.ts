import { type Document, INTRODUCED } from "../document";

/** Line numbers and marks in front of keys make other keys of them. */
const MARKED =
	/^\s*(?:\d{1,5}(?: ?[|│]|(?: ?[:)]|\.)\s|\s+[\w-]+:)|\(\d{1,5}\)\s|[>+]\s*\w|@@ )/;
const ADDED = /^\+ *(?:- +)*[\w"']+:(?:\s|$)/m;
/** Is a document not YAML, or YAML by accident: one text, sentences, or keys that begin with the marks of a copy? */
export function isBroken(document: Document): boolean {
	const { text, isProse } = document;
	return (
		document.isFaulty ||
		document.root?.kind === "scalar" ||
		isProse ||
		MARKED.test(text) ||
		ADDED.test(text) ||
		INTRODUCED.test(text)
	);
}
