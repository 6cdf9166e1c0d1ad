import { Document } from "./document";

/** A document and where it stands in its file. */
export interface PlacedDocument {
	readonly document: Document;
	/** Offset of the document's first character in the file. */
	readonly start: number;
	/** Line of the file in which the document begins, from 0. */
	readonly line: number;
	/** Position among the file's documents, from 0. */
	readonly index: number;
}

/** How many characters of a text, at its beginning and at its end, are surely the same in a later one. They do not overlap. */
export interface Same {
	readonly head: number;
	readonly tail: number;
}

/** The text of one file, cut into documents. Immutable; {@link Source.update} makes the next one. */
export class Source {
	private constructor(
		readonly text: string,
		readonly documents: readonly PlacedDocument[],
	) {}

	static open(text: string): Source {
		const start = bodyStart(text);
		const documents = cut(text.slice(start)).map((part) => new Document(part));
		return new Source(text, place([], documents, [], start));
	}

	/**
	 * The source of a later text of the same file. Documents whose text has not changed are the same objects, so the
	 * cost of what is derived from them falls due once; only what lies between the unchanged ones is cut anew.
	 * @param same what whoever has changed the text knows; else it is found out
	 */
	update(text: string, same?: Same): Source {
		if (text === this.text) return this;
		if (bodyStart(text) !== bodyStart(this.text)) return Source.open(text);
		const old = this.documents;
		const grown = text.length - this.text.length;
		// What follows the last unchanged document may now belong to it.
		let head = Math.max(0, this.#unchangedHead(text, same) - 1);
		while (head > 0 && !beginsDocument(old[head], text, 0, 0)) head--;
		const from = old[head]?.start ?? bodyStart(text);
		let tail = Math.max(head + 1, this.#unchangedTail(text, same));
		while (tail < old.length && !beginsDocument(old[tail], text, grown, from))
			tail++;
		const to = (old[tail]?.start ?? this.text.length) + grown;
		const middle = text.slice(from, to);
		// Comments and directives at the end of the middle, or a `...` in it, may claim what follows.
		const isPlain =
			head + (old.length - tail) > 0 &&
			!/^\.\.\./m.test(middle) &&
			!PREAMBLE.test(cut(middle).at(-1) ?? "");
		const replaced = isPlain ? old.slice(head, tail) : old;
		const known = new Map(
			replaced.map(({ document }) => [document.text, document]),
		);
		const fresh = cut(isPlain ? middle : text.slice(bodyStart(text))).map(
			(part) => known.get(part) ?? new Document(detach(part)),
		);
		if (fresh.length === replaced.length)
			for (const [index, document] of fresh.entries()) {
				const before = replaced[index]?.document;
				if (before && !known.has(document.text)) document.follow(before);
			}
		return new Source(
			text,
			isPlain
				? place(old.slice(0, head), fresh, old.slice(tail), from)
				: place([], fresh, [], bodyStart(text)),
		);
	}

	/** How many documents at the beginning are the same in another text. Comparing whole beginnings is what engines do fastest. */
	#unchangedHead(text: string, same: Same | undefined): number {
		const end = (count: number) =>
			this.documents[count]?.start ?? this.text.length;
		return partition(this.documents.length, (count) =>
			same
				? end(count) <= same.head
				: text.slice(0, end(count)) === this.text.slice(0, end(count)),
		);
	}

	/** The first of the documents at the end that are the same in another text. */
	#unchangedTail(text: string, same: Same | undefined): number {
		const { length } = this.documents;
		const start = (count: number) =>
			this.documents[length - count]?.start ?? this.text.length;
		return (
			length -
			partition(length, (count) => {
				if (same) return this.text.length - start(count) <= same.tail;
				const rest = this.text.slice(start(count));
				return (
					rest.length <= text.length &&
					text.slice(text.length - rest.length) === rest
				);
			})
		);
	}

	/** The document at an offset; at a border the later one. */
	documentAt(offset: number): PlacedDocument | undefined {
		return this.documents.findLast(({ start }) => start <= offset);
	}
}

/** The largest number up to a limit for which something holds that holds for all smaller ones. */
function partition(limit: number, holds: (count: number) => boolean): number {
	let low = 0;
	let high = limit;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (holds(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Is a document's own `---` line what begins it, also after what now stands before it? */
function beginsDocument(
	placed: PlacedDocument | undefined,
	text: string,
	moved: number,
	from: number,
): boolean {
	if (!placed) return false;
	const start = placed.start + moved;
	return (
		start > from && text[start - 1] === "\n" && isMarker(text, start, "---")
	);
}

/** A byte order mark is no part of the first document: columns count from behind it. */
function bodyStart(text: string): number {
	return text.startsWith("\uFEFF") ? 1 : 0;
}

/**
 * Puts documents one behind another. Those that have not changed are asked for where they stood, not for their texts, which
 * a large file has too many of; what a document is where it stands is the same for them.
 *
 * @param before stay where they are
 * @param fresh may stand where none of them stood
 * @param behind move along
 * @param start where the fresh ones begin in the file
 */
function place(
	before: readonly PlacedDocument[],
	fresh: readonly Document[],
	behind: readonly PlacedDocument[],
	start: number,
): readonly PlacedDocument[] {
	const count = before.length + fresh.length + behind.length;
	const last = before.at(-1);
	let line = last ? last.line + last.document.lineEnds : 0;
	const placed = fresh.map((each, position): PlacedDocument => {
		const index = before.length + position;
		const above = fresh[position - 1] ?? last?.document;
		const document = asPlaced(each, index, count, above);
		const own = { document, start, line, index };
		start += document.text.length;
		line += document.lineEnds;
		return own;
	});
	const [next] = behind;
	const grown = start - (next?.start ?? 0);
	const lower = line - (next?.line ?? 0);
	const moved = behind.map((each, position) => ({
		document: each.document,
		start: each.start + grown,
		line: each.line + lower,
		index: count - behind.length + position,
	}));
	return [...before, ...placed, ...moved];
}

/** Nothing but blank lines, comments and directives: what belongs to the next document. */
const PREAMBLE = /^(?:[ \t\r]*(?:#[^\n]*)?\n|%[^\n]*\n)*$/;

/** A copy that does not keep the whole file's text alive, as a slice would. */
function detach(slice: string): string {
	return slice.split("\n").join("\n");
}

/**
 * Cuts a text where YAML does: before a `---` at column 0, even inside a string, and after a `...`. Comments and
 * directives before a document's `---` belong to it.
 */
function cut(text: string): string[] {
	const parts: string[] = [];
	let start = 0;
	let preamble = true;
	let line = 0;
	const close = (end: number) => {
		if (end > start) parts.push(text.slice(start, end));
		start = end;
	};
	while (line <= text.length) {
		if (isMarker(text, line, "---")) {
			if (!preamble) close(line);
			preamble = false;
			line += 3;
		} else if (isMarker(text, line, "...")) {
			const next = text.indexOf("\n", line);
			line = next === -1 ? text.length + 1 : next + 1;
			close(Math.min(line, text.length));
			preamble = true;
			continue;
		} else if (preamble && !isPreamble(text, line)) {
			preamble = false;
		}
		line = nextCandidate(text, line, preamble);
	}
	if (start < text.length || parts.length === 0) {
		parts.push(text.slice(start));
	}
	return parts;
}

/** The next line that could be a marker; in a preamble simply the next line. */
function nextCandidate(text: string, from: number, preamble: boolean): number {
	for (
		let at = text.indexOf("\n", from);
		at !== -1;
		at = text.indexOf("\n", at + 1)
	) {
		const first = text[at + 1];
		if (preamble || first === "-" || first === ".") return at + 1;
	}
	return text.length + 1;
}

function isMarker(text: string, at: number, marker: string): boolean {
	if (!text.startsWith(marker, at)) return false;
	const after = text[at + 3];
	return after === undefined || " \t\r\n".includes(after);
}

/** Is the line blank, a comment or a directive? */
function isPreamble(text: string, at: number): boolean {
	const first = /[^ \t\r]/g;
	first.lastIndex = at;
	const found = first.exec(text)?.[0];
	return (
		found === undefined ||
		found === "\n" ||
		found === "#" ||
		(found === "%" && text[at] === "%")
	);
}

/** Of a sentence, a command or a file's name; also what may stand between them: blank lines, comments. */
const PROSE_LINE =
	/^(?:[ \t]*\r?|#[^\n]*|\S+\.(?:ya?ml|json):[ \t]*\r?|[^\W_][^\s:]* [^:]*:?[ \t]*\r?|[^\s#[\]{}"'|>&*!%@`:\0-][^:\0]*)$/;

/**
 * A document as what it is where it stands: sentences before all others, or behind them, are no document of their own, and
 * behind a `...` one begins with `---` for Kubernetes.
 */
function asPlaced(
	document: Document,
	index: number,
	count: number,
	above: Document | undefined,
): Document {
	const { text } = document;
	const isCopied =
		count > 1 &&
		((index === 0 && isProse(text)) ||
			(index === count - 1 && isProse(text.replace(/^---[ \t]*\r?\n/, ""))));
	const isPassedOver =
		!isCopied &&
		above !== undefined &&
		ENDED.test(above.text.slice(-LONGEST_END)) &&
		!MARKED.test(text);
	return document.isProse === isCopied && document.isPassedOver === isPassedOver
		? document
		: new Document(text, isCopied, isPassedOver);
}

/** What ends a document, with a comment that is not too long. */
const ENDED = /(?:^|\n)\.\.\.(?:[ \t][^\n]*)?\r?\n?$/;
const LONGEST_END = 200;
/** Does a document begin with `---`, or is it nothing but what stands in front of one? */
const MARKED =
	/^(?:[ \t\r]*(?:#[^\n]*)?\n|%[^\n]*\n)*(?:[ \t]*(?:#.*)?$|---(?:\s|$))/;

/** Is a text nothing but sentences and the like? Looks at one line at a time. */
function isProse(part: string): boolean {
	if (part.length >= 1000) return false;
	const lines = part.split("\n");
	return (
		lines.pop() === "" &&
		lines.some((line) => /^[^\s#]/.test(line)) &&
		lines.every((line) => PROSE_LINE.test(line))
	);
}
