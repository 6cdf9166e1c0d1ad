import type { Splice } from "../../../server/src/engine/text/edit";
import { chance, pick, pickWeighted, type Random } from "./random";
import type { Part, Shape, Token } from "./shape";

type Break = (shape: Shape, random: Random) => readonly Splice[] | undefined;

/** Texts whose end nobody takes for part of them; a comma behind an environment variable may be meant. */
const NO_COMMA =
	/^(?:apiVersion|kind|name|image|mountPath|imagePullPolicy|restartPolicy|protocol|serviceAccountName|type|claimName|path|port|namespace|app)$/;

/** `image nginx`, `containers`. */
export const missingColon: Break = (shape, random) => {
	const part = pickPart(shape, random, isPlainKey(shape));
	return part && [{ start: part.mark, end: part.mark + 1, text: "" }];
};

/** `image:nginx`. */
export const missingBlankAfterColon: Break = (shape, random) => {
	const part = pickPart(
		shape,
		random,
		(each) => isPlainKey(shape)(each) && each.inline !== undefined,
	);
	return part?.inline && behind(part, part.inline.start);
};

/** `-name: web`. */
export const missingBlankAfterDash: Break = (shape, random) => {
	const part = pickPart(
		shape,
		random,
		({ kind, mark }) => kind === "item" && shape.text[mark + 1] === " ",
	);
	const content = /[^ ]/g;
	content.lastIndex = (part?.mark ?? 0) + 1;
	const at = content.exec(shape.text)?.index;
	return part && at !== undefined ? behind(part, at) : undefined;
};

/** `"nginx`: the second quote of a text on one line is not there. */
export const unclosedQuote: Break = ({ quoted }, random) => {
	const token = pickToken(quoted, random);
	return token && [{ start: token.end - 1, end: token.end, text: "" }];
};

/** `["sh", "-c"`: the second bracket of a flow collection on one line is not there. */
export const unclosedBracket: Break = ({ flows }, random) => {
	const token = pickToken(flows, random);
	return token && [{ start: token.end - 1, end: token.end, text: "" }];
};

/** `replicas: 3,` as in JSON, or one comma too many in a flow list. */
export const superfluousComma: Break = (shape, random) => {
	if (chance(random, 0.2)) {
		const token = pickToken(
			shape.flows.filter(({ start, end }) =>
				shape.text.slice(start, end).includes(","),
			),
			random,
		);
		const comma = token && shape.text.indexOf(",", token.start);
		return comma === undefined || comma === -1
			? undefined
			: [{ start: comma, end: comma, text: "," }];
	}
	const part = pickPart(shape, random, ({ kind, key, inline, value }) => {
		if (!inline || kind === "item") return false;
		const text = shape.text.slice(inline.start, inline.end);
		return (
			value === "flow" ||
			/^["'\d]|^(?:true|false)$/.test(text) ||
			NO_COMMA.test(key ?? "")
		);
	});
	return (
		part?.inline && [
			{ start: part.inline.end, end: part.inline.end, text: "," },
		]
	);
};

/** “nginx” as a word processor writes "nginx": one text, or all of the file. */
export const smartDoubleQuotes: Break = (shape, random) =>
	smartQuotes(shape, random, '"', "“”");

/** ‘nginx’ as a word processor writes 'nginx'. */
export const smartSingleQuotes: Break = (shape, random) =>
	smartQuotes(shape, random, "'", "‘’");

/** `image：nginx`, as a Japanese or Chinese keyboard has the colon. */
export const fullWidthColon: Break = (shape, random) => {
	const part = pickPart(shape, random, isPlainKey(shape));
	if (!part) return undefined;
	const { mark } = part;
	const followed = shape.text[mark + 1] === " ";
	const withBlank = followed && chance(random, 0.5);
	return [{ start: mark, end: mark + (withBlank ? 2 : 1), text: "：" }];
};

const isPlainKey =
	({ text }: Shape) =>
	({ kind, mark, key }: Part): boolean =>
		kind === "entry" && key !== "<<" && !/["' ]/.test(text[mark - 1] ?? '"');

function pickPart(
	{ parts }: Shape,
	random: Random,
	isMeant: (part: Part) => boolean,
): Part | undefined {
	return pickWeighted(random, parts.filter(isMeant), ({ weight }) => weight);
}

const pickToken = (
	tokens: readonly Token[],
	random: Random,
): Token | undefined => pickWeighted(random, tokens, ({ weight }) => weight);

/** Takes away the blanks behind a colon or dash. */
const behind = ({ mark }: Part, end: number): Splice[] => [
	{ start: mark + 1, end, text: "" },
];

function smartQuotes(
	{ text, quoted }: Shape,
	random: Random,
	quote: string,
	[open = "", close = ""]: string,
): readonly Splice[] | undefined {
	const tokens = quoted.filter(
		({ start, end }) =>
			text[start] === quote && !text.slice(start + 1, end - 1).includes(quote),
	);
	const one = pickToken(tokens, random);
	if (!one) return undefined;
	// Some programs know only the closing one.
	const first = pick(random, [open, open, open, close]) ?? open;
	return (chance(random, 0.4) ? tokens : [one]).flatMap(({ start, end }) => [
		{ start, end: start + 1, text: first },
		{ start: end - 1, end, text: close },
	]);
}
