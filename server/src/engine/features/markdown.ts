/** Text from a manifest as Markdown code: nothing in it can end the code or start a link. */
export function code(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	const short = line.length > 120 ? `${line.slice(0, 119)}…` : line;
	const longest = Math.max(
		0,
		...[...short.matchAll(/`+/g)].map((match) => match[0].length),
	);
	const fence = "`".repeat(longest + 1);
	const padding = longest > 0 ? " " : "";
	return `${fence}${padding}${short || " "}${padding}${fence}`;
}

/** Message text that may hold code spans of its own; HTML and links in it lose their meaning. */
export function escapeMarkdown(text: string): string {
	return text
		.split(/(`[^`]*`)/)
		.map((part, index) =>
			index % 2 === 1 ? part : part.replace(/[\\<>[\]!*_|#]/g, "\\$&"),
		)
		.join("");
}

/** The same text for a client that shows no Markdown. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/^(?:```.*|---)\n/gm, "")
		.replace(/^#+ /gm, "")
		.replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, "$1 ($2)")
		.replace(/(`+) ?(.*?) ?\1/g, "$2")
		.replace(/\*\*/g, "")
		.replace(/\\([\\<>[\]!*_|#])/g, "$1");
}

const JAPANESE = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー、。()「」:]`;
const BLANK_BESIDE_CODE = new RegExp(
	`(?<=${JAPANESE}) (?=\`)|(?<=\`) (?=${JAPANESE})`,
	"gu",
);

/** Messages have blanks around code, as plain text needs marks there; Japanese prose has none. */
export function closeUp(markdown: string): string {
	return markdown.replace(BLANK_BESIDE_CODE, "");
}
