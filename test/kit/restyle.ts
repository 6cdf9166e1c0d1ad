import { type Document, parseAllDocuments } from "yaml";
import { hasLostAlias } from "./document-data";

/** Manifests written anew in another style: the same data, and the same comments where the style has room for them. */

const MOST_ALIASES = 60;

/**
 * The documents of a stream, as long as all agree on what they say: whole YAML, no template, and nothing that another
 * version of YAML reads otherwise (`0644`, `on`).
 */
function documentsOf(text: string): readonly Document[] | undefined {
	// Aliases of aliases can grow without end.
	if ([...text.matchAll(/\*\w/g)].length > MOST_ALIASES) return undefined;
	if (/\{\{|^%|[\t\u00a0\u2000-\u200f\u3000\ufeff]/m.test(text))
		return undefined;
	const documents = parseAllDocuments(text, { uniqueKeys: true });
	if (!Array.isArray(documents) || documents.length === 0) return undefined;
	if (documents.some(({ errors, warnings }) => errors.length + warnings.length))
		return undefined;
	if (documents.some(hasLostAlias)) return undefined;
	const older = parseAllDocuments(text, { version: "1.1" });
	const data = (all: typeof older) =>
		JSON.stringify(
			Array.isArray(all)
				? all.map((each) => each.toJS({ maxAliasCount: -1 }))
				: [],
		);
	return data(documents) === data(older) && data(older) !== "[null]"
		? documents
		: undefined;
}

/** Would it say less without its comments and anchors? */
const isBare = (text: string): boolean =>
	!/(?:^|\s)[#&*]|<<:/m.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'));

/** Block style with other steps: comments stay. */
export function inBlocks(
	text: string,
	indent: number,
	indentSeq: boolean,
): string | undefined {
	const documents = documentsOf(text);
	// What stands on one line may be meant to: only what is block style already is written anew.
	if (!documents || /^\s*[{[]/m.test(text)) return undefined;
	return documents
		.map((document) =>
			document
				.toString({ indent, indentSeq, lineWidth: 0 })
				.replace(/^---\n/, ""),
		)
		.join("---\n");
}

/** Writes each document of a stream by its data, where that is all that it has. */
export function written(
	text: string,
	write: (data: unknown) => string,
): string | undefined {
	if (!isBare(text)) return undefined;
	return documentsOf(text)
		?.map((document) => `${write(document.toJS())}\n`)
		.join("---\n");
}

const PLAIN = /^[a-z][a-z\d./-]*$/i;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Flow style on one line. */
export function onOneLine(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
	if (typeof value === "object" && value !== null) {
		const entries = Object.entries(value).map(
			([key, each]) => `${onOneLine(key)}: ${onOneLine(each)}`,
		);
		return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
	}
	return typeof value === "string" && PLAIN.test(value) && !SPECIAL.test(value)
		? value
		: JSON.stringify(value);
}

/** KYAML: flow style over lines, strings in double quotes, brackets of lists of objects beside braces. */
export function asKyaml(value: unknown, indent = ""): string {
	const inner = `${indent}  `;
	if (Array.isArray(value)) {
		if (value.length === 0) return "[]";
		if (value.every((each) => typeof each === "object" && each !== null))
			return `[${value.map((each) => asKyaml(each, indent)).join(", ")}]`;
		const items = value.map((each) => `${inner}${asKyaml(each, inner)},\n`);
		return `[\n${items.join("")}${indent}]`;
	}
	if (typeof value === "object" && value !== null) {
		const entries = Object.entries(value).map(
			([key, each]) =>
				`${inner}${PLAIN.test(key) && !SPECIAL.test(key) ? key : JSON.stringify(key)}: ${asKyaml(each, inner)},\n`,
		);
		return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
	}
	return JSON.stringify(value);
}
