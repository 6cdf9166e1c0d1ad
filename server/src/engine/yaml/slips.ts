import { applyEdit, makeEdit, type Range, type Splice } from "../text/edit";
import { Document } from "./document";
import {
	FlowBalance,
	isSkipped,
	lastLineOf,
	readLine,
	withoutProperties,
} from "./outline";

/** A character that was forgotten, so that a document is not YAML. */
export interface Slip {
	readonly kind: "bracket" | "dash";
	/** The bracket that is not closed, or the dash without a blank behind it. */
	readonly at: Range;
	/** Puts in what is missing; nothing when the document would still not be YAML. */
	readonly edit: readonly Splice[] | undefined;
}

/** Finds what was forgotten at, or right before, the first place of a document that cannot be read. */
export function slipOf(document: Document): Slip | undefined {
	return missingBlank(document) ?? missingBracket(document);
}

const TIGHT_DASH =
	/^(\s*(?:- +)*-)(?:[A-Za-z][\w./-]*|"[^"]*"|'[^']*'):(?:\s|$)/;
/** How many slips of one kind are mended at once. */
const MOST = 50;

/** `-name: web` */
function missingBlank(document: Document): Slip | undefined {
	const places: number[] = [];
	const mended = () =>
		new Document(
			applyEdit(
				document.text,
				makeEdit(places.map((at) => ({ start: at, end: at, text: " " }))),
			),
		);
	let current = document;
	while (current.isFaulty && places.length < MOST) {
		const place = tightDash(current);
		if (place === undefined) break;
		// What was put in before this place does not stand in the document.
		places.push(place - places.filter((at) => at < place).length);
		places.sort((a, b) => a - b);
		current = mended();
	}
	const [first] = places;
	if (first === undefined) return undefined;
	return {
		kind: "dash",
		at: { start: first - 1, end: first },
		edit: !current.isFaulty
			? places.map((at) => ({ start: at, end: at, text: " " }))
			: undefined,
	};
}

/** The offset behind a dash without a blank on the line of the first fault, or on the one above. */
function tightDash({
	firstFaults: [fault],
	lines,
}: Document): number | undefined {
	if (!fault) return undefined;
	let line = lines.lineAt(fault.start);
	for (let tried = 0; line >= 0 && tried < 2; line--) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		tried++;
		const match = TIGHT_DASH.exec(content);
		if (match) return lines.start(line) + (match[1]?.length ?? 0);
	}
	return undefined;
}

/** `command: ["sh", "-c"`, with a key on the next line */
function missingBracket(document: Document): Slip | undefined {
	const { lines, text } = document;
	const [fault] = document.firstFaults;
	if (!fault) return undefined;
	const atEnd = text.slice(fault.start).trim() === "";
	const faultLine = atEnd ? lines.count : lines.lineAt(fault.start);
	const opened = openedBefore(document, faultLine);
	if (!opened) return undefined;
	let last = faultLine - 1;
	while (last > opened.line && isSkipped(lines.content(last))) last--;
	const balance = new FlowBalance();
	balance.read(text.slice(opened.start, lines.end(last)));
	const { closers } = balance;
	if (!closers) return undefined;
	const end = endOfContent(lines.content(last)) + lines.start(last);
	const edit = [{ start: end, end, text: closers }];
	const isYaml = !new Document(applyEdit(text, makeEdit(edit))).isFaulty;
	const next = atEnd ? undefined : readLine(lines.content(faultLine));
	const isBlockLine =
		next !== undefined &&
		(next.dashes.length > 0 || next.key !== undefined) &&
		(next.dashes[0] ?? next.column ?? 0) <= opened.column;
	return isYaml || isBlockLine
		? {
				kind: "bracket",
				at: { start: opened.start, end: opened.start + 1 },
				edit: isYaml ? edit : undefined,
			}
		: undefined;
}

/** The bracket of block style's value that is still open at the end of the line before another one. */
function openedBefore(
	{ lines }: Document,
	before: number,
): { line: number; start: number; column: number } | undefined {
	for (let line = 0; line < before; line++) {
		const content = lines.content(line);
		if (isSkipped(content)) continue;
		const read = readLine(content);
		const last = lastLineOf(lines, line, read);
		const value = withoutProperties(read.value);
		if (last !== undefined && last < before) {
			line = last;
			continue;
		}
		if (!/^[[{]/.test(value)) return undefined;
		// JSON has brackets that rightly stay open for the whole text.
		if (read.key === undefined && read.dashes.length === 0) return undefined;
		return {
			line,
			start: lines.start(line) + content.indexOf(value),
			column: read.column ?? 0,
		};
	}
	return undefined;
}

/** The column behind the last character of a line that is no comment. */
function endOfContent(content: string): number {
	const comment = /\s+#[^"'\]}]*$/.exec(content);
	return (comment ? content.slice(0, comment.index) : content).trimEnd().length;
}
