/** The same manifest in other clothes: an edit must give the same result in the same clothes, or politely not be offered. */
export interface Disguise {
	readonly name: string;
	/** Nothing when the text cannot wear it. */
	readonly put: (text: string) => string | undefined;
	readonly take: (text: string) => string;
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

/** In an order in which they can be worn over each other. */
export const DISGUISES: readonly Disguise[] = [
	{
		name: "second in a stream",
		put: (text) =>
			text.startsWith("%") || text.startsWith("---")
				? undefined
				: PREFACE + text,
		take: (text) => text.slice(PREFACE.length),
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
		take: (text) => `${text}\n`,
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
