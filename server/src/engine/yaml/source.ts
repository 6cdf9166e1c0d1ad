import { Document } from "./document";

/** A document and where it stands in its file. */
export interface PlacedDocument {
	readonly document: Document;
	/** Offset of the document's first character in the file. */
	readonly start: number;
	/** Position among the file's documents, from 0. */
	readonly index: number;
}

/** The text of one file, cut into documents. Immutable; {@link Source.update} makes the next one. */
export class Source {
	private constructor(
		readonly text: string,
		readonly documents: readonly PlacedDocument[],
	) {}

	static open(text: string): Source {
		return new Source(
			text,
			cut(text).map(({ start, end }, index) => ({
				document: new Document(text.slice(start, end)),
				start,
				index,
			})),
		);
	}

	/**
	 * The source of a later text of the same file. Documents whose text has not changed are the same objects, so the
	 * cost of what is derived from them falls due once.
	 */
	update(text: string): Source {
		if (text === this.text) return this;
		const known = new Map(
			this.documents.map(({ document }) => [document.text, document]),
		);
		return new Source(
			text,
			cut(text).map(({ start, end }, index) => {
				const slice = text.slice(start, end);
				return {
					document: known.get(slice) ?? new Document(detach(slice)),
					start,
					index,
				};
			}),
		);
	}

	/** The document at an offset; at a border the later one. */
	documentAt(offset: number): PlacedDocument | undefined {
		return this.documents.findLast(({ start }) => start <= offset);
	}
}

/** A copy that does not keep the whole file's text alive, as a slice would. */
function detach(slice: string): string {
	return slice.split("\n").join("\n");
}

/**
 * Cuts a text where YAML does: before a `---` at column 0, even inside a string, and after a `...`. Comments and
 * directives before a document's `---` belong to it.
 */
function cut(text: string): { start: number; end: number }[] {
	const parts: { start: number; end: number }[] = [];
	let start = 0;
	let preamble = true;
	let line = 0;
	const close = (end: number) => {
		if (end > start) parts.push({ start, end });
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
		parts.push({ start, end: text.length });
	}
	return parts;
}

/** The next line that could be a marker; in a preamble simply the next line. */
function nextCandidate(text: string, from: number, preamble: boolean): number {
	for (let at = text.indexOf("\n", from); at !== -1; at = text.indexOf("\n", at + 1)) {
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
	const first = /[^ \t\r\uFEFF]/g;
	first.lastIndex = at;
	const found = first.exec(text)?.[0];
	return found === undefined || found === "\n" || found === "#" || (found === "%" && text[at] === "%");
}
