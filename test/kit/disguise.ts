import { parseAllDocuments } from "yaml";
import { dataOfDocument } from "./document-data";
import { asKyaml, inBlocks, onOneLine, written } from "./restyle";

/** The same manifest in other clothes: an edit must give the same result in the same clothes, or politely not be offered. */
export interface Disguise {
	readonly name: string;
	/** Nothing when the text cannot wear it. */
	readonly put: (text: string) => string | undefined;
	/** Nothing where the text is written anew: then the results must mean the same. */
	readonly take?: (text: string) => string;
	/** Documents that it puts in front. */
	readonly before?: number;
}

const indent = (text: string, by: number): string =>
	text.replace(/^(?=[^\r\n])/gm, " ".repeat(by));
const outdent = (text: string, by: number): string =>
	text.replace(new RegExp(`^ {${by}}`, "gm"), "");

const PREFACE =
	"---\n# an object of another kind\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  a: '1'\n---\n";
const LIST = "apiVersion: v1\nkind: List\nitems:\n- ";

/** Documents of one object, whose text does not begin with a marker or comment: what a List can hold. */
const isOneObject = (text: string): boolean =>
	/^apiVersion:/.test(text) &&
	!/^(?:---|\.\.\.)/m.test(text) &&
	!/^\S.*[|>][-+\d]*$/m.test(text);

/** A style in which the whole text is written anew. */
const restyled = (
	name: string,
	write: (text: string) => string | undefined,
): Disguise => ({
	name,
	put: (text) => {
		// Where a comment stands says which line it silences.
		const result = /sidecar-patterns/.test(text) ? undefined : write(text);
		return result === text ? undefined : result;
	},
});

/** In an order in which they can be worn over each other. */
export const DISGUISES: readonly Disguise[] = [
	restyled("four columns a step", (text) => inBlocks(text, 4, true)),
	restyled("dashes in the column of their key", (text) =>
		inBlocks(text, 2, false),
	),
	restyled("JSON", (text) =>
		written(text, (data) => JSON.stringify(data, undefined, 2)),
	),
	restyled("KYAML", (text) => written(text, asKyaml)),
	restyled("on one line", (text) => written(text, onOneLine)),
	{
		name: "second in a stream",
		put: (text) =>
			/^(?:[ \t]*(?:#.*)?\r?\n)*(?:%|---)/.test(text)
				? undefined
				: PREFACE + text,
		take: (text) => text.slice(PREFACE.length),
		before: 1,
	},
	{
		name: "inside a List",
		put: (text) =>
			isOneObject(text) ? LIST + indent(text, 2).slice(2) : undefined,
		take: (text) => outdent(`  ${text.slice(LIST.length)}`, 2),
	},
	{
		name: "no final newline",
		put: (text) => (/[^\n]\n$/.test(text) ? text.slice(0, -1) : undefined),
		// What has ended with the text before, such as a fence, may leave a line end.
		take: (text) => (text.endsWith("\n") ? text : `${text}\n`),
	},
	{
		name: "with a byte order mark",
		put: (text) => `\uFEFF${text}`,
		take: (text) => text.replace(/^\uFEFF/, ""),
	},
	{
		name: "CRLF",
		put: (text) => text.replaceAll("\n", "\r\n"),
		take: (text) => text.replaceAll("\r\n", "\n"),
	},
];

/** What a text says; where nothing parses, its words. */
export function meaningOf(text: string): string {
	const documents = parseAllDocuments(text.replace(/^\uFEFF/, ""), {
		uniqueKeys: false,
	});
	return JSON.stringify(
		Array.isArray(documents)
			? documents
					.map((each) =>
						each.errors.length > 0 ? text : sortKeys(dataOfDocument(each)),
					)
					// What stands between `...` and `---` is a document of comments, which is lost when it is written anew.
					.filter((data) => data !== null)
			: [],
		undefined,
		1,
	);
}

const sortKeys = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, each]) => [key, sortKeys(each)]),
	);
};
