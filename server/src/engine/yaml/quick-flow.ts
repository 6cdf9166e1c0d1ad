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

const DEPTH = 16;

class FlowReader {
	constructor(
		readonly text: string,
		private at: number,
		readonly limit: number,
	) {}

	collection(holder: Holder, depth: number): Mapping | Sequence {
		if (depth > DEPTH) throw UNSURE;
		return this.text[this.at] === "["
			? this.#sequence(holder, depth)
			: this.#mapping(holder, depth);
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
		while (!this.#closes("}")) {
			const key = this.#scalar(undefined);
			this.#blanks();
			if (this.text[this.at] !== ":" || key.text === "<<") throw UNSURE;
			this.at++;
			// `{a:b}` and `{"a":b}` mean different things: only a colon with a blank behind it is plain.
			if (this.text[this.at] !== " ") throw UNSURE;
			this.#blanks();
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
		return {
			kind: "scalar",
			start,
			end,
			holder,
			anchor: undefined,
			style: "plain",
			text: this.text.slice(start, end),
			templated: false,
		};
	}

	/** Is this the end of the collection? Then it is passed. */
	#closes(bracket: "]" | "}"): boolean {
		this.#blanks();
		if (this.at >= this.limit) throw UNSURE;
		if (this.text[this.at] !== bracket) return false;
		this.at++;
		return true;
	}

	/** Passes the comma behind a part; a bracket may stand there instead. */
	#next(bracket: "]" | "}"): void {
		this.#blanks();
		if (this.text[this.at] === ",") this.at++;
		else if (this.text[this.at] !== bracket) throw UNSURE;
	}

	#blanks(): void {
		while (this.text[this.at] === " ") this.at++;
	}
}
