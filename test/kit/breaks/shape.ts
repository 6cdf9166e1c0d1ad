import {
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type Pair,
	parseAllDocuments,
	type Scalar,
	type YAMLMap,
	type YAMLSeq,
} from "yaml";
import type { Splice } from "../../../server/src/engine/text/edit";

/** A `key: value` or a list item in block style, with all lines that belong to it. */
export interface Part {
	readonly kind: "entry" | "item";
	readonly key: string | undefined;
	/** Line of its key or dash, from 0. */
	readonly line: number;
	/** Its last line that is not blank and no comment behind it. */
	readonly last: number;
	/** Column of its key or dash, from 0. */
	readonly column: number;
	/** Is it the key that stands on the line of its item's dash? */
	readonly behindDash: boolean;
	/** Offset of the colon or dash. */
	readonly mark: number;
	readonly value: "mapping" | "list" | "flow" | "text" | "script" | "nothing";
	/** Where a text or flow value stands that takes no second line. */
	readonly inline: { readonly start: number; readonly end: number } | undefined;
	readonly parent: Part | undefined;
	readonly children: readonly Part[];
	/** How likely a person errs here: Pod specs are what is edited. */
	readonly weight: number;
}

/** A quoted scalar or a flow collection that takes one line. */
export interface Token {
	readonly start: number;
	readonly end: number;
	readonly weight: number;
}

/** What a generator of breaks knows of a text that is still whole. */
export interface Shape {
	readonly text: string;
	readonly lineCount: number;
	readonly parts: readonly Part[];
	readonly quoted: readonly Token[];
	readonly flows: readonly Token[];
	/** First and last line of each document that holds a Pod, or of each if none does. */
	readonly documents: readonly {
		readonly first: number;
		readonly last: number;
	}[];
	/** By how much most children stand deeper than their key. */
	readonly step: number;
	/** Offset of a line's first character. */
	start(line: number): number;
	/** A line without its end. */
	line(line: number): string;
	/** Blanks before a line's content; of a line of a script those before the script. */
	indent(line: number): number;
}

/** The key of a list of containers of a Pod, not of `extraContainers` in the values of a chart. */
export const POD = /\b(?:initC|c)ontainers["']?[ \t]*:/;
/** Keys below which any key may stand: what is wrong there is harder to see, and seldom typed by hand. */
const FREE =
	/^(?:labels|matchLabels|annotations|data|stringData|nodeSelector)$/;

const shapes = new Map<string, Shape | undefined>();

/** @returns nothing for what is not YAML, or is no block style */
export function shapeOf(text: string): Shape | undefined {
	if (!shapes.has(text)) shapes.set(text, new Reader(text).read());
	return shapes.get(text);
}

/** Moves lines to the right or left; comments among them as far as they can. */
export function shiftLines(
	shape: Shape,
	first: number,
	last: number,
	by: number,
): Splice[] | undefined {
	const splices: Splice[] = [];
	for (let line = first; line <= last; line++) {
		const content = shape.line(line);
		if (content.trim() === "") continue;
		const indent = /^ */.exec(content)?.[0].length ?? 0;
		const start = shape.start(line);
		if (by > 0) splices.push({ start, end: start, text: " ".repeat(by) });
		else if (indent >= -by) splices.push({ start, end: start - by, text: "" });
		else if (content.trimStart().startsWith("#"))
			splices.push({ start, end: start + indent, text: "" });
		else return undefined;
	}
	return splices;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Growing = Mutable<Omit<Part, "children" | "parent">> & {
	parent: Growing | undefined;
	children: Growing[];
};

class Reader {
	readonly #starts: readonly number[];
	readonly #parts: Growing[] = [];
	readonly #quoted: Token[] = [];
	readonly #flows: Token[] = [];
	readonly #scripts = new Map<number, number>();
	readonly #steps = new Map<number, number>();

	constructor(readonly text: string) {
		this.#starts = [...text.matchAll(/(?<=^|\n)/g)].map(({ index }) => index);
	}

	read(): Shape | undefined {
		const documents = parseAllDocuments(this.text, {
			uniqueKeys: false,
			prettyErrors: false,
			keepSourceTokens: true,
			logLevel: "silent",
		});
		if (!Array.isArray(documents)) return undefined;
		if (documents.some(({ errors }) => errors.length > 0)) return undefined;
		const holdPods = documents.filter(({ range }) =>
			POD.test(this.text.slice(range[0], range[2])),
		);
		const chosen = holdPods.length > 0 ? holdPods : documents;
		for (const { contents } of chosen) this.#visit(contents, undefined, 1);
		if (this.#parts.length < 2) return undefined;
		const starts = this.#starts;
		const line = (at: number) =>
			this.text
				.slice(starts[at], starts[at + 1] ?? this.text.length)
				.replace(/\r?\n$/, "");
		const indent = (at: number) => /^ */.exec(line(at))?.[0].length ?? 0;
		return {
			text: this.text,
			lineCount: this.text.endsWith("\n") ? starts.length - 1 : starts.length,
			parts: this.#parts,
			quoted: this.#quoted,
			flows: this.#flows,
			documents: chosen.flatMap((document) => this.#linesOf(document)),
			step: [...this.#steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 2,
			start: (at) => starts[at] ?? this.text.length,
			line,
			indent: (at) => Math.min(this.#scripts.get(at) ?? 999, indent(at)),
		};
	}

	#linesOf({ contents }: Document): { first: number; last: number }[] {
		const range = contents?.range;
		return range
			? [{ first: this.#lineAt(range[0]), last: this.#lastLine(range) }]
			: [];
	}

	#lineAt(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	#lastLine([start, end]: readonly number[]): number {
		let last = end ?? 0;
		while (last > (start ?? 0) && /\s/.test(this.text[last - 1] ?? "")) last--;
		return this.#lineAt(Math.max(start ?? 0, last - 1));
	}

	#visit(node: unknown, parent: Growing | undefined, weight: number): void {
		if (isMap(node) && node.flow) this.#flow(node, weight);
		else if (isMap(node)) this.#mapping(node, parent, weight);
		else if (isSeq(node) && node.flow) this.#flow(node, weight);
		else if (isSeq(node)) this.#list(node, parent, weight);
		else if (isScalar(node)) this.#scalar(node, weight);
	}

	#mapping(map: YAMLMap, parent: Growing | undefined, around: number): void {
		const isPodSpec = map.has("containers") || map.has("initContainers");
		const weight = isPodSpec ? 3 : around;
		for (const pair of map.items) {
			const { key, value }: Pair = pair;
			if (!isScalar(key) || !key.range) continue;
			const name = String(key.value);
			const mark = this.text.indexOf(":", key.range[1]);
			const part = this.#add("entry", name, key.range[0], mark, parent, weight);
			if (!part) continue;
			this.#fill(part, value);
			const isRun = /^(?:c|initC)ontainers$/.test(name);
			this.#visit(
				value,
				part,
				isRun ? 4 : FREE.test(name) ? 0.3 : isPodSpec ? 2 : weight,
			);
			this.#grow(part);
		}
	}

	#list(list: YAMLSeq, parent: Growing | undefined, weight: number): void {
		const token = list.srcToken;
		if (token?.type !== "block-seq") return;
		for (const [index, item] of list.items.entries()) {
			const dash = token.items[index]?.start.find(
				({ type }) => type === "seq-item-ind",
			);
			if (!dash) continue;
			const part = this.#add(
				"item",
				undefined,
				dash.offset,
				dash.offset,
				parent,
				weight,
			);
			if (!part) continue;
			this.#fill(part, item);
			this.#visit(item, part, weight);
			this.#grow(part);
		}
	}

	#add(
		kind: Part["kind"],
		key: string | undefined,
		at: number,
		mark: number,
		parent: Growing | undefined,
		weight: number,
	): Growing | undefined {
		const line = this.#lineAt(at);
		const column = at - (this.#starts[line] ?? 0);
		const before = this.text.slice(at - column, at);
		if (!/^(?: *- +)* *$/.test(before)) return undefined;
		const part: Growing = {
			kind,
			key,
			line,
			last: line,
			column,
			mark,
			behindDash: before.includes("-"),
			value: "nothing",
			inline: undefined,
			parent,
			children: [],
			weight,
		};
		if (kind === "entry" && parent?.kind === "entry" && parent.line < line) {
			const step = column - parent.column;
			this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
		}
		parent?.children.push(part);
		this.#parts.push(part);
		return part;
	}

	#fill(part: Growing, value: unknown): void {
		if (isAlias(value)) part.value = "text";
		if (!isScalar(value) && !isMap(value) && !isSeq(value)) return;
		if (!value.range) return;
		const [start, end] = value.range;
		if (isScalar(value)) {
			const isScript = /^BLOCK/.test(value.type ?? "");
			part.value = isScript ? "script" : end > start ? "text" : "nothing";
			if (end > start) part.last = this.#lastLine(value.range);
			if (isScript) this.#markScript(part.line + 1, part.last);
		} else {
			part.value = value.flow ? "flow" : isMap(value) ? "mapping" : "list";
			part.last = this.#lastLine(value.range);
		}
		const isInline = part.value === "text" || part.value === "flow";
		if (
			isInline &&
			this.#lineAt(start) === part.last &&
			part.last === part.line
		)
			part.inline = { start, end };
	}

	#markScript(first: number, last: number): void {
		let base = Number.POSITIVE_INFINITY;
		for (let line = first; line <= last; line++) {
			const content = this.text.slice(
				this.#starts[line],
				this.#starts[line + 1] ?? this.text.length,
			);
			if (content.trim() !== "") base = Math.min(base, content.search(/[^ ]/));
		}
		for (let line = first; line <= last; line++) this.#scripts.set(line, base);
	}

	#grow(part: Growing): void {
		for (const child of part.children)
			part.last = Math.max(part.last, child.last);
	}

	#flow(node: YAMLMap | YAMLSeq, weight: number): void {
		if (!node.range) return;
		this.#token(this.#flows, node.range, weight);
		for (const item of node.items) {
			if (isMap(item) || isSeq(item) || isScalar(item))
				this.#visit(item, undefined, weight);
			else if (item && typeof item === "object" && "value" in item)
				this.#visit(item.value, undefined, weight);
		}
	}

	#scalar({ type, range }: Scalar, weight: number): void {
		if (range && /^QUOTE/.test(type ?? ""))
			this.#token(this.#quoted, range, weight);
	}

	#token(into: Token[], [start, end]: readonly number[], weight: number): void {
		if (start === undefined || end === undefined) return;
		if (this.#lineAt(start) === this.#lineAt(end - 1))
			into.push({ start, end, weight });
	}
}
