import { isPlain, stringText } from "./string-text";
import type { BlockStyle, FlowStyle } from "./style";

/** Plain data that is to be written; keys keep their order. */
export type Tree =
	| string
	| number
	| boolean
	| null
	| readonly Tree[]
	| { readonly [key: string]: Tree }
	| Literal
	| Commented;

/** A text of several lines that wants to be written as a block scalar (`|`) where the style has them. */
export class Literal {
	readonly kind = "literal";
	constructor(readonly text: string) {}
}

/** A value of an item or entry above which comments stand, where the style has comments. */
export class Commented {
	readonly kind = "commented";
	constructor(
		/** Without their `#`. */
		readonly comments: readonly string[],
		readonly value: Tree,
	) {}
}

type Bare = Exclude<Tree, Commented>;

function bareOf(tree: Tree): { value: Bare; comments: readonly string[] } {
	if (!(tree instanceof Commented)) return { value: tree, comments: [] };
	const { value, comments } = bareOf(tree.value);
	return { value, comments: [...tree.comments, ...comments] };
}

const isList = (value: Tree): value is readonly Tree[] => Array.isArray(value);

const isScalar = (tree: Tree): boolean => {
	const { value } = bareOf(tree);
	return (
		typeof value !== "object" || value === null || value instanceof Literal
	);
};

function remarks(comments: readonly string[], indent: string): string[] {
	return comments.map((line) => `${indent}# ${line}`.trimEnd());
}

/** An entry in block style, as lines. */
export function blockEntry(
	key: string,
	tree: Tree,
	indent: string,
	style: BlockStyle,
): string[] {
	const { value, comments } = bareOf(tree);
	const head = `${indent}${keyText(key, style)}:`;
	const further = indent + " ".repeat(isList(value) ? style.dash : style.step);
	const inline = onOneLine(value, style);
	const lines =
		inline === undefined
			? [head, ...blockValue(value, further, style)]
			: [`${head} ${inline}`];
	if (value instanceof Literal && inline === undefined)
		lines.splice(0, 2, `${head} ${lines[1]?.trimStart() ?? ""}`);
	return [...remarks(comments, indent), ...lines];
}

/** An item of a list in block style, as lines. */
export function blockItem(
	tree: Tree,
	indent: string,
	style: BlockStyle,
): string[] {
	const { value, comments } = bareOf(tree);
	const inline = onOneLine(value, style);
	const dash = `-${" ".repeat(style.item - 1)}`;
	if (inline !== undefined)
		return [...remarks(comments, indent), `${indent}${dash}${inline}`];
	const lines = blockValue(value, indent + " ".repeat(style.item), style);
	// What is said of the first entry stands above the dash.
	const first = lines.findIndex((line) => !line.trimStart().startsWith("#"));
	return [
		...remarks(comments, indent),
		...lines.slice(0, first).map((line) => indent + line.trimStart()),
		`${indent}${dash}${lines[first]?.slice(indent.length + style.item) ?? ""}`,
		...lines.slice(first + 1),
	];
}

/** A value of several lines; the first line of a literal is its header. */
function blockValue(value: Bare, indent: string, style: BlockStyle): string[] {
	if (value instanceof Literal) return literal(value.text, indent);
	if (isList(value))
		return value.flatMap((item) => blockItem(item, indent, style));
	return Object.entries(value ?? {}).flatMap(([key, inner]) =>
		blockEntry(key, inner, indent, style),
	);
}

function literal(text: string, indent: string): string[] {
	const body = text.replace(/\n+$/, "");
	const ends = text.length - body.length;
	const chomp = ends === 0 ? "-" : ends === 1 ? "" : "+";
	const lines = body.split("\n").map((line) => (line ? indent + line : ""));
	for (let extra = 1; extra < ends; extra++) lines.push("");
	return [`${indent}|${chomp}`, ...lines];
}

/** What a block scalar can say as it is: it would lose blanks at the beginning, and other characters. */
const LITERAL = /^(?! )[^\n][\n\x20-\x7e\u00a1-\ud7ff\ue000-\ufefe]*$/;

/** The value on the line of its key or dash, when it belongs there. */
function onOneLine(value: Bare, style: BlockStyle): string | undefined {
	if (value instanceof Literal) {
		return LITERAL.test(value.text) ? undefined : JSON.stringify(value.text);
	}
	const { single, quotedValues: dressed } = style;
	if (typeof value === "string")
		return stringText(value, { inFlow: false, quoted: false, dressed, single });
	if (typeof value !== "object" || value === null) return String(value);
	if (!isList(value)) return Object.keys(value).length === 0 ? "{}" : undefined;
	if (value.length === 0) return "[]";
	const words = value.map((word) => bareOf(word).value);
	if (
		!style.flowWords ||
		!words.every((word) => isScalar(word) && !(word instanceof Literal))
	)
		return undefined;
	const texts = words.map((text) => {
		return typeof text === "string"
			? stringText(text, { inFlow: true, quoted: false, dressed, single })
			: String(text);
	});
	return `[${texts.join(", ")}]`;
}

function keyText(
	key: string,
	{ single, quotedKeys: dressed }: BlockStyle,
): string {
	return stringText(key, { inFlow: true, quoted: false, dressed, single });
}

/** A value in flow style; its further lines are indented by at least `indent`. */
export function flowValue(
	tree: Tree,
	indent: string,
	style: FlowStyle,
	eol: string,
): string {
	const { value } = bareOf(tree);
	if (value instanceof Literal)
		return flowLiteral(value.text, indent, style, eol);
	if (typeof value !== "object" || value === null)
		return flowScalar(value, style);
	const isSequence = isList(value);
	const parts: readonly (readonly [string, Tree])[] = isSequence
		? value.map((item) => ["", item] as const)
		: Object.entries(value).map(
				([key, inner]) =>
					[`${flowKey(key, style)}${style.colon}`, inner] as const,
			);
	const [open, close] = isSequence ? "[]" : "{}";
	const isShort =
		!style.multiline ||
		((isSequence ? style.leafLists : style.leafMappings) &&
			parts.every(([, inner]) => isScalar(inner)));
	if (parts.length === 0) return `${open}${close}`;
	const comma = style.comma;
	if (isShort) {
		const short = { ...style, multiline: false };
		const padding = isSequence ? style.bracketPadding : style.bracePadding;
		const texts = parts.map(
			([head, inner]) => head + flowValue(inner, indent, short, eol),
		);
		return `${open}${padding}${texts.join(comma)}${padding}${close}`;
	}
	const remarked = (inner: Tree) =>
		style.quotedKeys ? [] : bareOf(inner).comments;
	const isCuddled =
		isSequence &&
		style.cuddled &&
		parts.every(([, inner]) => !isScalar(inner) && !remarked(inner).length);
	if (isCuddled)
		return `[${parts.map(([, inner]) => flowValue(inner, indent, style, eol)).join(", ")}]`;
	const deeper = indent + style.step;
	const lines = parts.flatMap(([head, inner], index) => [
		...remarks(remarked(inner), deeper),
		`${deeper}${head}${flowValue(inner, deeper, style, eol)}${
			index < parts.length - 1 || style.trailingComma ? "," : ""
		}`,
	]);
	return [open, ...lines, `${indent}${close}`].join(eol);
}

/** KYAML folds a text of several lines with escaped line ends; other flow styles have `\\n` only. */
function flowLiteral(
	text: string,
	indent: string,
	style: FlowStyle,
	eol: string,
): string {
	const isKyaml =
		style.multiline &&
		style.trailingComma &&
		style.quotedValues &&
		!style.quotedKeys;
	if (!isKyaml || !text.includes("\n")) return flowScalar(text, style);
	const deeper = indent + style.step;
	const lines = text.replace(/\n$/, "").split("\n");
	const texts = lines.map((line, index) => {
		const isLast = index === lines.length - 1;
		const end = isLast && !text.endsWith("\n") ? "" : "\\n";
		const start = /^[ \t]/.test(line) ? "\\" : " ";
		return `${deeper}${start}${JSON.stringify(line).slice(1, -1)}${end}\\`;
	});
	return ['"\\', ...texts, `${deeper}"`].join(eol);
}

function flowScalar(
	value: string | number | boolean | null,
	style: FlowStyle,
): string {
	return typeof value === "string"
		? stringText(value, {
				inFlow: true,
				quoted: style.quotedValues,
				single: style.single,
			})
		: String(value);
}

/** A key in flow style, in quotes where its neighbours have them or it needs them. */
export function flowKey(key: string, style: FlowStyle): string {
	return !style.quotedKeys && isPlain(key, true) ? key : JSON.stringify(key);
}
