import assert from "node:assert/strict";
import { CST, Lexer } from "yaml";
import type { Edit } from "../../server/src/engine/engine";

interface Comment {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** What stands between lexemes and is no text: the end of flow style, the beginning of a document or scalar. */
const MARKS = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The comments of a text; what looks like one in a scalar is none. */
export function commentsIn(text: string): readonly Comment[] {
	const comments: Comment[] = [];
	let at = 0;
	for (const lexeme of new Lexer().lex(text)) {
		if (MARKS.has(lexeme)) continue;
		const end = at + lexeme.length;
		if (lexeme.startsWith("#"))
			comments.push({ text: lexeme.trimEnd(), start: at, end });
		at = end;
	}
	return comments;
}

/**
 * Every comment is still there, but for those inside something, or above an item, that is deleted as a whole, and what comes
 * back out of one.
 */
export function assertCommentsKept(
	text: string,
	result: string,
	edit: Edit,
	what: string,
): void {
	const left = commentsIn(result).map((comment) => comment.text);
	for (const comment of commentsIn(text)) {
		// One that is deleted may say the same as one that stays, such as `#`.
		if (edit.some((splice) => deletes(text, splice, comment))) continue;
		if (edit.some((splice) => opens(text, splice, comment))) continue;
		const at = left.indexOf(comment.text);
		assert.ok(
			at !== -1,
			`${what}: the comment \`${comment.text}\` is still there`,
		);
		left.splice(at, 1);
	}
}

function deletes(
	text: string,
	{ start, end }: Edit[number],
	comment: Comment,
): boolean {
	if (start > comment.start || end < comment.start) return false;
	const above = text.slice(start, comment.start).replaceAll(/#.*/g, "");
	const below = text.slice(comment.end, end).replaceAll(/^\s*#.*$/gm, "");
	return above.trim() !== "" || /^\s*(?:- |\{)/.test(below);
}

/** Does a splice take nothing but the mark of a comment, so that what it says is read? */
const opens = (
	text: string,
	{ start, end, text: written }: Edit[number],
	comment: Comment,
): boolean =>
	start <= comment.start &&
	end > comment.start &&
	written.trim() === "" &&
	/^\s*#\s*$/.test(text.slice(start, end)) &&
	/^[\w-]/.test(text.slice(end, comment.end));
