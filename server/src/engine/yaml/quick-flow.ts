import type { Lines } from "../text/lines";
import { plainEnd, quoted, UNSURE } from "./quick-scalar";
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

/** The flow collection at an offset, when it ends on its line. */
export function readFlow(
	text: string,
	at: number,
	limit: number,
	holder: Holder,
): Node {
	return new FlowReader(text, at, limit).collection(holder, 0);
}

/** In block style more is left to `yaml`. */
const DEPTH = 16;

class FlowReader {
	constructor(
		protected readonly text: string,
		protected at: number,
		protected limit: number,
		/** The collections that are being read, from the outermost on. */
		readonly open: (Mapping | Sequence)[] = [],
		readonly deepest = DEPTH,
	) {}

	collection(holder: Holder, depth: number): Mapping | Sequence {
		if (depth > this.deepest) throw UNSURE;
		const node =
			this.text[this.at] === "["
				? this.#sequence(holder, depth)
				: this.#mapping(holder, depth);
		this.open.pop();
		return node;
	}

	#sequence(holder: Holder, depth: number): Sequence {
		const items: Item[] = [];
		const start = this.at++;
		const sequence: Writable<Sequence> = {
			kind: "sequence",
			start,
			end: start,
			holder,
			anchor: undefined,
			flow: true,
			items,
		};
		this.open.push(sequence);
		while (!this.#closes("]")) {
			const item: Writable<Item> = {
				parent: sequence,
				index: items.length,
				value: undefined,
				start: this.at,
				end: this.at,
			};
			const value = this.#value(item, depth);
			item.value = value;
			item.end = value.end;
			items.push(item);
			this.#next("]");
		}
		sequence.end = this.at;
		return sequence;
	}

	#mapping(holder: Holder, depth: number): Mapping {
		const entries: Entry[] = [];
		const start = this.at++;
		const mapping: Writable<Mapping> = {
			kind: "mapping",
			start,
			end: start,
			holder,
			anchor: undefined,
			flow: true,
			entries,
		};
		this.open.push(mapping);
		while (!this.#closes("}")) {
			const key = this.#scalar(undefined);
			this.passBlanks();
			if (this.text[this.at] !== ":" || key.text === "<<") throw UNSURE;
			this.at++;
			// `{a:b}` and `{"a":b}` mean different things.
			if (key.style === "plain" && !/[ \t\r\n]/.test(this.text[this.at] ?? ""))
				throw UNSURE;
			this.blanks();
			const entry: Writable<Entry> = {
				parent: mapping,
				key: { start: key.start, end: key.end, text: key.text },
				value: undefined,
				start: key.start,
				end: key.end,
			};
			const value = this.#value(entry, depth);
			entry.value = value;
			entry.end = value.end;
			entries.push(entry);
			this.#next("}");
		}
		mapping.end = this.at;
		return mapping;
	}

	#value(holder: Entry | Item, depth: number): Mapping | Sequence | Scalar {
		const first = this.text[this.at];
		if (first === "[" || first === "{")
			return this.collection(holder, depth + 1);
		return this.#scalar(holder);
	}

	#scalar(holder: Holder): Scalar {
		const first = this.text[this.at];
		if (first === '"' || first === "'") {
			const scalar = quoted(this.text, this.at, this.limit, holder);
			this.at = scalar.end;
			return scalar;
		}
		const start = this.at;
		const end = plainEnd(this.text, start, this.limit, true);
		this.at = end;
		const value = this.text.slice(start, end);
		// At its ends it is none of the text, and behind a colon that ends a key.
		if (value.includes("\t")) throw UNSURE;
		return {
			kind: "scalar",
			start,
			end,
			holder,
			anchor: undefined,
			style: "plain",
			text: value,
			templated: false,
		};
	}

	/** Is this the end of the collection? Then it is passed. */
	#closes(bracket: "]" | "}"): boolean {
		this.blanks();
		if (this.at >= this.limit) throw UNSURE;
		if (this.text[this.at] !== bracket) return false;
		this.at++;
		return true;
	}

	/** Passes the comma behind a part; a bracket may stand there instead. */
	#next(bracket: "]" | "}"): void {
		this.blanks();
		if (this.text[this.at] === ",") this.at++;
		else if (this.text[this.at] !== bracket) throw UNSURE;
	}

	/** Goes to the next character that says something. */
	protected blanks(): void {
		this.passBlanks();
	}

	/** Goes on behind the blanks on a line. */
	protected passBlanks(): void {
		while (this.text[this.at] === " ") this.at++;
	}
}

/** JSON and KYAML: a document that is one flow collection over many lines. */
export class FlowDocumentReader extends FlowReader {
	constructor(
		readonly lines: Lines,
		at: number,
		/** The line on which it begins. */
		public line: number,
		open: (Mapping | Sequence)[],
		deepest: number,
	) {
		super(lines.text, at, lines.end(line), open, deepest);
	}

	/** The collection; behind it no more than blanks and comments stand. */
	read(): Node {
		const root = this.collection(undefined, 0);
		this.blanks();
		if (this.at < this.text.length) throw UNSURE;
		return root;
	}

	/** In brackets a tab is a blank as well. */
	protected override passBlanks(): void {
		for (;;) {
			const character = this.text[this.at];
			if (character !== " " && character !== "\t") return;
			this.at++;
		}
	}

	protected override blanks(): void {
		const { lines, text } = this;
		this.passBlanks();
		for (;;) {
			const isComment =
				text[this.at] === "#" && /\s/.test(text[this.at - 1] ?? "\n");
			if (this.at < this.limit && !isComment) return;
			if (this.line + 1 >= lines.count) {
				this.at = text.length;
				return;
			}
			this.line++;
			this.at = lines.start(this.line);
			this.limit = lines.end(this.line);
			this.passBlanks();
			// Another document begins, or this one ends; to `yaml` also behind a tab.
			if (/^(?:---|\.\.\.)/.test(text.slice(this.at, this.at + 3)))
				throw UNSURE;
		}
	}
}
