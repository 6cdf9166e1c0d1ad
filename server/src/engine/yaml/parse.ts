import {
	Composer,
	type CST,
	type ErrorCode,
	isAlias,
	isMap,
	isPair,
	isScalar,
	isSeq,
	Lexer,
	Parser,
	type Document as YamlDocument,
	type Node as YamlNode,
} from "yaml";
import type { Range } from "../text/edit";
import { isPlain } from "./string-text";
import type { Masked } from "./template";
import type {
	Alias,
	Entry,
	Holder,
	Item,
	Mapping,
	Node,
	Scalar,
	ScalarStyle,
	Sequence,
	Writable,
} from "./tree";

/** Why a text is not YAML. */
export interface SyntaxFault extends Range {
	readonly code: ErrorCode;
}

/**
 * Reads one document into our own tree. Never throws; what cannot be read is told as faults.
 *
 * Scalars stay strings (failsafe schema): which of them are numbers, booleans or null is Kubernetes' business.
 */
export function parse(masked: Masked): {
	root: Node | undefined;
	faults: readonly SyntaxFault[];
} {
	const { text } = masked;
	// A NUL ends the reader's buffer early; kubectl refuses it too.
	const nul = text.indexOf("\0");
	if (nul !== -1) {
		return {
			root: undefined,
			faults: [{ code: "UNEXPECTED_TOKEN", start: nul, end: nul + 1 }],
		};
	}
	const tokens = tokensOf(text);
	// The reader recurses, and a stack that ends at the wrong moment ends the process: deep nesting is told before.
	if (typeof tokens === "number") {
		const start = Math.min(tokens, Math.max(0, text.length - 1));
		return {
			root: undefined,
			faults: [{ code: "RESOURCE_EXHAUSTION", start, end: start + 1 }],
		};
	}
	try {
		const composer = new Composer({
			schema: "failsafe",
			uniqueKeys: false,
			prettyErrors: false,
		});
		const first = withoutStacks(() => {
			const [document] = composer.compose(tokens, true, text.length);
			return document;
		});
		if (!first) return { root: undefined, faults: [] };
		return {
			root: new TreeBuilder(masked).build(first),
			faults: first.errors
				.map(({ code, pos: [start, end] }) => ({ code, start, end }))
				.filter(({ code, start }) => !isAtLineStart(code, text, start))
				.sort((a, b) => a.start - b.start),
		};
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		// The reader recurses; so deep a nesting that its stack ends is refused by Kubernetes too.
		return {
			root: undefined,
			faults: [{ code: "RESOURCE_EXHAUSTION", start: 0, end: 1 }],
		};
	}
}

/** In brackets the reader wants a blank in front of a comment even where that begins its line; YAML, and Kubernetes, do not. */
const isAtLineStart = (code: ErrorCode, text: string, at: number): boolean =>
	code === "MISSING_CHAR" && text[at] === "#" && text[at - 1] === "\n";

/** How long a stack is kept is a setting of V8's; elsewhere it means nothing. */
const ERRORS: ErrorConstructor & { stackTraceLimit?: number | undefined } =
	Error;

/** The reader makes an error of each fault, whose stack would take most of the time: nobody looks at it. */
function withoutStacks<T>(read: () => T): T {
	const { stackTraceLimit } = ERRORS;
	ERRORS.stackTraceLimit = 0;
	try {
		return read();
	} finally {
		ERRORS.stackTraceLimit = stackTraceLimit;
	}
}

/** Levels beyond which a text is not read; no manifest comes near, Kubernetes' own reader stops at 10,000. */
const LEVELS = 500;

/** The text's concrete syntax; the offset at which it nests too deeply, where it does. */
function tokensOf(text: string): readonly CST.Token[] | number {
	const parser = new Parser();
	const tokens: CST.Token[] = [];
	for (const lexeme of new Lexer().lex(text)) {
		for (const token of parser.next(lexeme)) tokens.push(token);
		if (parser.stack.length > LEVELS) return parser.offset;
	}
	for (const token of parser.end()) tokens.push(token);
	return tokens;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
	PLAIN: "plain",
	QUOTE_SINGLE: "single",
	QUOTE_DOUBLE: "double",
	BLOCK_FOLDED: "block",
	BLOCK_LITERAL: "block",
};

class TreeBuilder {
	readonly #anchors = new Map<string, Exclude<Node, Alias>>();

	constructor(readonly masked: Masked) {}

	build(document: YamlDocument): Node | undefined {
		return this.#node(document.contents, undefined);
	}

	#node(node: unknown, holder: Holder): Node | undefined {
		if (isAlias(node)) return this.#alias(node.source, rangeOf(node), holder);
		if (isScalar(node)) return this.#scalar(node, holder);
		if (isMap(node)) return this.#mapping(node, holder);
		if (isSeq(node)) return this.#sequence(node, holder);
		return undefined;
	}

	#alias(name: string, range: Range, holder: Holder): Alias {
		return {
			kind: "alias",
			...range,
			holder,
			anchor: undefined,
			target: this.#anchors.get(name),
		};
	}

	#scalar(
		node: YamlNode & { value: unknown; type?: string; tag?: string },
		holder: Holder,
	): Scalar | undefined {
		const range = rangeOf(node);
		const style = STYLES[node.type ?? "PLAIN"] ?? "plain";
		if (style === "plain" && range.start === range.end) return undefined;
		if (style === "block") range.end = this.#trimLineEnd(range);
		const scalar: Scalar = {
			kind: "scalar",
			...range,
			holder,
			anchor: node.anchor,
			style,
			text: String(node.value),
			templated: decidesMeaning(node, style) || this.#templated(range),
		};
		return this.#anchored(scalar);
	}

	#mapping(
		node: YamlNode & { items: unknown[]; flow?: boolean },
		holder: Holder,
	): Mapping | Scalar {
		if (node.flow) {
			const range = rangeOf(node);
			// `{{ .Values.x }}` happens to be YAML: two mappings, one the key of the other.
			const isTemplate = this.masked.expressions.some(
				({ start }) => start === range.start,
			);
			if (isTemplate)
				return {
					kind: "scalar",
					...range,
					holder,
					anchor: undefined,
					style: "plain",
					text: "",
					templated: true,
				};
		}
		const entries: Entry[] = [];
		const mapping: Writable<Mapping> = {
			kind: "mapping",
			...rangeOf(node),
			holder,
			anchor: node.anchor,
			flow: node.flow ?? false,
			entries,
		};
		this.#anchored(mapping);
		for (const pair of node.items) {
			if (!isPair(pair) || !isScalar(pair.key)) continue;
			const key = { ...rangeOf(pair.key), text: String(pair.key.value) };
			const entry: Writable<Entry> = {
				parent: mapping,
				key,
				value: undefined,
				start: key.start,
				end: key.end,
			};
			entry.value = this.#node(pair.value, entry);
			entry.end = entry.value?.end ?? this.#colonAfter(key.end);
			entries.push(entry);
		}
		if (!mapping.flow) mapping.end = entries.at(-1)?.end ?? mapping.end;
		return mapping;
	}

	#sequence(
		node: YamlNode & { items: unknown[]; flow?: boolean },
		holder: Holder,
	): Sequence {
		const items: Item[] = [];
		const sequence: Writable<Sequence> = {
			kind: "sequence",
			...rangeOf(node),
			holder,
			anchor: node.anchor,
			flow: node.flow ?? false,
			items,
		};
		this.#anchored(sequence);
		let from = sequence.start;
		for (const [index, child] of node.items.entries()) {
			const item: Writable<Item> = {
				parent: sequence,
				index,
				value: undefined,
				start: 0,
				end: 0,
			};
			item.value = this.#node(child, item);
			item.start = sequence.flow
				? (item.value?.start ?? from)
				: this.#dash(sequence.start, from, index);
			item.end = item.value?.end ?? item.start + 1;
			from = item.end;
			items.push(item);
		}
		if (!sequence.flow) sequence.end = items.at(-1)?.end ?? sequence.end;
		return sequence;
	}

	/** The offset of an item's dash: the first one begins the sequence, the others stand below it, first on their lines. */
	#dash(first: number, from: number, index: number): number {
		if (index === 0) return first;
		const { text } = this.masked;
		const column = first - (text.lastIndexOf("\n", first - 1) + 1);
		for (
			let line = text.indexOf("\n", from) + 1;
			line > 0;
			line = text.indexOf("\n", line) + 1
		) {
			let at = line;
			while (text[at] === " ") at++;
			if (text[at] === "-" && at - line === column) return at;
			// Only blank lines and comments stand between the end of an item and the next dash.
			if (!/[#\r\n]/.test(text[at] ?? "#")) break;
		}
		return from;
	}

	#anchored<T extends Exclude<Node, Alias>>(node: T): T {
		if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
		return node;
	}

	#templated({ start, end }: Range): boolean {
		return this.masked.expressions.some(
			(expression) => expression.start < end && start < expression.end,
		);
	}

	/** A block scalar's range reaches over its last line end; what follows is not its own. */
	#trimLineEnd({ start, end }: Range): number {
		let at = end;
		while (at > start && "\r\n".includes(this.masked.text[at - 1] ?? "x")) at--;
		return at;
	}

	/** The end of `key:` when nothing follows. */
	#colonAfter(keyEnd: number): number {
		const colon = /^[ \t]*:/.exec(this.masked.text.slice(keyEnd, keyEnd + 80));
		return keyEnd + (colon?.[0].length ?? 0);
	}
}

/** Is the meaning of a scalar another than without its tag? `!!str` in front of a text that is a string says nothing. */
const decidesMeaning = (
	{ tag, value }: { tag?: string; value: unknown },
	style: ScalarStyle,
): boolean =>
	tag !== undefined &&
	(tag !== STRING || (style === "plain" && !isPlain(String(value), false)));

const STRING = "tag:yaml.org,2002:str";

function rangeOf(node: YamlNode): Writable<Range> {
	const [start = 0, end = start] = node.range ?? [];
	return { start, end };
}
