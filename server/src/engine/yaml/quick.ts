import type { Lines } from "../text/lines";
import { FlowDocumentReader, readFlow } from "./quick-flow";
import { plainEnd, quoted, UNSURE } from "./quick-scalar";
import { ApartReader } from "./read-apart";
import type {
	Entry,
	Holder,
	Item,
	Mapping,
	Node,
	Scalar,
	Sequence,
	Writable,
} from "./tree";

/**
 * A reader for plain block style, which is what nearly all manifests are written in, and for JSON and KYAML: several times as
 * quick as `yaml`, and warm at once. It reads what it is sure of; a few values that it is not sure of (folded or multi-line text, tags) are
 * read by `yaml`, and it gives up on everything else (aliases, any mistake), which `yaml` then reads as a whole. Where it
 * answers, it answers the same: a test holds them together.
 *
 * @returns where it is not sure what it leaves unread
 */
export function readQuickly(
	lines: Lines,
):
	| { readonly root: Node | undefined; readonly unread?: undefined }
	| { readonly unread: Unread } {
	const reader = new QuickReader(lines);
	try {
		return { root: reader.read() };
	} catch (error) {
		if (error !== UNSURE) throw error;
		return { unread: { open: reader.open, line: reader.line } };
	}
}

/** Where a text has not been read. */
export interface Unread {
	/** The mappings and lists that are open there, with what is whole of them. */
	readonly open: readonly (Mapping | Sequence)[];
	/** The line, or one of those behind which it is. */
	readonly line: number;
}

/** Deeper nesting is left to `yaml`, which says when it is too deep. */
const DEPTH = 64;
/** Also `.`, `f:spec` and `k:{"name":"web"}`, by which the API server tells who has written what. */
const KEY =
	/((?:[A-Za-z0-9_$]|\.(?=:))[\w.$/~-]*|[fkv]:(?:[^\s:]|:(?=\S)){1,200}|"[^"\\\n]*"|'[^'\n]*')[ ]*:(?=[ \r\n]|$)/y;
const LITERAL = /\|(-?)[ ]*(?:[ ]#[^\n]*)?$/y;

class QuickReader {
	readonly #text: string;
	readonly #apart = new ApartReader();
	/** The mappings and lists that are being read, from the outermost on. */
	readonly open: (Mapping | Sequence)[] = [];
	/** The current one. */
	line = 0;
	/** The offset of the next tab: they mean different things in different places. */
	#tab: number;

	constructor(readonly lines: Lines) {
		this.#text = lines.text;
		this.#tab = this.#tabFrom(0);
	}

	#tabFrom(at: number): number {
		const tab = this.#text.indexOf("\t", at);
		return tab === -1 ? this.#text.length : tab;
	}

	read(): Node | undefined {
		// A carriage return that ends no line means different things in different places.
		if (/[\0\uFEFF]|\r(?!\n)/.test(this.#text)) throw UNSURE;
		this.#skip();
		if (/^---[ ]*(?:[ ]#.*)?$/.test(this.lines.content(this.line))) {
			this.line++;
			this.#skip();
		}
		if (this.line >= this.lines.count) return undefined;
		if (
			/[[{]/.test(
				this.#text[this.lines.start(this.line) + this.#indent()] ?? "",
			)
		)
			return this.#flow();
		const root = this.#block(this.#indent(), undefined);
		this.#skip();
		if (this.line < this.lines.count) throw UNSURE;
		return root;
	}

	/** A document that is one flow collection. */
	#flow(): Node {
		const { lines, line } = this;
		const at = lines.start(line) + lines.indent(line);
		const reader = new FlowDocumentReader(lines, at, line, this.open, DEPTH);
		try {
			return reader.read();
		} finally {
			this.line = reader.line;
		}
	}

	/** Goes to the next line that is neither blank nor a comment. */
	#skip(): void {
		for (; this.line < this.lines.count; this.line++) {
			const first =
				this.#text[this.lines.start(this.line) + this.lines.indent(this.line)];
			if (
				first !== "#" &&
				first !== "\n" &&
				first !== "\r" &&
				first !== undefined
			)
				break;
		}
		if (this.#tab < this.lines.end(this.line)) throw UNSURE;
	}

	#indent(): number {
		return this.lines.indent(this.line);
	}

	/** The mapping or sequence whose first line is the current one, at a column. */
	#block(column: number, holder: Holder): Node {
		const start = this.lines.start(this.line) + column;
		if (this.open.length >= DEPTH) throw UNSURE;
		const node = this.#isDash(start)
			? this.#sequence(column, start, holder)
			: this.#mapping(column, start, holder);
		this.open.pop();
		return node;
	}

	#isDash(at: number): boolean {
		const after = this.#text[at + 1];
		return (
			this.#text[at] === "-" &&
			(after === " " || after === "\n" || after === "\r" || after === undefined)
		);
	}

	#sequence(column: number, start: number, holder: Holder): Sequence {
		const items: Item[] = [];
		const sequence: Writable<Sequence> = {
			kind: "sequence",
			start,
			end: start,
			holder,
			anchor: undefined,
			flow: false,
			items,
		};
		this.open.push(sequence);
		for (let dash = start; ; dash = this.lines.start(this.line) + column) {
			const item: Writable<Item> = {
				parent: sequence,
				index: items.length,
				value: undefined,
				start: dash,
				end: dash + 1,
			};
			item.value = this.#itemValue(dash, column, item);
			item.end = item.value?.end ?? dash + 1;
			items.push(item);
			this.#skip();
			if (this.line >= this.lines.count || this.#indent() < column) break;
			if (this.#indent() > column) throw UNSURE;
			if (!this.#isDash(this.lines.start(this.line) + column)) break;
		}
		sequence.end = items.at(-1)?.end ?? start;
		return sequence;
	}

	#itemValue(dash: number, column: number, item: Item): Node | undefined {
		let at = dash + 1;
		while (this.#text[at] === " ") at++;
		const first = this.#text[at];
		const isEmpty =
			first === "\n" || first === "\r" || first === undefined || first === "#";
		if (isEmpty) {
			this.line++;
			this.#skip();
			return this.line < this.lines.count && this.#indent() > column
				? this.#block(this.#indent(), item)
				: undefined;
		}
		const inner = at - this.lines.start(this.line);
		if (this.#isDash(at) || this.#keyAt(at)) return this.#block(inner, item);
		return this.#scalar(at, column, item);
	}

	#mapping(column: number, start: number, holder: Holder): Mapping {
		const entries: Entry[] = [];
		const mapping: Writable<Mapping> = {
			kind: "mapping",
			start,
			end: start,
			holder,
			anchor: undefined,
			flow: false,
			entries,
		};
		this.open.push(mapping);
		for (let at = start; ; at = this.lines.start(this.line) + column) {
			const key = this.#keyAt(at);
			if (!key) throw UNSURE;
			const entry: Writable<Entry> = {
				parent: mapping,
				key: { start: at, end: at + key.length, text: key.text },
				value: undefined,
				start: at,
				end: key.colon,
			};
			entry.value = this.#entryValue(key.colon, column, entry);
			entry.end = entry.value?.end ?? key.colon;
			entries.push(entry);
			this.#skip();
			if (this.line >= this.lines.count || this.#indent() < column) break;
			if (this.#indent() > column) throw UNSURE;
			if (this.#isDash(this.lines.start(this.line) + column)) {
				// The list below a key at the key's own column has been read by now; another dash belongs to a list above.
				break;
			}
		}
		mapping.end = entries.at(-1)?.end ?? start;
		return mapping;
	}

	/** The key at an offset, and the offset behind its colon. */
	#keyAt(
		at: number,
	): { text: string; length: number; colon: number } | undefined {
		KEY.lastIndex = at;
		const match = KEY.exec(this.#text);
		const key = match?.[1];
		if (!match || key === undefined) return undefined;
		const isQuoted = key[0] === '"' || key[0] === "'";
		return {
			text: isQuoted ? key.slice(1, -1) : key,
			length: key.length,
			colon: at + match[0].length,
		};
	}

	#entryValue(colon: number, column: number, entry: Entry): Node | undefined {
		let at = colon;
		while (this.#text[at] === " ") at++;
		const first = this.#text[at];
		if (
			first !== "\n" &&
			first !== "\r" &&
			first !== undefined &&
			first !== "#"
		)
			return this.#scalar(at, column, entry);
		if (first === "#" && at === colon) throw UNSURE;
		const line = this.line++;
		this.#skip();
		if (this.line >= this.lines.count) return undefined;
		const indent = this.#indent();
		if (indent > column) {
			const start = this.lines.start(this.line) + indent;
			return this.#isDash(start) || this.#keyAt(start)
				? this.#block(indent, entry)
				: this.#readApart(colon, line, column, entry);
		}
		const isFlush =
			indent === column && this.#isDash(this.lines.start(this.line) + column);
		// Below a key behind a dash, a dash at the key's column is no list of its own in all readers.
		return isFlush ? this.#block(column, entry) : undefined;
	}

	/** A scalar or flow collection that begins on the current line and belongs to something at a column. */
	#scalar(at: number, column: number, holder: Entry | Item): Node {
		const line = this.line;
		try {
			return this.#plainly(at, column, holder);
		} catch (error) {
			if (error !== UNSURE) throw error;
			return this.#readApart(at, line, column, holder);
		}
	}

	/** What belongs to a value stands further right than its key or dash; a closing bracket may stand at the column of the key. */
	#readApart(
		at: number,
		line: number,
		column: number,
		holder: Entry | Item,
	): Node {
		const { lines } = this;
		let next = line + 1;
		while (
			next < lines.count &&
			(lines.indent(next) > column || lines.isBlank(next))
		)
			next++;
		if (
			next < lines.count &&
			lines.indent(next) === column &&
			"key" in holder &&
			/[\]}]/.test(this.#text[lines.start(next) + column] ?? "")
		)
			next++;
		const start = lines.start(line);
		const end = lines.start(next);
		const text = this.#text.slice(start, end);
		const node = this.#apart.read(text, start, column, at - start, holder);
		this.line = next;
		this.#tab = this.#tabFrom(end);
		this.#skip();
		if (this.line < lines.count && this.#indent() > column) throw UNSURE;
		return node;
	}

	/** A value of one line, or a literal one. */
	#plainly(at: number, column: number, holder: Entry | Item): Node {
		const first = this.#text[at] ?? "";
		if (first === "|") return this.#literal(at, column, holder);
		const lineEnd = this.lines.end(this.line);
		const node =
			first === "[" || first === "{"
				? readFlow(this.#text, at, lineEnd, holder)
				: first === '"' || first === "'"
					? quoted(this.#text, at, lineEnd, holder)
					: this.#plain(at, lineEnd, holder);
		if (
			node.end !== lineEnd &&
			!/^[ ]*(?:[ ]#.*)?$/.test(this.#text.slice(node.end, lineEnd))
		)
			throw UNSURE;
		this.line++;
		this.#skip();
		// What is indented below a scalar continues it.
		if (this.line < this.lines.count && this.#indent() > column) throw UNSURE;
		return node;
	}

	#plain(at: number, lineEnd: number, holder: Holder): Scalar {
		const end = plainEnd(this.#text, at, lineEnd, false);
		return {
			kind: "scalar",
			start: at,
			end,
			holder,
			anchor: undefined,
			style: "plain",
			text: this.#text.slice(at, end),
			templated: false,
		};
	}

	/** A literal block scalar without indentation indicator; it ends with at most one line end. */
	#literal(at: number, column: number, holder: Holder): Scalar {
		const header = this.#text.slice(at, this.lines.end(this.line));
		LITERAL.lastIndex = 0;
		const chomp = LITERAL.exec(header);
		if (!chomp) throw UNSURE;
		const content: string[] = [];
		let indent = -1;
		let last = -1;
		for (this.line++; this.line < this.lines.count; this.line++) {
			const line = this.lines.content(this.line);
			const own = this.lines.indent(this.line);
			if (own === line.length) {
				// Blanks beyond the indentation would be text; before the first line they may be a mistake.
				if (own > (indent === -1 ? column : indent)) throw UNSURE;
				content.push("");
				continue;
			}
			if (own <= column) break;
			if (indent === -1) indent = own;
			if (own < indent) throw UNSURE;
			content.push(line.slice(indent));
			last = this.line;
		}
		if (last === -1) throw UNSURE;
		while (content.at(-1) === "") content.pop();
		const text = content.join("\n") + (chomp[1] === "-" ? "" : "\n");
		return {
			kind: "scalar",
			start: at,
			end: this.lines.end(last),
			holder,
			anchor: undefined,
			style: "block",
			text,
			templated: false,
		};
	}
}
